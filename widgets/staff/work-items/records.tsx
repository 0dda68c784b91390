import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import type { Report } from "../../../functions/work-items/reports.contract.ts";
import { dateTime } from "../shell/format.ts";
import { historyWords } from "./action-words.ts";
import { shortDay, stateWords } from "./words.ts";

export function ReportText({ report: { done, problems, next } }: { report: Pick<Report, "done" | "problems" | "next"> }) {
  return (
    <dl class="facts">
      <dt>完成情况</dt>
      <dd class="work-text">{done}</dd>
      <dt>存在问题</dt>
      <dd class="work-text">{problems || "—"}</dd>
      <dt>下步打算</dt>
      <dd class="work-text">{next || "—"}</dd>
    </dl>
  );
}

/** What was reported, newest first, with what is owed above it; late ones keep their mark. */
export function Reports({ item: { reports, owed } }: { item: WorkItem }) {
  return (
    <section class="card stack form-card" aria-labelledby="work-reports">
      <h2 id="work-reports">汇报</h2>
      {owed.length > 0 && (
        <p class="toolbar">
          {owed.map(({ due, late }) => (
            <span key={due} class={late ? "badge red" : "badge"}>
              {due} {late ? "欠报" : "前报"}
            </span>
          ))}
        </p>
      )}
      {reports.length === 0 && <p class="muted">还没有汇报。</p>}
      <ol class="plain-list work-list">
        {reports.map((report) => (
          <li key={report.due}>
            <p>
              <strong>{shortDay(report.due)}这一期</strong>{" "}
              <span class="muted small">
                {report.byName}，{dateTime(report.at)}
              </span>{" "}
              {report.late && <span class="badge red">迟报</span>}
            </p>
            <ReportText report={report} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Every step ever taken, newest first, with each date that was not kept. */
export function History({ item: { history } }: { item: WorkItem }) {
  return (
    <section class="card stack form-card" aria-labelledby="work-history">
      <h2 id="work-history">经过</h2>
      <ol class="plain-list work-list">
        {history.map(({ number, action, at, byName, state, from, until, reason, measures, text }) => (
          <li key={number}>
            <p>
              {byName} {historyWords[action]}{" "}
              <span class="muted small">
                {dateTime(at)}，{stateWords[state]}
              </span>
            </p>
            {from && until && (
              <p>
                时限：<s>{from}</s> 改为 <strong>{until}</strong>
              </p>
            )}
            {reason && <p class="work-text">原因：{reason}</p>}
            {measures && <p class="work-text">措施：{measures}</p>}
            {text && action === "report" && <p>{shortDay(text)}这一期</p>}
            {text && action !== "change" && action !== "report" && <p class="work-text">{text}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
