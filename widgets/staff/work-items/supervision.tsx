import { useState } from "preact/hooks";
import { workItemLimits } from "../../../functions/work-items/contract.ts";
import type { Supervision, WorkItem } from "../../../functions/work-items/item.contract.ts";
import { today } from "../calendar/words.ts";
import { announce } from "../shell/announce.tsx";
import { api, newKey } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextArea, TextField } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { fieldError } from "../shell/problems.ts";
import type { Act } from "./use-act.ts";

interface DialogProps {
  /** The item that is hurried. */
  id: string;
  title: string;
  onClose: () => void;
  onSent: (item: WorkItem) => void;
}

/** 督办: what has to be looked into, and by which day it has to be answered. */
export function SuperviseDialog({ id, title, onClose, onSent }: DialogProps) {
  const draft = useDraft(`work-supervise:${id}`, { text: "", answerBy: "", key: newKey() });
  const { text, answerBy, key } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const missing = {
    text: text.trim() === "" ? "请写明要督办什么。" : undefined,
    answerBy: answerBy === "" ? "请定一个答复的日子。" : undefined,
  };
  const send = async () => {
    setTried(true);
    if (missing.text || missing.answerBy) return;
    setBusy(true);
    try {
      const item = await api<WorkItem>("POST", `/api/staff/work-items/${id}/supervision`, { text, answerBy }, { key });
      draft.clear({ text: "", answerBy: "", key: newKey() });
      announce("已发出督办，责任人和组室负责人会看到");
      onSent(item);
      onClose();
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  const error = (field: "text" | "answerBy") => (tried ? missing[field] : undefined) ?? fieldError(problem, field);
  return (
    <Dialog
      title={`督办：${title}`}
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            先不发
          </Button>
          <Button busy={busy} onClick={() => void send()}>
            发出督办
          </Button>
        </>
      }
    >
      <TextArea
        label="督办意见"
        name="supervision"
        required
        rows={4}
        maxLength={workItemLimits.supervision}
        value={text}
        hint="指出问题，说明要求；责任人必须答复。"
        error={error("text")}
        onInput={(next) => draft.set({ ...draft.value, text: next, key: newKey() })}
      />
      <TextField
        label="答复期限"
        name="answer-by"
        type="date"
        required
        min={today()}
        value={answerBy}
        error={error("answerBy")}
        onInput={(next) => draft.set({ ...draft.value, answerBy: next, key: newKey() })}
      />
      <FormError problem={problem} />
    </Dialog>
  );
}

function Answer({ id, note, acting }: { id: string; note: Supervision; acting: Act }) {
  const draft = useDraft(`work-answer:${id}:${note.id}`, "");
  const [tried, setTried] = useState(false);
  const empty = draft.value.trim() === "";
  const send = async () => {
    setTried(true);
    if (empty || !(await acting.act("POST", `/supervision/${note.id}/answer`, { answer: draft.value }, "已答复督办"))) return;
    draft.clear("");
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextArea
        label="答复督办"
        name={`answer-${note.id}`}
        rows={3}
        maxLength={workItemLimits.supervision}
        value={draft.value}
        hint="说清办到什么程度、下一步什么时候办完。"
        error={tried && empty ? "请写答复。" : fieldError(acting.problem, "answer")}
        onInput={draft.set}
      />
      <div>
        <Button submit busy={acting.busy}>
          答复
        </Button>
      </div>
    </form>
  );
}

/** 督办 notes with their answers; one that waits is answered here. */
export function Supervisions({ item, acting }: { item: WorkItem; acting: Act }) {
  if (item.supervision.length === 0) return null;
  return (
    <section class="card stack form-card" aria-labelledby="work-supervision">
      <h2 id="work-supervision">督办</h2>
      <ol class="plain-list work-list">
        {item.supervision.map((note) => (
          <li key={note.id} class="stack">
            <p>
              <strong>{note.byName}</strong>{" "}
              <span class="muted small">
                {dateTime(note.at)}，{note.answerBy} 前答复
              </span>{" "}
              {note.answer === undefined && (
                <span class={note.lamp === "red" ? "badge red" : "badge amber"}>{note.lamp === "red" ? "超期未复" : "待答复"}</span>
              )}
            </p>
            <p class="work-text">{note.text}</p>
            {note.answer !== undefined && (
              <p class="work-notice work-text">
                {note.answeredByName}
                {note.answeredAt && ` ${dateTime(note.answeredAt)}`} 答复：{note.answer}
              </p>
            )}
            {note.answer === undefined && item.allowed.includes("answer") && <Answer id={item.id} note={note} acting={acting} />}
          </li>
        ))}
      </ol>
    </section>
  );
}
