import { useState } from "preact/hooks";
import type { ChannelView } from "../../../functions/reminders/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, newKey } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button, FormError } from "../shell/form.tsx";
import { ChannelFields, inputOf, textOf } from "./channel-fields.tsx";

interface DialogProps {
  before: ChannelView | undefined;
  mail: boolean;
  onClose: () => void;
  onSaved: () => void;
}

/** Adds or changes a channel. What is typed is not kept on the device: it is as good as a password. */
export function ChannelDialog({ before, mail, onClose, onSaved }: DialogProps) {
  const [value, setValue] = useState(() => textOf(before));
  const [key] = useState(newKey);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      if (before) await api("PUT", `/api/staff/reminders/channels/${before.id}`, inputOf(value, before.version));
      else await api("POST", "/api/staff/reminders/channels", inputOf(value, 0), { key });
      announce("渠道已保存");
      onSaved();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const dirty = JSON.stringify(value) !== JSON.stringify(textOf(before));
  return (
    <Dialog
      title={before ? `修改“${before.name}”` : "添加提醒渠道"}
      // A slip of the hand does not throw away what was typed.
      onClose={dirty ? undefined : onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            取消
          </Button>
          <Button busy={busy} onClick={() => void save()}>
            保存
          </Button>
        </>
      }
    >
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <ChannelFields value={value} before={before} mail={mail} problem={problem} onInput={setValue} />
        <FormError problem={problem} />
      </form>
    </Dialog>
  );
}
