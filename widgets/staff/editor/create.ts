import { Editor } from "@tiptap/core";
import { extensions } from "./extensions.ts";
import { docOf } from "./from-html.ts";
import { cleanClipboard, fileOf, lossText, nextPlaceholder, textSlice, titleOf } from "./paste.ts";
import { placeholderOf, settle } from "./pictures.ts";
import { htmlOf } from "./to-html.ts";

/** A picture that stands in the text as a placeholder until it is stored. */
export interface WaitingPicture {
  placeholder: string;
  file: File;
}

export interface EditorPorts {
  label: string;
  onChange: () => void;
  onPicture: (picture: WaitingPicture) => void;
  onSelection: () => void;
  /** Files that are no pictures were dropped on the text. */
  onFiles: (files: File[]) => void;
  /** What of a paste did not come along; empty when everything did. */
  onNotice: (text: string) => void;
  /** A document was pasted that begins with a title. */
  onTitle: (title: string) => void;
}

const isPicture = (file: File) => /^image\/(png|jpeg)$/.test(file.type);

/** The editor over a place in the page. Its style sheet is ours: the page's policy lets none be made by script. */
export function createEditor(element: HTMLElement, html: string, ports: EditorPorts): Editor {
  const editor: Editor = new Editor({
    element,
    extensions,
    injectCSS: false,
    // As in Word: "1. " and "- " begin a list. Nothing else that is typed or pasted turns into something else.
    enableInputRules: ["orderedList", "bulletList"],
    enablePasteRules: false,
    content: docOf(html),
    onUpdate: ports.onChange,
    onTransaction: ports.onSelection,
    editorProps: {
      attributes: { "aria-label": ports.label, role: "textbox", "aria-multiline": "true", class: "rich-text" },
      transformPastedHTML: (pasted) => {
        // What was copied in this editor is as it should be, and says how it was cut.
        if (pasted.includes("data-pm-slice")) return pasted;
        const { html: clean, pictures, losses } = cleanClipboard(pasted);
        // The pictures come when the text that names them stands.
        window.setTimeout(() => pictures.forEach(({ id, data }) => ports.onPicture({ placeholder: id, file: fileOf(data) })));
        ports.onNotice(lossText(losses));
        const title = titleOf(clean);
        if (title) ports.onTitle(title);
        return clean;
      },
      clipboardTextParser: (text, _, __, view) => textSlice(text, view.state.schema),
      handlePaste: (_, event) => {
        const data = event.clipboardData;
        const files = Array.from(data?.files ?? []);
        // Word gives a picture of the text beside the text; a picture alone has no words with it.
        const words = (data?.getData("text/plain") ?? "").trim();
        if (files.length === 0 || words !== "") return false;
        return insertFiles(editor, files, ports);
      },
      handleDrop: (view, event, _, moved) => {
        const files = Array.from(event.dataTransfer?.files ?? []);
        if (moved || files.length === 0) return false;
        event.preventDefault();
        event.stopPropagation();
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
        return insertFiles(editor, files, ports, place?.pos);
      },
    },
  });
  return editor;
}

/** Pictures into the text, other files to the attachments. @returns true: they are taken care of */
export function insertFiles(editor: Editor, files: File[], ports: Pick<EditorPorts, "onPicture" | "onFiles">, at?: number): true {
  const pictures = files.filter(isPicture).map((file) => ({ placeholder: nextPlaceholder(), file }));
  const figures = pictures.map(({ placeholder }) => ({
    type: "figure",
    content: [{ type: "figureBody", content: [{ type: "image", attrs: { src: `gxjt-image:${placeholder}` } }] }, { type: "figcaption" }],
  }));
  if (figures.length > 0)
    editor
      .chain()
      .focus()
      .insertContentAt(at ?? editor.state.selection.to, figures)
      .run();
  pictures.forEach(ports.onPicture);
  const others = files.filter((file) => !isPicture(file));
  if (others.length > 0) ports.onFiles(others);
  return true;
}

/** A picture is stored, or could not be: then its place goes. Undo does not bring the placeholder back. */
export function settlePicture(editor: Editor, placeholder: string, src: string | undefined): void {
  if (src !== undefined) settle(placeholder, src);
  const { state, view } = editor;
  const change = state.tr.setMeta("addToHistory", false);
  state.doc.descendants((node, at) => {
    if (node.type.name !== "image" || placeholderOf(String(node.attrs["src"])) !== placeholder) return;
    const place = change.mapping.map(at);
    if (src === undefined) change.delete(place, place + node.nodeSize);
    else change.setNodeMarkup(place, undefined, { ...node.attrs, src });
  });
  if (change.docChanged) view.dispatch(change);
}

/** Takes out the first block that says just this: a title that now stands where titles stand. */
export function dropTitle(editor: Editor, title: string): void {
  let done = false;
  const change = editor.state.tr;
  editor.state.doc.forEach((node, at) => {
    if (done || node.textContent.replace(/\s+/g, " ").trim() !== title) return;
    done = true;
    change.delete(at, at + node.nodeSize);
  });
  if (done) editor.view.dispatch(change);
}

export const bodyOf = (editor: Editor): string => htmlOf(editor.getJSON());
