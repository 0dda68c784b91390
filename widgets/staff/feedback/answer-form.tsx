import type { Ref } from "preact";
import { useState } from "preact/hooks";
import { feedbackLimits } from "../../../functions/feedback/contract.ts";
import type { AnswerTemplate, FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import type { Draft } from "../shell/drafts.ts";
import { Button, FormError, SelectField, TextArea } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { fieldError } from "../shell/problems.ts";
import { useMe } from "../shell/session.ts";
import { OfficeField } from "./office-field.tsx";
import { isOwn } from "./use-step.ts";
import { fillTemplate } from "./words.ts";

/** What is being written. Nothing yet: the record's own answer and 组室 stand in the fields, whatever they become meanwhile. */
export interface AnswerDraft {
  answer?: string | undefined;
  office?: string | undefined;
}

interface AnswerValues {
  answer: string;
  office: string;
}

interface AnswerProps {
  record: FeedbackRecord;
  draft: Draft<AnswerDraft>;
  offices: readonly string[];
  templates: readonly AnswerTemplate[];
  /** The office of a lead, who answers for no other. */
  bound: string | undefined;
  onChanged: (record: FeedbackRecord) => void;
  boxRef: Ref<HTMLTextAreaElement>;
}

/** What was typed before another person closed the feedback: still there to be read and copied. */
function LeftOver({ text, onDrop }: { text: string; onDrop: () => void }) {
  return (
    <section class="stack" aria-label="没有发出的答复">
      <TextArea
        label="您写的答复没有发出"
        name="left-over"
        value={text}
        onInput={() => undefined}
        hint="现在的状态不能答复。需要时可以复制出来。"
        rows={4}
      />
      <div class="toolbar">
        <Button kind="plain" onClick={onDrop}>
          不要了
        </Button>
      </div>
    </section>
  );
}

/** The answer and the 组室 that gives it, kept on the device until it is sent. */
export function AnswerForm({ record, draft, offices, templates, bound, onChanged, boxRef }: AnswerProps) {
  const person = useMe();
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<FeedbackRecord>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const answer = draft.value.answer ?? record.answer ?? "";
  const office = bound ?? draft.value.office ?? record.office ?? "";

  const send = async (values: AnswerValues, version: number) => {
    setTried(true);
    if (values.answer.trim() === "" || values.office === "") return;
    setBusy(true);
    setProblem(undefined);
    const sent = (after: FeedbackRecord) => {
      draft.clear({});
      setTried(false);
      announce("已答复，栏目里已经公开");
      onChanged(after);
    };
    try {
      sent(await api<FeedbackRecord>("POST", `/api/staff/feedback/${record.id}/answer`, { version, ...values }));
    } catch (error) {
      const current = error instanceof ApiProblem && error.code === "conflict" ? (error.current as FeedbackRecord | undefined) : undefined;
      if (!current) setProblem(error);
      else if (isOwn(current, record, "answer", person.id) && current.answer === values.answer) sent(current);
      else if (current.allowed.includes("answer") && current.answer !== record.answer) setTheirs(current);
      else {
        // Nobody else answered, so there is nothing to choose: the newest is shown, and what was typed stays.
        onChanged(current);
        announce("别人刚刚处理过这一条，您写的答复还在，请核对后再发。", "error");
      }
    } finally {
      setBusy(false);
    }
  };

  if (!record.allowed.includes("answer"))
    return answer.trim() !== "" && answer !== record.answer ? <LeftOver text={answer} onDrop={() => draft.clear({})} /> : null;

  const fitting = templates.filter(({ kind }) => kind === undefined || kind === record.kind);
  const insert = (name: string) => {
    const template = fitting.find((one) => one.name === name);
    if (!template) return;
    const text = fillTemplate(template.text, record);
    draft.set({ ...draft.value, answer: answer.trim() === "" ? text : `${answer.trimEnd()}\n${text}` });
  };
  const empty = tried && answer.trim() === "";
  return (
    <form
      class="stack answer-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send({ answer: answer.trim(), office }, record.version);
      }}
    >
      {draft.recoveredAt !== undefined && (
        <p class="muted small" role="status">
          已恢复 {dateTime(new Date(draft.recoveredAt).toISOString())} 没有发出的答复。
        </p>
      )}
      <div class="answer-heads">
        {bound === undefined ? (
          <OfficeField
            label="答复部门"
            offices={offices}
            value={office}
            required
            onInput={(chosen) => draft.set({ ...draft.value, office: chosen })}
            error={tried && office === "" ? "请选择答复部门。" : fieldError(problem, "office")}
          />
        ) : (
          <p>
            <span class="muted">答复部门：</span>
            {bound}
          </p>
        )}
        {fitting.length > 0 && (
          <SelectField
            label="套用模板"
            name="template"
            value=""
            onInput={insert}
            options={[{ value: "", label: "选择模板…" }, ...fitting.map(({ name }) => ({ value: name, label: name }))]}
          />
        )}
      </div>
      <TextArea
        label="答复内容"
        name="answer"
        rows={8}
        required
        value={answer}
        maxLength={feedbackLimits.answer}
        onInput={(text) => draft.set({ ...draft.value, answer: text })}
        areaRef={boxRef}
        hint={`已写 ${Array.from(answer.trim()).length} 字，没有发出前存在本机`}
        error={empty ? "请写答复。" : fieldError(problem, "answer")}
      />
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy}>
          {record.state === "answered" ? "更新答复" : "答复并公开"}
        </Button>
      </div>
      {theirs && (
        <Conflict
          by={theirs.steps[theirs.steps.length - 1]?.name}
          mine={{ answer: answer.trim(), office }}
          theirs={{ answer: theirs.answer ?? "", office: theirs.office ?? "" }}
          fields={[
            { key: "answer", label: "答复内容" },
            { key: "office", label: "答复部门" },
          ]}
          onClose={() => setTheirs(undefined)}
          onChoose={(chosen) => {
            const now = theirs;
            setTheirs(undefined);
            if (chosen.answer === now.answer && chosen.office === now.office) {
              draft.clear({});
              onChanged(now);
            } else void send(chosen, now.version);
          }}
        />
      )}
    </form>
  );
}
