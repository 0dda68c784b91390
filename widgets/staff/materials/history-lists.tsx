import type { RevisionLine, RevisionList } from "../../../functions/materials/history.contract.ts";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { stepNames } from "./list-words.ts";

interface Pair {
  from: string;
  to: string;
}

interface ListsProps {
  list: RevisionList;
  /** What is being compared: `r3` the third version, `e1` the first edition. */
  from: string | undefined;
  to: string | undefined;
  onCompare: (pair: Pair) => void;
  /** What has to be done before a version can be brought back; undefined when nothing has, or it is not this person's to do. */
  hint: string | undefined;
  /** Absent when the record cannot be changed now. */
  onRestore: ((line: RevisionLine) => void) | undefined;
}

function Version({
  line,
  before,
  newest,
  shown,
  onCompare,
  onRestore,
}: {
  line: RevisionLine;
  before: RevisionLine | undefined;
  newest: boolean;
  shown: boolean;
  onCompare: ListsProps["onCompare"];
  onRestore: ListsProps["onRestore"];
}) {
  return (
    <li class={shown ? "version-line shown" : "version-line"}>
      <p>
        <b>第 {line.number} 稿</b> {newest && <span class="badge good">现在</span>} {line.name || "（姓名不详）"}{" "}
        <span class="muted nowrap">{dateTime(line.at)}</span>
      </p>
      <p class="muted">
        {line.characters} 字{line.restores !== undefined && `，恢复自第 ${line.restores} 稿`}
      </p>
      {line.steps.length > 0 && (
        <ul class="plain-list version-steps">
          {line.steps.map(({ step, name, at }) => (
            <li key={`${step}${at}`}>
              {stepNames[step] ?? step}：{name} {dateTime(at)}
            </li>
          ))}
        </ul>
      )}
      <div class="toolbar">
        {before && (
          <Button
            kind="plain"
            aria-label={`看改了什么（第 ${line.number} 稿）`}
            aria-pressed={shown}
            onClick={() => onCompare({ from: `r${before.number}`, to: `r${line.number}` })}
          >
            看改了什么
          </Button>
        )}
        {onRestore && !newest && (
          <Button kind="plain" aria-label={`恢复这一版（第 ${line.number} 稿）`} onClick={() => onRestore(line)}>
            恢复这一版
          </Button>
        )}
      </div>
    </li>
  );
}

/** The versions, newest first, and the editions that were published. */
export function HistoryLists({ list: { items, editions }, from, to, hint, onCompare, onRestore }: ListsProps) {
  const newest = items[0];
  return (
    <div class="stack">
      <section class="card" aria-labelledby="versions-title">
        <h2 id="versions-title">修改稿</h2>
        <p class="muted small">同一个人十分钟内的修改合为一稿；换人、走过一步或隔得久了，另存一稿。{hint}</p>
        <ol class="plain-list" reversed>
          {items.map((line, place) => (
            <Version
              key={line.number}
              line={line}
              before={items[place + 1]}
              newest={line === newest}
              shown={to === `r${line.number}` && from === `r${items[place + 1]?.number}`}
              onCompare={onCompare}
              onRestore={onRestore}
            />
          ))}
        </ol>
      </section>
      {editions.length > 0 && (
        <section class="card" aria-labelledby="editions-title">
          <h2 id="editions-title">发布过的版本</h2>
          <ol class="plain-list" reversed>
            {editions.map(({ edition, publishedAt, title, live }) => (
              <li key={edition} class="version-line">
                <p>
                  <b>第 {edition} 版</b> {live && <span class="badge good">网上现在的</span>}{" "}
                  <span class="muted nowrap">{dateTime(publishedAt)} 发布</span>
                </p>
                <p class="muted">{title}</p>
                {newest && (
                  <Button
                    kind="plain"
                    aria-label={`与现在比较（发布的第 ${edition} 版）`}
                    onClick={() => onCompare({ from: `e${edition}`, to: `r${newest.number}` })}
                  >
                    与现在比较
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
