import { useState } from "preact/hooks";
import { type Explanation, workItemLimits } from "../../../functions/work-items/contract.ts";
import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import { today } from "../calendar/words.ts";
import { Dialog } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, TextArea } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { missingOf, noExplanation } from "./explanation.ts";
import { ThreeThings } from "./three-things.tsx";
import type { Act } from "./use-act.ts";

interface DialogProps extends Act {
  item: WorkItem;
  onClose: () => void;
}

interface FootProps {
  words: string;
  busy: boolean;
  danger?: boolean;
  onClose: () => void;
  onGo: () => void;
}

function Foot({ words, busy, danger = false, onClose, onGo }: FootProps) {
  return (
    <>
      <Button kind="plain" onClick={onClose}>
        先不办
      </Button>
      <Button kind={danger ? "danger" : "main"} busy={busy} onClick={onGo}>
        {words}
      </Button>
    </>
  );
}

/** 未完成: the three things. What is typed is kept on the device until it is sent. */
export function DelayDialog({ item, act, busy, problem, onClose }: DialogProps) {
  const draft = useDraft<Explanation>(`work-delay:${item.id}`, noExplanation);
  const [tried, setTried] = useState(false);
  const missing = missingOf(draft.value, item.end >= today() ? item.end : today());
  const go = async () => {
    setTried(true);
    if (Object.keys(missing).length > 0) return;
    const { reason, measures, until } = draft.value;
    const body = { step: "delay", version: item.version, reason, measures, until };
    if (!(await act("POST", "/steps", body, "已记为未完成，定了新的时限"))) return;
    draft.clear(noExplanation);
    onClose();
  };
  const errors = (name: keyof Explanation) => (tried ? missing[name] : undefined) ?? fieldError(problem, name);
  return (
    <Dialog
      title="说明未完成"
      wide
      onClose={onClose}
      actions={<Foot words="记为未完成" busy={busy} onClose={onClose} onGo={() => void go()} />}
    >
      <ThreeThings
        value={draft.value}
        end={item.end}
        errors={{ reason: errors("reason"), measures: errors("measures"), until: errors("until") }}
        onInput={draft.set}
      />
    </Dialog>
  );
}

const texts = {
  close: {
    title: "注销这一项",
    intro: "办完了才注销。注销以后划掉保留，谁也不能再改。",
    label: "完成结果",
    hint: "对照目标写：做成了什么，有什么可以看得见的成果。来自意见反馈的，这段话会成为答复的草稿。",
    field: "result",
    max: workItemLimits.result,
    missing: "请写明完成的结果。",
    words: "注销",
    done: "已注销",
  },
  cancel: {
    title: "取消这一项",
    intro: "取消以后划掉保留，谁也不能再改，也不能恢复。",
    label: "取消的原因",
    hint: "情况有什么变化，为什么不再做。",
    field: "reason",
    max: workItemLimits.reason,
    missing: "请写明取消的原因。",
    words: "取消这一项",
    done: "已取消",
  },
} as const;

/** 注销 with its result, 取消 with its reason. What is typed is kept on the device until it is sent. */
export function EndDialog({ item, step, act, busy, problem, onClose }: DialogProps & { step: keyof typeof texts }) {
  const draft = useDraft(`work-${step}:${item.id}`, "");
  const [tried, setTried] = useState(false);
  const { title, intro, label, hint, field, max, missing, words, done } = texts[step];
  const empty = draft.value.trim() === "";
  const go = async () => {
    setTried(true);
    if (empty || !(await act("POST", "/steps", { step, version: item.version, [field]: draft.value }, done))) return;
    draft.clear("");
    onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={<Foot words={words} danger={step === "cancel"} busy={busy} onClose={onClose} onGo={() => void go()} />}
    >
      <p>{intro}</p>
      {step === "close" && item.target && <p class="work-notice work-text">目标：{item.target}</p>}
      <TextArea
        label={label}
        name={field}
        required
        rows={5}
        maxLength={max}
        value={draft.value}
        hint={hint}
        error={tried && empty ? missing : fieldError(problem, field)}
        onInput={draft.set}
      />
    </Dialog>
  );
}
