import { Extension, Mark, Node, type Extensions } from "@tiptap/core";
import { Image } from "@tiptap/extension-image";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { Plugin } from "@tiptap/pm/state";
import { StarterKit } from "@tiptap/starter-kit";
import { allowedLink } from "../../../functions/word/allowed-html.ts";
import { placeholderOf, resolved, shownSource, storedSource } from "./pictures.ts";

const Subscript = Mark.create({
  name: "subscript",
  excludes: "superscript",
  parseHTML: () => [{ tag: "sub" }],
  renderHTML: () => ["sub", 0],
});

const Superscript = Mark.create({
  name: "superscript",
  excludes: "subscript",
  parseHTML: () => [{ tag: "sup" }],
  renderHTML: () => ["sup", 0],
});

/** Kept with its public address; drawn from the working record, which the public does not see. */
const Picture = Image.extend({
  addAttributes: () => ({ src: { default: "" }, alt: { default: "" } }),
  parseHTML: () => [
    {
      tag: "img",
      getAttrs: (node) => {
        const src = storedSource(node.getAttribute("data-src") ?? node.getAttribute("src") ?? "");
        return src ? { src, alt: node.getAttribute("alt") ?? "" } : false;
      },
    },
  ],
  renderHTML: ({ node }) => {
    const { src: given, alt } = node.attrs as { src: string; alt: string };
    const src = resolved(given);
    const waits = placeholderOf(src) !== undefined;
    return ["img", { "data-src": src, alt, ...(waits ? { class: "waits" } : { src: shownSource(src) }) }];
  },
}).configure({ inline: true, allowBase64: false });

const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "figureBody figcaption",
  isolating: true,
  parseHTML: () => [{ tag: "figure" }],
  renderHTML: () => ["figure", 0],
  // A figure that has lost its picture is only its words.
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction: (_, __, state) => {
        const change = state.tr;
        state.doc.descendants((node, at) => {
          if (node.type.name !== "figure" || node.firstChild!.childCount > 0) return undefined;
          const words = node.lastChild!.content;
          const paragraph = words.size > 0 ? [state.schema.nodes["paragraph"]!.create(null, words)] : [];
          change.replaceWith(change.mapping.map(at), change.mapping.map(at + node.nodeSize), paragraph);
          return false;
        });
        return change.docChanged ? change : null;
      },
    }),
  ],
});

const FigureBody = Node.create({
  name: "figureBody",
  content: "image*",
  parseHTML: () => [{ tag: "div[data-figure]" }],
  renderHTML: () => ["div", { "data-figure": "" }, 0],
});

const Figcaption = Node.create({
  name: "figcaption",
  content: "inline*",
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: () => ["figcaption", 0],
  addKeyboardShortcuts() {
    return {
      // Writing goes on below the picture.
      Enter: () => {
        const { $from } = this.editor.state.selection;
        if ($from.parent.type.name !== "figcaption") return false;
        const after = $from.after($from.depth - 1);
        return this.editor
          .chain()
          .insertContentAt(after, { type: "paragraph" })
          .focus(after + 1)
          .run();
      },
    };
  },
});

/** Without widths; with the caption that stands over it, as text. */
const PlainTable = Table.extend({
  addAttributes: () => ({ caption: { default: "" } }),
  parseHTML: () => [
    { tag: "table", getAttrs: (node) => ({ caption: node.querySelector("caption")?.textContent?.trim() ?? "" }) },
    { tag: "caption", ignore: true },
  ],
  renderHTML: ({ node }) => {
    const caption = (node.attrs as { caption: string }).caption;
    const shown = caption ? [["caption", { contenteditable: "false" }, caption] as const] : [];
    return ["table", ...shown, ["tbody", 0]] as const;
  },
}).configure({ resizable: false });

const spans = () => ({ colspan: { default: 1, parseHTML: span("colspan") }, rowspan: { default: 1, parseHTML: span("rowspan") } });
const span = (name: string) => (node: HTMLElement) => Math.min(50, Math.max(1, Number(node.getAttribute(name)) || 1));

/** Words that stand in the empty field and in the empty caption of a picture, for the style sheet. */
const Empties = Extension.create({
  name: "empties",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        attributes: (state): Record<string, string> => {
          const empty = state.doc.childCount === 1 && state.doc.firstChild!.isTextblock && state.doc.firstChild!.content.size === 0;
          return empty ? { class: "empty" } : {};
        },
      },
    }),
  ],
});

/** Exactly what `functions/word/allowed-html.ts` lets a body hold, and nothing else. */
export const extensions: Extensions = [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    heading: { levels: [2, 3, 4] },
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: "https",
      HTMLAttributes: { target: null, rel: null },
      isAllowedUri: (address) => allowedLink(address ?? "") !== undefined,
    },
  }),
  Subscript,
  Superscript,
  Picture,
  Figure,
  FigureBody,
  Figcaption,
  PlainTable,
  TableRow,
  TableHeader.extend({ addAttributes: spans }),
  TableCell.extend({ addAttributes: spans }),
  Empties,
];
