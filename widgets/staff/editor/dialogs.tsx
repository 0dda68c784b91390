import type { Editor } from "@tiptap/core";
import { useState } from "preact/hooks";
import { allowedLink } from "../../../functions/word/allowed-html.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button, TextField } from "../shell/form.tsx";

/** Asks where the link leads; http and https only. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const before = String(editor.getAttributes("link")["href"] ?? "");
  const [address, setAddress] = useState(before);
  const [wrong, setWrong] = useState(false);
  const done = () => {
    const typed = address.trim();
    const href = allowedLink(/^[a-z][a-z\d+.-]*:/i.test(typed) ? typed : `https://${typed}`);
    if (href === undefined) return setWrong(true);
    const chain = editor.chain().focus().extendMarkRange("link");
    const none = editor.state.selection.empty && before === "";
    if (none) chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
    onClose();
  };
  return (
    <Dialog
      title="链接"
      onClose={onClose}
      actions={
        <>
          {before !== "" && (
            <Button
              kind="plain"
              onClick={() => {
                editor.chain().focus().extendMarkRange("link").unsetLink().run();
                onClose();
              }}
            >
              去掉链接
            </Button>
          )}
          <Button onClick={done}>确定</Button>
        </>
      }
    >
      <TextField
        label="网址"
        name="link-address"
        type="url"
        value={address}
        onInput={setAddress}
        placeholder="https://"
        maxLength={2000}
        error={wrong ? "请填写完整网址，以 http:// 或 https:// 开头。" : undefined}
      />
    </Dialog>
  );
}

interface AttributeProps {
  editor: Editor;
  /** Node and attribute that are asked for. */
  node: "table" | "image";
  attribute: "caption" | "alt";
  title: string;
  hint: string;
  maxLength: number;
  onClose: () => void;
}

/** Asks for the words that belong to a table or a picture. */
export function WordsDialog({ editor, node, attribute, title, hint, maxLength, onClose }: AttributeProps) {
  const [words, setWords] = useState(String(editor.getAttributes(node)[attribute] ?? ""));
  const done = () => {
    editor
      .chain()
      .focus()
      .updateAttributes(node, { [attribute]: words.trim() })
      .run();
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose} actions={<Button onClick={done}>确定</Button>}>
      <TextField label={title} name={`${node}-${attribute}`} value={words} onInput={setWords} maxLength={maxLength} hint={hint} />
    </Dialog>
  );
}
