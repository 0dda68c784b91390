import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { noteLimits, type Note } from "../../../functions/notes/contract.ts";
import { countCharacters } from "../../../functions/notes/count.ts";
import { Button } from "../shell/form.tsx";
import { go, hasMoved } from "../shell/router.ts";
import { Details } from "./details.tsx";
import type { NoteSaver } from "./note-saver.ts";
import { DRAFTS, kindNames, newName, newWriting, today, type Writing } from "./note-values.ts";
import { keepDraft } from "../shell/drafts.ts";
import { newKey } from "../shell/api.ts";
import { SaveWords } from "./save-words.tsx";
import { SettleNote } from "./settle.tsx";
import { changer, useNoteSaver } from "./use-note-saver.ts";

interface EditorProps {
  name: string;
  writing: Writing;
  record?: Note | undefined;
}

/** The height that a phone's keyboard leaves, so that the bar with 字数 stands above it. */
function useRoom(): number | undefined {
  const [height, setHeight] = useState<number>();
  useEffect(() => {
    const view = window.visualViewport;
    if (!view) return undefined;
    // Zooming with two fingers makes the view smaller too; the page stays as it is then.
    const measure = () => setHeight(Math.round(view.height * view.scale));
    measure();
    view.addEventListener("resize", measure);
    return () => view.removeEventListener("resize", measure);
  }, []);
  return height;
}

/** The same words as a note of their own: for what was deleted elsewhere while it was being written here. */
function saveAsNew(saver: NoteSaver, name: string): void {
  const next = newName(newKey());
  const values = saver.values;
  keepDraft(DRAFTS + next, { ...newWriting(values), base: { ...values, text: "", title: "" } });
  keepDraft(DRAFTS + name, undefined);
  go(`/notes/${next}`);
}

/** The list on which the note stands. */
const listOf = (day: string): string => (day.slice(0, 7) === today().slice(0, 7) ? "/notes" : `/notes?month=${day.slice(0, 7)}`);

/** Nothing but the page to write on; everything else is one tap away. On a phone it fills the screen. */
export function Editor({ name, writing, record }: EditorProps) {
  const saver = useNoteSaver(name, writing, record);
  const change = changer(saver);
  const [details, setDetails] = useState(false);
  const [settling, setSettling] = useState(true);
  const room = useRoom();
  const area = useRef<HTMLTextAreaElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const { values, state } = saver;
  const heading = kindNames[values.kind];
  useEffect(() => {
    document.title = `${heading} · 干训讲堂工作台`;
  }, [heading]);
  // A new page is there to be written on.
  const [blank] = useState(values.text === "");
  useEffect(() => {
    if (blank) area.current?.focus();
    else if (hasMoved()) title.current?.focus();
  }, [blank]);
  // Notices stand above the bar while the page is open.
  useEffect(() => {
    document.documentElement.classList.add("note-open");
    return () => document.documentElement.classList.remove("note-open");
  }, []);
  const count = useMemo(() => countCharacters(values.text), [values.text]);
  const left = noteLimits.text - values.text.length;
  const gone = state.kind === "gone";
  return (
    <div class="note-editor" style={room === undefined ? {} : { "--room": `${room}px` }}>
      <h1 ref={title} tabIndex={-1} class="visually-hidden">
        {heading}
      </h1>
      <input
        class="note-title"
        aria-label={values.kind === "note" ? "标题（可以不写）" : "标题"}
        placeholder={values.kind === "note" ? "标题（可以不写）" : "心得标题"}
        name="title"
        autocomplete="off"
        maxLength={noteLimits.title}
        value={values.title}
        onInput={(event) => change({ title: event.currentTarget.value })}
      />
      {values.about && <p class="note-about muted small">关于《{values.about.title}》</p>}
      <textarea
        ref={area}
        class="note-text"
        aria-label="正文"
        placeholder="写下您的学习体会。写的时候自动保存。"
        name="text"
        maxLength={noteLimits.text}
        value={values.text}
        onInput={(event) => change({ text: event.currentTarget.value })}
      />
      {gone && (
        <div class="note-warning" role="alert">
          <span>这篇笔记已在另一台设备上删除，您写的内容还在这里。</span>
          <Button kind="plain" onClick={() => saveAsNew(saver, name)}>
            另存为新笔记
          </Button>
        </div>
      )}
      <footer class="note-bar">
        <Button kind="quiet" onClick={() => go(listOf(values.day))}>
          返回
        </Button>
        <span class="note-state">
          <b>{count} 字</b>
          {left < noteLimits.text / 10 && <span class="muted">还可以写 {left} 字</span>}
          <SaveWords state={state} onSettle={() => setSettling(true)} />
        </span>
        <Button kind="quiet" onClick={() => setDetails(true)}>
          更多
        </Button>
      </footer>
      {details && <Details saver={saver} name={name} onClose={() => setDetails(false)} />}
      {state.kind === "conflict" && settling && <SettleNote saver={saver} onClose={() => setSettling(false)} />}
    </div>
  );
}
