import type { Editor } from "@tiptap/core";
import { useRef, useState } from "preact/hooks";
import { LinkDialog, WordsDialog } from "./dialogs.tsx";
import { blockTools, historyTools, setStyle, styleOf, styles, tableTools, textTools, type Tool } from "./tools.ts";

interface ToolbarProps {
  editor: Editor;
  onPictures: (files: File[]) => void;
}

/** A line of tools; the arrow keys go through it, Tab passes it by, as toolbars do everywhere. */
export function Toolbar({ editor, onPictures }: ToolbarProps) {
  const [asking, setAsking] = useState<"link" | "caption" | "alt">();
  const chooser = useRef<HTMLInputElement>(null);
  const inTable = editor.isActive("table");
  const inLink = editor.isActive("link");
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons take the focus
    <div class="editor-tools" role="toolbar" aria-label="正文格式" aria-orientation="horizontal" onKeyDown={walk}>
      <div class="tool-row">
        <select aria-label="段落样式" value={styleOf(editor)} onChange={(event) => setStyle(editor, event.currentTarget.value)}>
          {styles.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Group tools={textTools} editor={editor} />
        <Group tools={blockTools} editor={editor} />
        <span class="tool-group">
          <button type="button" class="tool" aria-pressed={inLink} onClick={() => setAsking("link")}>
            链接
          </button>
          <button type="button" class="tool" onClick={() => chooser.current?.click()}>
            图片
          </button>
          <button
            type="button"
            class="tool"
            disabled={inTable}
            onClick={() => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}
          >
            表格
          </button>
        </span>
        <Group tools={historyTools} editor={editor} />
      </div>
      {inTable && (
        <div class="tool-row">
          <Tools tools={tableTools} editor={editor} />
          <button type="button" class="tool" onClick={() => setAsking("caption")}>
            表题
          </button>
        </div>
      )}
      {editor.isActive("image") && (
        <div class="tool-row">
          <button type="button" class="tool" onClick={() => setAsking("alt")}>
            图片的文字说明
          </button>
          <button type="button" class="tool" onClick={() => editor.chain().focus().deleteSelection().run()}>
            删除图片
          </button>
        </div>
      )}
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        accept="image/png,image/jpeg"
        aria-label="选择图片"
        onChange={(event) => {
          onPictures(Array.from(event.currentTarget.files ?? []));
          event.currentTarget.value = "";
        }}
      />
      {asking === "link" && <LinkDialog editor={editor} onClose={() => setAsking(undefined)} />}
      {asking === "caption" && (
        <WordsDialog
          editor={editor}
          node="table"
          attribute="caption"
          title="表题"
          hint="写在表格上方，可以不写"
          maxLength={100}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === "alt" && (
        <WordsDialog
          editor={editor}
          node="image"
          attribute="alt"
          title="图片的文字说明"
          hint="看不见图片的人会听到这句话，例如：干部在会议室集中学习"
          maxLength={200}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}

function Group(props: { tools: Tool[]; editor: Editor }) {
  return (
    <span class="tool-group">
      <Tools {...props} />
    </span>
  );
}

function Tools({ tools, editor }: { tools: Tool[]; editor: Editor }) {
  return (
    <>
      {tools.map(({ name, keys, run, isOn, can }) => (
        <button
          key={name}
          type="button"
          class="tool"
          title={keys ? `${name}（${keys}）` : name}
          aria-pressed={isOn ? isOn(editor) : undefined}
          disabled={can ? !can(editor) : false}
          // The selection stays in the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => run(editor)}
        >
          {name}
        </button>
      ))}
    </>
  );
}

/** Left and right, first and last. */
function walk(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if ((event.target as HTMLElement).closest("dialog")) return;
  const tools = Array.from(event.currentTarget.querySelectorAll<HTMLElement>("button:not(:disabled), select"));
  const at = tools.indexOf(event.target as HTMLElement);
  const inSelect = (event.target as HTMLElement).tagName === "SELECT";
  const to =
    event.key === "ArrowRight"
      ? at + 1
      : event.key === "ArrowLeft"
        ? at - 1
        : event.key === "Home"
          ? 0
          : event.key === "End"
            ? tools.length - 1
            : undefined;
  if (to === undefined || (inSelect && event.key !== "ArrowRight")) return;
  event.preventDefault();
  tools[(to + tools.length) % tools.length]?.focus();
}
