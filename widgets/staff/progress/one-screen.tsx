import { useState } from "preact/hooks";
import type { ProgressAction, ProgressRecord } from "../../../functions/progress/contract.ts";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { workItemStateNames } from "../../../functions/work-items/contract.ts";
import { EditForm } from "./edit-form.tsx";
import { StepDialog } from "./step-dialog.tsx";
import { blockedWords, standings, stepNames, stepWords } from "./words.ts";

type Step = Exclude<ProgressAction, "edit">;
const isStep = (action: ProgressAction): action is Step => action !== "edit";

/** What the public is or will be told. */
function Told({ draft }: Pick<ProgressRecord, "draft">) {
  return (
    <>
      <p class="work-text">{draft.summary || <span class="muted">还没有写推进情况。</span>}</p>
      <dl class="facts">
        <dt>责任组室</dt>
        <dd>{draft.office}</dd>
        <dt>状态</dt>
        <dd>{workItemStateNames[draft.state]}</dd>
        <dt>起止</dt>
        <dd>
          {draft.start} 至 {draft.end}
        </dd>
        {draft.target && (
          <>
            <dt>目标</dt>
            <dd>{draft.target}</dd>
          </>
        )}
        {draft.milestones.length > 0 && (
          <>
            <dt>里程碑</dt>
            <dd>
              {draft.milestones.map(({ title, date, doneOn }) => (
                <div key={date + title}>
                  {date} {title}
                  {doneOn && `（${doneOn} 完成）`}
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

function Open({ record, onChange }: { record: ProgressRecord; onChange: (record: ProgressRecord) => void }) {
  const [editing, setEditing] = useState(false);
  const [step, setStep] = useState<Step>();
  const { allowed, blocked, state, live, publishedAt, steps } = record;
  if (editing && allowed.includes("edit"))
    return (
      <EditForm
        record={record}
        onClose={() => setEditing(false)}
        onSaved={(saved) => {
          setEditing(false);
          onChange(saved);
        }}
      />
    );
  return (
    <div class="stack">
      <section class="card stack" aria-label="公开的内容">
        <div class="toolbar">
          <span class={`badge ${standings[state].kind}`}>{standings[state].text}</span>
          {live && <span class="muted">门户网站上的一份是 {dateTime(publishedAt!)} 公开的。</span>}
        </div>
        <Told draft={record.draft} />
        <div class="toolbar" role="group" aria-label="办理">
          {allowed.filter(isStep).map((one) => (
            <Button key={one} kind={one === "return" ? "plain" : one === "withdraw" ? "danger" : "main"} onClick={() => setStep(one)}>
              {stepWords[one].action}
            </Button>
          ))}
          {allowed.includes("edit") && (
            <Button kind="plain" onClick={() => setEditing(true)}>
              {record.version === 0 ? "写推进情况" : "修改推进情况"}
            </Button>
          )}
        </div>
        {blocked
          .filter(({ action }) => action === "review" || action === "sign")
          .map(({ action, why }) => (
            <p key={action} class="muted small">
              {stepNames[action as "review" | "sign"]}：{blockedWords[why]}。
            </p>
          ))}
      </section>
      {steps.length > 0 && (
        <section class="card stack" aria-labelledby="progress-steps">
          <h2 id="progress-steps">办理记录</h2>
          <ol class="plain-list">
            {steps
              .map((one) => (
                <li key={one.at + one.step}>
                  {dateTime(one.at)} {one.name} {stepNames[one.step]}
                  {one.note && `：${one.note}`}
                  {one.overrule && `（保留词表中的词：${one.overrule}）`}
                </li>
              ))
              .reverse()}
          </ol>
        </section>
      )}
      {step && <StepDialog key={step} step={step} record={record} onChange={onChange} onClose={() => setStep(undefined)} />}
    </div>
  );
}

/** `#/work/progress/:id`: what the public is told of a project, on its way through 提供, 保密审查 and 签发. */
export default function ProgressScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => api<ProgressRecord>("GET", `/api/staff/progress/${id}`, undefined, { signal }), [id]);
  return (
    <Screen
      title={from.value ? `公开推进情况：${from.value.draft.title}` : "公开推进情况"}
      note="签发以后，门户网站上才看得到；不出现个人姓名。"
    >
      <Load from={from}>{(record) => <Open record={record} onChange={from.replace} />}</Load>
    </Screen>
  );
}
