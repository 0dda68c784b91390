import type { FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { dateTime } from "../shell/format.ts";
import { fromOf } from "./words.ts";

/** Who, about what, and when. */
export function Facts({ record }: { record: FeedbackRecord }) {
  const facts: [string, string | undefined][] = [
    ["来自", fromOf(record)],
    ["关于", record.materialTitle ? `《${record.materialTitle}》` : "栏目"],
    ["收到时间", dateTime(record.receivedAt)],
    ["受理时间", record.acceptedAt && dateTime(record.acceptedAt)],
    ["承办组室", record.office],
    ["答复时间", record.answeredAt && dateTime(record.answeredAt)],
    ["不予公开的理由", record.reason],
  ];
  return (
    <dl class="inline-facts">
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** Why it is here again, for whoever goes on with it. */
export function CameBack({ record }: { record: FeedbackRecord }) {
  const last = record.steps[record.steps.length - 1];
  if (last?.action === "return")
    return (
      <p class="notice amber">
        {last.name} 退回：{last.note}
      </p>
    );
  return last?.action === "release" ? <p class="notice amber">与它合并的那一条已由留言人撤回，请单独办理这一条。</p> : null;
}
