import { useState } from "preact/hooks";
import { feedbackLimits } from "../../../functions/feedback/contract.ts";
import type { FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button, TextArea } from "../shell/form.tsx";
import { OfficeField } from "./office-field.tsx";

interface AssignProps {
  office: string | undefined;
  offices: readonly string[];
  busy: boolean;
  onAssign: (office: string) => void;
  onClose: () => void;
}

/** 分办: which 组室 is to answer. */
export function AssignDialog({ office, offices, busy, onAssign, onClose }: AssignProps) {
  const [chosen, setChosen] = useState(office ?? "");
  const [tried, setTried] = useState(false);
  return (
    <Dialog
      title="分办到组室"
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            取消
          </Button>
          <Button busy={busy} onClick={() => (chosen.trim() === "" ? setTried(true) : onAssign(chosen.trim()))}>
            分办
          </Button>
        </>
      }
    >
      <p>这个组室的负责人会在自己的列表里看到它，并负责答复。</p>
      <OfficeField
        label="组室"
        offices={offices}
        value={chosen}
        onInput={setChosen}
        required
        error={tried && chosen.trim() === "" ? "请选择组室。" : undefined}
      />
    </Dialog>
  );
}

interface CorrectProps {
  record: FeedbackRecord;
  busy: boolean;
  onCorrect: (text: string) => void;
  onClose: () => void;
}

/** 更正: slips of the pen, or personal data that must not become public. */
export function CorrectDialog({ record, busy, onCorrect, onClose }: CorrectProps) {
  const [text, setText] = useState(record.text);
  const short = text.trim().length < 2;
  return (
    <Dialog
      title="更正文字"
      wide
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            取消
          </Button>
          <Button busy={busy} disabled={short || text === record.text} onClick={() => onCorrect(text.trim())}>
            保存更正
          </Button>
        </>
      }
    >
      <p>只改错别字，或遮去姓名、电话等个人信息。原文保留在记录里，公开的是更正后的文字。</p>
      <TextArea
        label="反馈内容"
        name="corrected"
        rows={8}
        value={text}
        onInput={setText}
        maxLength={feedbackLimits.text}
        error={short ? "至少 2 个字。" : undefined}
      />
    </Dialog>
  );
}
