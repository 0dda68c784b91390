import { useState } from "preact/hooks";
import { feedbackStateNames } from "../../../functions/feedback/contract.ts";
import type { FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { api } from "../shell/api.ts";
import { dateTime } from "../shell/format.ts";
import { href } from "../shell/router.ts";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { stepNames } from "./words.ts";

/** Notes of these steps name another feedback. */
const naming = ["merge", "unmerge", "join", "part"];

/** Who did what when, oldest first. */
export function Steps({ record }: { record: FeedbackRecord }) {
  return (
    <details class="steps">
      <summary>办理过程（{record.steps.length}）</summary>
      <ol class="plain-list">
        <li>
          <time>{dateTime(record.receivedAt)}</time> 收到
        </li>
        {record.steps.map(({ action, name, at, note }, place) => (
          <li key={place}>
            <time>{dateTime(at)}</time> {name} {stepNames[action] ?? action}
            {note && naming.includes(action) && (
              <>
                {" "}
                <a href={href(`/feedback/${note}`)}>查看那一条</a>
              </>
            )}
            {note && !naming.includes(action) && <span class="muted">：{action === "answer" ? `原答复“${note}”` : note}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}

function JoinedText({ id }: { id: string }) {
  const from = useLoad((signal) => api<FeedbackRecord>("GET", `/api/staff/feedback/${id}`, undefined, { signal }), [id]);
  return (
    <Load from={from}>
      {({ text, unitName, receivedAt }) => (
        <>
          <p class="feedback-text">{text}</p>
          <p class="muted small">
            {unitName ?? "访客"} · {dateTime(receivedAt)} · <a href={href(`/feedback/${id}`)}>打开这一条</a>
          </p>
        </>
      )}
    </Load>
  );
}

/** What is answered together with this one; the texts are fetched when they are looked at. */
export function JoinedOnes({ joined }: { joined: readonly { id: string }[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="steps" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>一并答复的还有 {joined.length} 条</summary>
      {open && (
        <ul class="plain-list stack">
          {joined.map(({ id }) => (
            <li key={id}>
              <JoinedText id={id} />
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

/** Where a merged one went. */
export function MergedInto({ id }: { id: string }) {
  return (
    <p class="notice">
      {feedbackStateNames.merged}：与 <a href={href(`/feedback/${id}`)}>另一条反馈</a> 一并办理，那一条的答复同时答复这一条。
    </p>
  );
}
