import "./feedback.css";
import { feedbackStateNames } from "../../../functions/feedback/contract.ts";
import type { FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { dateTime } from "../shell/format.ts";
import { stateTones } from "./words.ts";

/** One feedback as the unit sees it that handed it in: where it stands, the answer or why there is none. */
export function OwnFeedback({ record }: { record: FeedbackRecord }) {
  const { kind, state, text, materialTitle, receivedAt, acceptedAt, answeredAt, office, answer, reason } = record;
  return (
    <li class="card stack">
      <p class="toolbar">
        <b>{kind}</b>
        <span class={`badge ${stateTones[state]}`}>{feedbackStateNames[state]}</span>
        <span class="muted small">
          {dateTime(receivedAt)} 提交{acceptedAt && `，${dateTime(acceptedAt)} 受理`}
          {answeredAt && `，${dateTime(answeredAt)} 答复`}
        </span>
      </p>
      {materialTitle && <p class="muted small">关于《{materialTitle}》</p>}
      <p class="feedback-text">{text || "（已撤回，内容已删除）"}</p>
      {state === "answered" && (
        <div class="feedback-text answered">
          <b>{office} 答复：</b>
          {`\n${answer ?? ""}`}
        </div>
      )}
      {state === "rejected" && <p class="muted">不予公开的理由：{reason}</p>}
      {state === "pending" && <p class="muted">编辑正在审核，审核后转有关组室答复。</p>}
    </li>
  );
}
