import { useState } from "preact/hooks";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import { Dialog } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextArea } from "../shell/form.tsx";
import { runStep } from "./steps-run.ts";

export type Backward = "return" | "withdraw" | "revise";

interface Words {
  title: string;
  text: (title: string) => string;
  action: string;
  /** What the reason is called, where one is asked for. */
  reason?: string;
}

const backward: Record<Backward, Words> = {
  return: {
    title: "退回给提供人",
    text: (title) => `《${title}》回到草稿，提供人改好后重新提供。`,
    action: "退回",
    reason: "退回原因",
  },
  withdraw: {
    title: "从公开页撤回",
    text: (title) => `《${title}》马上从所有公开页上消失，这里还保留着。`,
    action: "撤回",
    reason: "撤回原因",
  },
  revise: {
    title: "修订",
    text: (title) => `《${title}》回到草稿，可以修改，再经提供、审查、签发成为新的一版。在那以前，公开页上的内容不变。`,
    action: "开始修订",
  },
};

interface ReasonDialogProps {
  step: Backward;
  record: MaterialRecord;
  onChange: (record: MaterialRecord) => void;
  onClose: () => void;
}

/** Asks before a step back. It stays open until the step is taken: a dead line loses no reason, nor does a closed page. */
export function ReasonDialog({ step, record, onChange, onClose }: ReasonDialogProps) {
  const words = backward[step];
  const draft = useDraft(`material-${step}:${record.id}`, "");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const reason = draft.value.trim();
  const go = async () => {
    setTried(true);
    if (words.reason && reason === "") return undefined;
    setBusy(true);
    try {
      const refused = await runStep(record, step, words.reason ? { reason } : {}, onChange);
      if (!refused) {
        draft.clear();
        return onClose();
      }
      setProblem(refused);
    } catch (error) {
      setProblem(error);
    }
    return setBusy(false);
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            取消
          </Button>
          <Button kind={step === "withdraw" ? "danger" : "main"} busy={busy} onClick={() => void go()}>
            {words.action}
          </Button>
        </>
      }
    >
      <p>{words.text(record.title)}</p>
      {words.reason && (
        <TextArea
          label={words.reason}
          name="reason"
          rows={3}
          value={draft.value}
          onInput={draft.set}
          maxLength={300}
          required
          error={tried && reason === "" ? "请写明原因。" : undefined}
        />
      )}
      <FormError problem={problem} />
    </Dialog>
  );
}
