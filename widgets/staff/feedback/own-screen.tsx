import "./feedback.css";
import { useState } from "preact/hooks";
import { feedbackStateNames } from "../../../functions/feedback/contract.ts";
import type { FeedbackQueue, FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { dateTime } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { Pager } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { stateTones } from "./words.ts";

const PATH = "/api/staff/feedback/own";

function Own({ record }: { record: FeedbackRecord }) {
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

/** `#/feedback/own`: what a unit handed in under its name, and what became of it. */
export default function OwnFeedbackScreen() {
  const from = useLoad((signal) => api<FeedbackQueue>("GET", PATH, undefined, { signal }), []);
  const [busy, setBusy] = useState(false);
  const more = async ({ items, cursor }: FeedbackQueue) => {
    setBusy(true);
    try {
      const page = await api<FeedbackQueue>("GET", `${PATH}?cursor=${encodeURIComponent(cursor!)}`);
      from.replace({ ...page, items: [...items, ...page.items] });
    } catch (problem) {
      announce(problemText(problem), "error");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Screen title="本单位反馈" note="以本单位名义提交的意见、建议和问题，以及办理情况。">
      <Load from={from}>
        {(list) =>
          list.items.length === 0 ? (
            <Empty
              title="本单位还没有提交过反馈"
              hint="在门户网站的“干训讲堂”栏目里选择本单位，就可以写下意见、建议或问题，办理情况会显示在这里。"
            />
          ) : (
            <>
              <ul class="plain-list stack">
                {list.items.map((record) => (
                  <Own key={record.id} record={record} />
                ))}
              </ul>
              <Pager more={list.cursor !== undefined} busy={busy} onMore={() => void more(list)} />
            </>
          )
        }
      </Load>
    </Screen>
  );
}
