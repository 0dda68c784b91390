import { useState } from "preact/hooks";
import { lectureLimits, type LecturePage, type VisitorWaiting } from "../../../functions/lectures/contract.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button, TextArea } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import type { Step } from "./use-step.ts";

/** One question of the public with its answer being written; what was written stays on the device until it is sent. */
function One({ question, step }: { question: VisitorWaiting; step: Step }) {
  const { id, from, text, receivedAt, version } = question;
  const draft = useDraft(`visitor-answer:${id}`, "");
  const [missing, setMissing] = useState(false);
  const send = async () => {
    setMissing(draft.value.trim() === "");
    if (draft.value.trim() === "") return;
    if (await step.take("POST", `/visitors/${id}/answer`, { answer: draft.value, version }, "已公开解答")) draft.clear();
  };
  return (
    <li class="question">
      <p>
        <b>{from}</b> <span class="muted small">{dateTime(receivedAt)}</span>
      </p>
      <p class="lecture-text">{text}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!step.busy) void send();
        }}
      >
        <TextArea
          label="解答（公开，署您的姓名）"
          name={`visitor-${id}`}
          rows={4}
          maxLength={lectureLimits.answer}
          value={draft.value}
          onInput={draft.set}
          error={missing && draft.value.trim() === "" ? "请写解答。" : undefined}
        />
        <div class="toolbar">
          <Button submit busy={step.busy}>
            公开解答
          </Button>
        </div>
      </form>
    </li>
  );
}

/** What visitors have asked the speaker about the 讲稿; an editor has passed it. Only the speaker gets any. */
export function VisitorsWaiting({ lecture, step }: { lecture: LecturePage; step: Step }) {
  if (lecture.visitorsWaiting.length === 0) return null;
  return (
    <section class="card stack" aria-labelledby="visitors-waiting">
      <h2 id="visitors-waiting">公众的提问，等您解答</h2>
      <ul class="plain-list">
        {lecture.visitorsWaiting.map((question) => (
          <One key={question.id} question={question} step={step} />
        ))}
      </ul>
    </section>
  );
}
