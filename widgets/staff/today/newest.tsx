import type { Today } from "../../../functions/today/contract.ts";
import { day } from "../shell/format.ts";

/** The newest materials as the public sees them, each with its package for studying together. */
export function Newest({ newest }: Pick<Today, "newest">) {
  return (
    <section class="card today-side-card" aria-labelledby="today-newest">
      <h2 id="today-newest">最新资料</h2>
      {newest.length === 0 && <p class="muted">栏目里还没有资料。</p>}
      <ul class="plain-list">
        {newest.map(({ id, title, category, publishedAt }) => (
          <li key={id}>
            <a href={`/column/${id}`} target="_blank" rel="noopener">
              {title}
            </a>
            <span class="muted small">
              {category} {day(publishedAt)}{" "}
              <a href={`/api/materials/${id}/package.zip`} aria-label={`下载学习包：${title}`}>
                学习包
              </a>
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href="/column/" target="_blank" rel="noopener">
          打开干训讲堂栏目
        </a>
      </p>
    </section>
  );
}
