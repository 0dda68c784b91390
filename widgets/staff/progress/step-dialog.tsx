import { useState } from "preact/hooks";
import { progressLimits, type ProgressAction, type ProgressRecord } from "../../../functions/progress/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextArea } from "../shell/form.tsx";
import { stepWords } from "./words.ts";

interface StepDialogProps {
  step: Exclude<ProgressAction, "edit">;
  record: ProgressRecord;
  onChange: (record: ProgressRecord) => void;
  onClose: () => void;
}

/** Asks before a step; what is typed in it is kept on the device until the step is taken. */
export function StepDialog({ step, record, onChange, onClose }: StepDialogProps) {
  const words = stepWords[step];
  const draft = useDraft(`progress-${step}:${record.id}`, "");
  const [listed, setListed] = useState<string[]>([]);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const typed = draft.value.trim();
  const label = words.reason ?? (listed.length > 0 ? "保留这些词的理由" : undefined);
  const go = async () => {
    setTried(true);
    if (label && typed === "") return;
    setBusy(true);
    const body = { version: record.version, ...(words.reason ? { reason: typed } : { overrule: typed }) };
    try {
      onChange(await api<ProgressRecord>("POST", `/api/staff/progress/${record.id}/${step}`, body));
      draft.clear("");
      announce(words.done);
      onClose();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "words-found") setListed(error.errors.map(({ code }) => code));
      // Somebody was quicker: what is there now is shown behind the dialog, and decided anew.
      if (error instanceof ApiProblem && error.code === "conflict" && error.current) onChange(error.current as ProgressRecord);
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            先不办
          </Button>
          <Button kind={words.danger ? "danger" : "main"} busy={busy} onClick={() => void go()}>
            {words.action}
          </Button>
        </>
      }
    >
      <p>
        {record.draft.title}。{words.text}
      </p>
      {listed.length > 0 && <p class="warning">文字里有词表中的词：{listed.join("、")}。请先退回修改，或者写明保留的理由。</p>}
      {label && (
        <TextArea
          label={label}
          name="reason"
          required
          rows={3}
          maxLength={progressLimits.note}
          value={draft.value}
          onInput={draft.set}
          error={tried && typed === "" ? "请写明理由。" : undefined}
        />
      )}
      <FormError problem={problem} />
    </Dialog>
  );
}
