import type { NoteInput } from "../../../functions/notes/contract.ts";
import { Conflict, type ConflictField } from "../shell/conflict.tsx";
import type { NoteSaver } from "./note-saver.ts";
import { kindNames } from "./note-values.ts";

const fields: ConflictField<NoteInput>[] = [
  { key: "title", label: "标题" },
  { key: "text", label: "正文" },
  { key: "day", label: "日期" },
  { key: "kind", label: "类别", show: (value) => kindNames[value as NoteInput["kind"]] },
  { key: "ties", label: "三个结合" },
  { key: "about", label: "关于", show: (value) => (value as NoteInput["about"])?.title ?? "（空）" },
];

const words = {
  title: "两台设备改了同一段",
  intro: "您在另一台设备上也改了这一段。请选择留下哪一个；没有选的会留在“以前的版本”里，不会丢。",
  theirs: "另一台设备的",
};

/** Written on two devices in the same place. What is not chosen stays among the earlier versions. */
export function SettleNote({ saver, onClose }: { saver: NoteSaver; onClose: () => void }) {
  const both = saver.proposal();
  if (!both) return null;
  return (
    <Conflict
      words={words}
      mine={both.mine}
      theirs={both.theirs}
      fields={fields}
      onChoose={(chosen) => saver.resolve(chosen)}
      onClose={onClose}
    />
  );
}
