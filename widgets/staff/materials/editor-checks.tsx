import type { CheckAnswer } from "../../../functions/materials/queue.contract.ts";
import { href } from "../shell/router.ts";
import { StateBadge } from "./list-badge.tsx";
import { FoundWords } from "./record-warnings.tsx";

/** Under the title: materials that may be the same. */
export function SimilarTitles({ similar }: Pick<CheckAnswer, "similar">) {
  return (
    <div role="status">
      {similar.length > 0 && (
        <div class="warning">
          <p>
            <b>{similar.some(({ same }) => same) ? "已经有同名的资料" : "有标题相近的资料"}</b>，请看看是不是重复了：
          </p>
          <ul>
            {similar.map((one) => (
              <li key={one.id}>
                <a href={href(`/materials/${one.id}`)} target="_blank" rel="noopener">
                  {one.title}
                </a>{" "}
                <StateBadge state={one.state} live={one.live} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Under the text: words of the settings' list. */
export function ListedWords({ words }: Pick<CheckAnswer, "words">) {
  return (
    <div role="status">
      {words.length > 0 && (
        <div class="warning">
          <p>
            <b>有词表中的词</b>，请修改；确实需要保留的，提供时写明理由：
          </p>
          <FoundWords words={words} />
        </div>
      )}
    </div>
  );
}
