import { useEffect, useRef, useState } from "preact/hooks";
import { lectureLimits, type LecturePage, type Question } from "../../../functions/lectures/contract.ts";
import { newKey } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, TextArea } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import type { Step } from "./use-step.ts";

/** Writing an answer; what was written stays on the device until it is sent. */
function AnswerForm({ lecture, question, step, onDone }: { lecture: LecturePage; question: Question; step: Step; onDone: () => void }) {
  const draft = useDraft(`lecture-answer:${question.id}`, question.answer ?? "");
  const [missing, setMissing] = useState(false);
  const send = async () => {
    setMissing(draft.value.trim() === "");
    if (draft.value.trim() === "") return;
    const body = { answer: draft.value, version: question.version };
    if (!(await step.take("POST", `/questions/${question.id}/answer`, body, "已解答"))) return;
    draft.clear();
    onDone();
  };
  const guest = lecture.speaker.person === undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!step.busy) void send();
      }}
    >
      <TextArea
        label={guest ? `代${lecture.speaker.name}整理解答` : "解答"}
        name={`answer-${question.id}`}
        rows={4}
        maxLength={lectureLimits.answer}
        value={draft.value}
        onInput={draft.set}
        error={missing && draft.value.trim() === "" ? "请写解答。" : undefined}
      />
      <div class="toolbar">
        <Button submit busy={step.busy}>
          {question.answer === undefined ? "提交解答" : "保存解答"}
        </Button>
        {question.answer !== undefined && (
          <Button
            kind="plain"
            onClick={() => {
              draft.clear(question.answer);
              onDone();
            }}
          >
            不改了
          </Button>
        )}
      </div>
    </form>
  );
}

function One({ lecture, question, step, wanted }: { lecture: LecturePage; question: Question; step: Step; wanted: boolean }) {
  const { id, from, office, text, at, answer, answeredAt, answeredBy, onBehalf, hidden, allowed, mine, version } = question;
  const [changing, setChanging] = useState(false);
  const node = useRef<HTMLLIElement>(null);
  // Who comes from the first screen stands before the question.
  useEffect(() => {
    if (!wanted) return;
    node.current?.scrollIntoView({ block: "center" });
    node.current?.querySelector("textarea")?.focus();
  }, [wanted]);
  const hide = async () => {
    const reason = await confirm({
      title: "隐藏这个提问",
      text: "隐藏以后，只有编辑、部领导和提问人看得到，提问人会看到原因。",
      action: "隐藏",
      danger: true,
      reason: { label: "原因", required: true },
    });
    if (reason !== undefined) await step.take("POST", `/questions/${id}/hide`, { reason, version }, "已隐藏");
  };
  const may = (action: (typeof allowed)[number]) => allowed.includes(action);
  const writing = may("answer") && (answer === undefined || changing);
  return (
    <li ref={node} class="question">
      <p>
        <b>{from}</b>
        {office && <span class="muted">（{office}）</span>}
        {mine && <span class="badge blue">我的提问</span>} <span class="muted small">{dateTime(at)}</span>
      </p>
      <p class="lecture-text">{text}</p>
      {hidden !== undefined && <p class="question-hidden">已由编辑隐藏，原因：{hidden}</p>}
      {answer !== undefined && !writing && (
        <div class="question-answer">
          <p class="muted small">
            讲课人 {answeredBy} 解答{onBehalf && "（编辑代为整理）"} · {dateTime(answeredAt!)}
          </p>
          <p class="lecture-text">{answer}</p>
        </div>
      )}
      {answer === undefined && hidden === undefined && !may("answer") && <p class="muted">等讲课人解答</p>}
      {writing && <AnswerForm lecture={lecture} question={question} step={step} onDone={() => setChanging(false)} />}
      <div class="toolbar" hidden={!(may("hide") || may("show") || (may("answer") && !writing))}>
        {may("answer") && !writing && (
          <Button kind="plain" onClick={() => setChanging(true)}>
            修改解答
          </Button>
        )}
        {may("hide") && (
          <Button kind="quiet" aria-label={`隐藏${from}的提问`} onClick={() => void hide()}>
            隐藏
          </Button>
        )}
        {may("show") && (
          <Button kind="plain" onClick={() => void step.take("POST", `/questions/${id}/show`, { version }, "已恢复显示")}>
            恢复显示
          </Button>
        )}
      </div>
    </li>
  );
}

/** Asks the speaker: by name, or under the name of one's unit. */
function AskForm({ lecture, step, as }: { lecture: LecturePage; step: Step; as: string }) {
  const draft = useDraft(`lecture-ask:${lecture.id}`, { text: "", key: newKey() });
  const { text, key } = draft.value;
  const [missing, setMissing] = useState(false);
  const send = async () => {
    setMissing(text.trim() === "");
    if (text.trim() === "") return;
    if (await step.take("POST", "/questions", { text }, "已提交，等讲课人解答", key)) draft.clear({ text: "", key: newKey() });
  };
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!step.busy) void send();
      }}
    >
      <TextArea
        label="向讲课人提问"
        name="question"
        rows={3}
        maxLength={lectureLimits.question}
        value={text}
        hint={`以“${as}”的名义提问，部内干部和各单位都看得到。`}
        error={missing && text.trim() === "" ? "请写下问题。" : undefined}
        onInput={(next) => draft.set({ text: next, key: newKey() })}
      />
      <div class="toolbar">
        <Button submit busy={step.busy}>
          提交提问
        </Button>
      </div>
    </form>
  );
}

interface QuestionsProps {
  lecture: LecturePage;
  step: Step;
  /** In whose name this person asks. */
  as: string;
  wanted: string | undefined;
}

/** Questions and answers under a lecture. */
export function Questions({ lecture, step, as, wanted }: QuestionsProps) {
  const { questions, allowed } = lecture;
  return (
    <>
      <section class="card stack" aria-labelledby="questions">
        <h2 id="questions">
          提问与解答 <span class="count">{questions.length}</span>
        </h2>
        {questions.length === 0 ? (
          <p class="muted">还没有人提问。</p>
        ) : (
          <ul class="plain-list">
            {questions.map((question) => (
              <One key={question.id} lecture={lecture} question={question} step={step} wanted={question.id === wanted} />
            ))}
          </ul>
        )}
      </section>
      {allowed.includes("ask") && <AskForm lecture={lecture} step={step} as={as} />}
    </>
  );
}
