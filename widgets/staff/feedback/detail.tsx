import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { feedbackStateNames } from "../../../functions/feedback/contract.ts";
import type { AnswerTemplate, FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { FeedbackItems } from "../work-items/linked-items.tsx";
import { type AnswerDraft, AnswerForm } from "./answer-form.tsx";
import { Contact } from "./contact.tsx";
import { CameBack, Facts } from "./facts.tsx";
import { Highlighted } from "./highlight.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { OfficeField } from "./office-field.tsx";
import { AssignDialog, CorrectDialog, ReasonDialog } from "./small-dialogs.tsx";
import { JoinedOnes, MergedInto, Steps } from "./steps.tsx";
import { useStep } from "./use-step.ts";
import { ageText, fromOf, lampName, stateTones } from "./words.ts";

/** What keys can do with the open feedback. */
export interface DetailActions {
  accept?: (() => void) | undefined;
  answer?: (() => void) | undefined;
  reject?: (() => void) | undefined;
  assign?: (() => void) | undefined;
}

interface DetailProps {
  record: FeedbackRecord;
  offices: readonly string[];
  templates: readonly AnswerTemplate[];
  bound: string | undefined;
  onChanged: (record: FeedbackRecord) => void;
  /** Told what is possible, whenever that changes. */
  onActions: (actions: DetailActions) => void;
}

/** One feedback: what was written, what may be done with it now, and the answer. */
export function Detail({ record, offices, templates, bound, onChanged: changed, onActions }: DetailProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const onChanged = (after: FeedbackRecord) => {
    changed(after);
    // The button that was pressed may be gone; the keyboard goes on from the top of the record.
    window.setTimeout(() => document.activeElement === document.body && heading.current?.focus(), 50);
  };
  const { take, busy, problem, forget } = useStep(record, onChanged);
  const [dialog, setDialog] = useState<"assign" | "correct" | "merge" | "reject" | "return">();
  const [office, setOffice] = useState("");
  const draft = useDraft<AnswerDraft>(`answer:${record.id}`, {});
  // What was left unsent is not hidden behind a button.
  const [editing, setEditing] = useState(draft.recoveredAt !== undefined);
  const box = useRef<HTMLTextAreaElement>(null);
  const may = (step: string) => record.allowed.includes(step);
  const accept = () => void take("accept", office ? { office } : {});
  const reject = () => setDialog("reject");
  const answer = () => {
    setEditing(true);
    // The form is there after the next drawing.
    window.setTimeout(() => box.current?.focus(), 0);
  };
  useLayoutEffect(() => {
    onActions({
      accept: may("accept") ? accept : undefined,
      reject: may("reject") ? reject : undefined,
      assign: may("assign") ? () => setDialog("assign") : undefined,
      answer: may("answer") ? answer : undefined,
    });
    return () => onActions({});
  });
  // A draft from finished work items stands where nothing was written yet.
  const blank = may("answer") && record.answer === undefined && draft.value.answer === undefined;
  const answering = record.state !== "answered" || editing;
  const close = () => {
    setDialog(undefined);
    forget();
  };
  const shared = { record, busy: busy === dialog, problem, onClose: close };
  return (
    <article class="card stack feedback-detail" aria-label={`${record.kind}，${fromOf(record)}`}>
      <header class="toolbar">
        <h2 ref={heading} tabIndex={-1}>
          {record.kind}
        </h2>
        <span class={`badge ${stateTones[record.state]}`}>{feedbackStateNames[record.state]}</span>
        <span class={record.age.lamp === "none" ? "muted small" : `lamp small ${record.age.lamp}`}>
          {lampName(record.age) && <b>{lampName(record.age)} </b>}
          {ageText(record)}
        </span>
      </header>
      {record.text === "" ? (
        <p class="muted">留言人已撤回，内容已经删除。</p>
      ) : (
        <p class="feedback-text">
          <Highlighted text={record.text} words={record.flagged} />
        </p>
      )}
      {record.flagged.length > 0 && <p class="notice amber">含有敏感词：{record.flagged.join("、")}。请看清上下文再决定。</p>}
      {record.originalText !== undefined && (
        <details class="steps">
          <summary>文字更正过，查看原文</summary>
          <p class="feedback-text">{record.originalText}</p>
        </details>
      )}
      <CameBack record={record} />
      {record.mergedInto && <MergedInto id={record.mergedInto} />}
      <Facts record={record} />
      {record.joined && <JoinedOnes joined={record.joined} />}

      <FeedbackItems id={record.id} onDraft={blank ? (text) => draft.set({ ...draft.value, answer: text }) : undefined} />
      {may("accept") && (
        <div class="accept-row">
          <OfficeField label="分办到（可不选）" offices={offices} none="暂不分办" value={office} onInput={setOffice} />
          <Button busy={busy === "accept"} onClick={accept}>
            受理
          </Button>
        </div>
      )}
      {record.state === "answered" && !editing && record.answer !== undefined && (
        <section class="stack" aria-label="答复">
          <h3>答复（{record.office}）</h3>
          <p class="feedback-text answered">{record.answer}</p>
          {may("answer") && (
            <div class="toolbar">
              <Button kind="plain" onClick={() => setEditing(true)}>
                修改答复
              </Button>
            </div>
          )}
        </section>
      )}
      {answering && (
        <AnswerForm
          record={record}
          draft={draft}
          offices={offices}
          templates={templates}
          bound={bound}
          boxRef={box}
          onChanged={(after) => {
            setEditing(false);
            onChanged(after);
          }}
        />
      )}
      <div class="toolbar other-steps">
        {may("assign") && (
          <Button kind="plain" onClick={() => setDialog("assign")}>
            {record.office ? "改分办" : "分办"}
          </Button>
        )}
        {may("return") && (
          <Button kind="plain" onClick={() => setDialog("return")}>
            退回
          </Button>
        )}
        {may("merge") && (
          <Button kind="plain" onClick={() => setDialog("merge")}>
            合并
          </Button>
        )}
        {may("unmerge") && (
          <Button kind="plain" busy={busy === "unmerge"} onClick={() => void take("unmerge")}>
            撤销合并
          </Button>
        )}
        {may("correct") && (
          <Button kind="plain" onClick={() => setDialog("correct")}>
            更正
          </Button>
        )}
        {may("reject") && (
          <Button kind="danger" onClick={reject}>
            不予公开
          </Button>
        )}
      </div>
      {may("contact") && <Contact id={record.id} />}
      <Steps record={record} />

      {dialog === "assign" && (
        <AssignDialog
          {...shared}
          offices={offices}
          onDone={(chosen) => void take("assign", { office: chosen }, true).then((done) => done && close())}
        />
      )}
      {dialog === "correct" && <CorrectDialog {...shared} onDone={(text) => take("correct", { text }, true)} />}
      {(dialog === "reject" || dialog === "return") && (
        <ReasonDialog key={dialog} {...shared} step={dialog} onDone={(reason) => take(dialog, { reason }, true)} />
      )}
      {dialog === "merge" && (
        <MergeDialog
          record={record}
          onClose={close}
          onMerged={(after) => {
            close();
            onChanged(after);
          }}
        />
      )}
    </article>
  );
}
