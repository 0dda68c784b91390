import type { Editor } from "@tiptap/core";

/** One button of the toolbar. */
export interface Tool {
  name: string;
  /** Shown instead of the name where the name is long. */
  short?: string;
  keys?: string;
  run: (editor: Editor) => void;
  /** Pressed, for what is either on or off. */
  isOn?: (editor: Editor) => boolean;
  can?: (editor: Editor) => boolean;
}

const chain = (editor: Editor) => editor.chain().focus();

export const textTools: Tool[] = [
  { name: "加粗", keys: "Ctrl+B", run: (e) => chain(e).toggleBold().run(), isOn: (e) => e.isActive("bold") },
  { name: "倾斜", keys: "Ctrl+I", run: (e) => chain(e).toggleItalic().run(), isOn: (e) => e.isActive("italic") },
  { name: "下划线", keys: "Ctrl+U", run: (e) => chain(e).toggleUnderline().run(), isOn: (e) => e.isActive("underline") },
  { name: "删除线", run: (e) => chain(e).toggleStrike().run(), isOn: (e) => e.isActive("strike") },
  { name: "上标", run: (e) => chain(e).toggleMark("superscript").run(), isOn: (e) => e.isActive("superscript") },
  { name: "下标", run: (e) => chain(e).toggleMark("subscript").run(), isOn: (e) => e.isActive("subscript") },
  { name: "清除格式", run: (e) => chain(e).unsetAllMarks().setParagraph().run() },
];

export const blockTools: Tool[] = [
  { name: "项目符号", run: (e) => chain(e).toggleBulletList().run(), isOn: (e) => e.isActive("bulletList") },
  { name: "编号", run: (e) => chain(e).toggleOrderedList().run(), isOn: (e) => e.isActive("orderedList") },
  { name: "引用", run: (e) => chain(e).toggleBlockquote().run(), isOn: (e) => e.isActive("blockquote") },
  { name: "分隔线", run: (e) => chain(e).setHorizontalRule().run() },
];

export const historyTools: Tool[] = [
  { name: "撤销", keys: "Ctrl+Z", run: (e) => chain(e).undo().run(), can: (e) => e.can().undo() },
  { name: "重做", keys: "Ctrl+Y", run: (e) => chain(e).redo().run(), can: (e) => e.can().redo() },
];

/** Shown while the cursor is in a table. */
export const tableTools: Tool[] = [
  { name: "上方加行", run: (e) => chain(e).addRowBefore().run() },
  { name: "下方加行", run: (e) => chain(e).addRowAfter().run() },
  { name: "删除行", run: (e) => chain(e).deleteRow().run() },
  { name: "左侧加列", run: (e) => chain(e).addColumnBefore().run() },
  { name: "右侧加列", run: (e) => chain(e).addColumnAfter().run() },
  { name: "删除列", run: (e) => chain(e).deleteColumn().run() },
  { name: "合并单元格", run: (e) => chain(e).mergeCells().run(), can: (e) => e.can().mergeCells() },
  { name: "拆分单元格", run: (e) => chain(e).splitCell().run(), can: (e) => e.can().splitCell() },
  { name: "首行作表头", run: (e) => chain(e).toggleHeaderRow().run() },
  { name: "删除表格", run: (e) => chain(e).deleteTable().run() },
];

export const styles = [
  { value: "0", label: "正文" },
  { value: "2", label: "一级标题" },
  { value: "3", label: "二级标题" },
  { value: "4", label: "三级标题" },
];

export function styleOf(editor: Editor): string {
  return styles.find(({ value }) => value !== "0" && editor.isActive("heading", { level: Number(value) }))?.value ?? "0";
}

export function setStyle(editor: Editor, value: string): void {
  if (value === "0") chain(editor).setParagraph().run();
  else
    chain(editor)
      .setHeading({ level: Number(value) as 2 | 3 | 4 })
      .run();
}
