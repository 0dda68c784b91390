import "./older-browsers.ts";
import "./editor.css";
import type { Editor } from "@tiptap/core";
import { useEffect, useRef, useState } from "preact/hooks";
import { bodyOf, createEditor, dropTitle, insertFiles, settlePicture, type WaitingPicture } from "./create.ts";
import { Toolbar } from "./toolbar.tsx";

/** What the screen may ask of the open text. */
export interface RichTextHandle {
  /** The text as it is now, also what was typed a moment ago. */
  body: () => string;
  settle: (placeholder: string, src: string | undefined) => void;
  dropTitle: (title: string) => void;
}

export interface RichTextProps {
  label: string;
  /** Canonical HTML to begin with; later changes of it are not looked at. */
  html: string;
  onChange: (html: string) => void;
  onPicture: (picture: WaitingPicture) => void;
  onFiles: (files: File[]) => void;
  /** A document was pasted that begins with this title. */
  onTitle: (title: string) => void;
  handleRef: { current: RichTextHandle | null };
  error?: string | undefined;
}

/** Milliseconds between a keystroke and the HTML of it: making it of a long text takes a moment. */
const PAUSE = 150;

/** The rich text field with its toolbar. Heavy: loaded when an editor opens. */
export default function RichText(props: RichTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const [, draw] = useState(0);
  const [notice, setNotice] = useState("");
  const nowRef = useRef(props);
  useEffect(() => void (nowRef.current = props));

  useEffect(() => {
    const { label, html, handleRef } = nowRef.current;
    let timer = 0;
    const say = () => {
      timer = 0;
      nowRef.current.onChange(bodyOf(made));
    };
    const made = createEditor(place.current!, html, {
      label,
      onChange: () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(say, PAUSE);
      },
      onSelection: () => draw((count) => count + 1),
      onPicture: (picture) => nowRef.current.onPicture(picture),
      onFiles: (files) => nowRef.current.onFiles(files),
      onNotice: setNotice,
      onTitle: (title) => nowRef.current.onTitle(title),
    });
    handleRef.current = {
      body: () => bodyOf(made),
      settle: (placeholder, src) => settlePicture(made, placeholder, src),
      dropTitle: (title) => dropTitle(made, title),
    };
    setEditor(made);
    return () => {
      window.clearTimeout(timer);
      if (timer) say();
      handleRef.current = null;
      made.destroy();
    };
  }, []);

  return (
    <div class={props.error ? "rich-text-field wrong" : "rich-text-field"}>
      {editor && (
        <Toolbar
          editor={editor}
          onPictures={(files) => insertFiles(editor, files, { onPicture: props.onPicture, onFiles: props.onFiles })}
        />
      )}
      <div role="status">
        {notice && (
          <p class="paste-notice">
            <span class="grow">{notice}</span>
            <button type="button" class="quiet" aria-label="知道了" onClick={() => setNotice("")}>
              ×
            </button>
          </p>
        )}
      </div>
      <div ref={place} class="rich-text-place" />
      <span class="field-error">{props.error}</span>
    </div>
  );
}
