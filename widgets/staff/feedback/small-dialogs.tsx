import { useState } from "preact/hooks";
import { feedbackLimits } from "../../../functions/feedback/contract.ts";
import type { FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { Dialog } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextArea } from "../shell/form.tsx";
import { OfficeField } from "./office-field.tsx";

interface Common {
  record: FeedbackRecord;
  busy: boolean;
  /** Why the step was not taken. */
  problem: unknown;
  onClose: () => void;
}

function Actions({
  busy,
  disabled = false,
  danger = false,
  words,
  onGo,
  onClose,
}: {
  busy: boolean;
  disabled?: boolean;
  danger?: boolean;
  words: string;
  onGo: () => void;
  onClose: () => void;
}) {
  return (
    <>
      <Button kind="plain" onClick={onClose}>
        取消
      </Button>
      <Button kind={danger ? "danger" : "main"} busy={busy} disabled={disabled} onClick={onGo}>
        {words}
      </Button>
    </>
  );
}

/** 分办: which 组室 is to answer. */
export function AssignDialog({
  record,
  offices,
  busy,
  problem,
  onDone,
  onClose,
}: Common & { offices: readonly string[]; onDone: (office: string) => void }) {
  const [chosen, setChosen] = useState(record.office ?? "");
  const [tried, setTried] = useState(false);
  const missing = tried && chosen.trim() === "";
  const go = () => (chosen.trim() === "" ? setTried(true) : onDone(chosen.trim()));
  return (
    <Dialog title="分办到组室" onClose={onClose} actions={<Actions busy={busy} words="分办" onGo={go} onClose={onClose} />}>
      <p>这个组室的负责人会在自己的列表里看到它，并负责答复。</p>
      <OfficeField
        label="组室"
        offices={offices}
        value={chosen}
        onInput={setChosen}
        required
        error={missing ? "请选择组室。" : undefined}
      />
      <FormError problem={problem} />
    </Dialog>
  );
}

/** 更正: slips of the pen, or personal data that must not become public. What is typed is kept on the device until it is saved. */
export function CorrectDialog({ record, busy, problem, onDone, onClose }: Common & { onDone: (text: string) => Promise<boolean> }) {
  const draft = useDraft(`correct:${record.id}`, record.text);
  const text = draft.value;
  const short = text.trim().length < 2;
  const close = () => {
    draft.clear();
    onClose();
  };
  const go = async () => {
    if (await onDone(text.trim())) close();
  };
  return (
    <Dialog
      title="更正文字"
      wide
      onClose={close}
      actions={<Actions busy={busy} disabled={short || text === record.text} words="保存更正" onGo={() => void go()} onClose={close} />}
    >
      <p>只改错别字，或遮去姓名、电话等个人信息。原文保留在记录里，公开的是更正后的文字。</p>
      <TextArea
        label="反馈内容"
        name="corrected"
        rows={8}
        value={text}
        onInput={draft.set}
        maxLength={feedbackLimits.text}
        error={short ? "至少 2 个字。" : undefined}
      />
      <FormError problem={problem} />
    </Dialog>
  );
}

const reasons = {
  reject: { title: "不予公开", text: "理由会告诉留言人（凭查询码查看），不会公开。", words: "不予公开" },
  return: { title: "退回编辑", text: "退回后由编辑重新分办。", words: "退回" },
};

/** Steps that need a reason. What is typed is kept on the device until it is sent. */
export function ReasonDialog({
  record,
  step,
  busy,
  problem,
  onDone,
  onClose,
}: Common & { step: keyof typeof reasons; onDone: (reason: string) => Promise<boolean> }) {
  const draft = useDraft(`${step}:${record.id}`, "");
  const [tried, setTried] = useState(false);
  const { title, text, words } = reasons[step];
  const missing = draft.value.trim() === "";
  const close = () => {
    draft.clear();
    onClose();
  };
  const go = async () => {
    setTried(true);
    if (!missing && (await onDone(draft.value.trim()))) close();
  };
  return (
    <Dialog title={title} onClose={close} actions={<Actions busy={busy} danger words={words} onGo={() => void go()} onClose={close} />}>
      <p>{text}</p>
      <TextArea
        label="理由"
        name="reason"
        rows={4}
        required
        value={draft.value}
        onInput={draft.set}
        maxLength={feedbackLimits.reason}
        error={tried && missing ? "请写明理由。" : undefined}
      />
      <FormError problem={problem} />
    </Dialog>
  );
}
