import type { TodayChange } from "../../../functions/today/contract.ts";
import { dateTime } from "../shell/format.ts";
import { changeWords, objectHref } from "./words.ts";

/** Who did what lately; the text of an object is never part of it. */
export function Changes({ changes }: { changes: TodayChange[] }) {
  if (changes.length === 0) return null;
  return (
    <section class="card today-side-card" aria-labelledby="today-changes">
      <h2 id="today-changes">最近动态</h2>
      <ul class="plain-list">
        {changes.map(({ at, name, action, object, title, times }) => {
          const target = objectHref(object);
          return (
            <li key={`${at}${action}${object}`}>
              <span>
                {name} {changeWords(action)}
                {times && `（${times} 次）`}
                {title && target && (
                  <>
                    ：<a href={target}>{title}</a>
                  </>
                )}
              </span>
              <span class="muted small">
                <time dateTime={at}>{dateTime(at)}</time>
                {!title && target && (
                  <>
                    {" "}
                    <a href={target} aria-label={`打开：${name} ${changeWords(action)}，${dateTime(at)}`}>
                      打开
                    </a>
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
