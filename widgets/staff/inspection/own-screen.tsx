import "./inspection.css";
import type { OwnLine } from "../../../functions/inspection/contract.ts";
import { day } from "../shell/format.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { Pager } from "../shell/table.tsx";
import { SignatureFacts } from "./signature.tsx";
import { usePages } from "./use-pages.ts";
import { monthName } from "./words.ts";

function Month({ line: { month, characters, notes, reflections, remark, signature } }: { line: OwnLine }) {
  return (
    <section class="card stack" aria-labelledby={`own-${month}`}>
      <h2 id={`own-${month}`}>{monthName(month)}</h2>
      {remark ? <blockquote class="inspection-remark">{remark}</blockquote> : <p class="muted">这个月没有写批阅。</p>}
      <p>
        笔记 {notes} 篇 {characters} 字，心得 {reflections} 篇
      </p>
      <p class="muted">
        {signature.by} {day(signature.at)} 签字
      </p>
      <details>
        <summary>签字信息</summary>
        <SignatureFacts signature={signature} />
      </details>
    </section>
  );
}

/** `#/inspection/own`: one's own lines of the signed sheets. */
export default function OwnScreen() {
  const { from, busy, more } = usePages<OwnLine>("/api/staff/inspections/own");
  return (
    <Screen title="笔记批阅" note="部领导每月检查学习笔记，签字后您能在这里看到给您的批阅。别人看不到您的批阅，本组室负责人除外。">
      <Load from={from}>
        {({ items, cursor }) => (
          <div class="stack">
            {items.length === 0 && !cursor && <Empty title="还没有批阅" hint="部领导签字后，您的批阅会出现在这里。" />}
            {items.map((line) => (
              <Month key={line.month} line={line} />
            ))}
            <Pager more={cursor !== undefined} busy={busy} onMore={() => void more()} />
          </div>
        )}
      </Load>
    </Screen>
  );
}
