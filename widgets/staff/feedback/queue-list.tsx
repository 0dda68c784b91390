import type { FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { day } from "../shell/format.ts";
import { ageText, fromOf, lampName } from "./words.ts";

interface ListProps {
  rows: readonly FeedbackRecord[];
  current: string | undefined;
  hrefOf: (id: string) => string;
  /** Absent where nothing can be chosen. */
  selected?: ReadonlySet<string> | undefined;
  onSelect: (selected: Set<string>) => void;
}

function Row({ row }: { row: FeedbackRecord }) {
  const last = row.steps[row.steps.length - 1];
  return (
    <>
      <span class="row-head">
        <b>{row.kind}</b>
        <span>{fromOf(row)}</span>
        <span class="muted">{day(row.receivedAt)}</span>
      </span>
      <span class="row-text">{row.text || "（已撤回）"}</span>
      <span class="row-foot">
        <span class={row.age.lamp === "none" ? "muted" : `lamp ${row.age.lamp}`}>
          {lampName(row.age) && `${lampName(row.age)}，`}
          {ageText(row)}
        </span>
        {row.flagged.length > 0 && <span class="badge red">敏感词</span>}
        {row.hasContact && <span class="badge">留有联系方式</span>}
        {row.office && <span class="badge blue">{row.office}</span>}
        {last?.action === "return" && <span class="badge amber">退回</span>}
        {row.joined && <span class="badge">合并 {row.joined.length} 条</span>}
      </span>
    </>
  );
}

/** The queue: what waits longest stands first. Rows are links; a box beside each that may be passed together with others. */
export function QueueList({ rows, current, hrefOf, selected, onSelect }: ListProps) {
  const toggle = (id: string, on: boolean) => {
    const next = new Set(selected);
    if (on) next.add(id);
    else next.delete(id);
    onSelect(next);
  };
  return (
    <ul class="plain-list queue">
      {rows.map((row) => (
        <li key={row.id} class={row.id === current ? "current" : ""}>
          {selected && (
            <span class="pick">
              <input
                type="checkbox"
                aria-label={`选择：${row.kind}，${row.text.slice(0, 20)}`}
                checked={selected.has(row.id)}
                onChange={(event) => toggle(row.id, event.currentTarget.checked)}
              />
            </span>
          )}
          <a href={hrefOf(row.id)} data-id={row.id} aria-current={row.id === current ? "true" : undefined}>
            <Row row={row} />
          </a>
        </li>
      ))}
    </ul>
  );
}
