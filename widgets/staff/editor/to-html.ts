import type { JSONContent } from "@tiptap/core";
import type { Element, Node } from "../../../functions/word/html-tree.ts";
import { canonical } from "../../../functions/word/canonical.ts";
import { placeholderOf, resolved } from "./pictures.ts";

/** Outermost first. */
const MARKS = [
  ["link", "a"],
  ["bold", "strong"],
  ["italic", "em"],
  ["underline", "u"],
  ["strike", "s"],
  ["subscript", "sub"],
  ["superscript", "sup"],
] as const;

interface Options {
  /** Pictures that are still being uploaded stand in the text; what is saved is without them. */
  withWaiting?: boolean;
}

/** The body of the editor's document, in the server's own normal form: saving it changes nothing of it. */
export function htmlOf(doc: JSONContent, { withWaiting = false }: Options = {}): string {
  return canonical(blocks(doc.content, withWaiting));
}

const element = (tag: string, children: Node[], attributes: Record<string, string> = {}): Element => ({ tag, attributes, children });

function blocks(nodes: JSONContent[] | undefined, waiting: boolean): Node[] {
  return (nodes ?? []).map((node): Node => {
    const { type, content, attrs } = node;
    if (type === "heading") return element(`h${String(attrs?.["level"])}`, inline(content, waiting));
    if (type === "bulletList" || type === "orderedList") return element(type === "bulletList" ? "ul" : "ol", items(content, waiting));
    if (type === "blockquote") return element("blockquote", blocks(content, waiting));
    if (type === "horizontalRule") return element("hr", []);
    if (type === "table") return table(node, waiting);
    if (type === "figure") return figure(node, waiting);
    return element("p", inline(content, waiting));
  });
}

/** The first paragraph of an item stands without its tag, unless others follow it. */
function items(nodes: JSONContent[] | undefined, waiting: boolean): Node[] {
  return (nodes ?? []).map(({ content }) => {
    const [first, ...rest] = blocks(content, waiting);
    const alone = typeof first === "object" && first.tag === "p" && !rest.some(isWritten);
    return element("li", alone ? [...first.children, ...rest] : [first ?? "", ...rest]);
  });
}

function isWritten(node: Node): boolean {
  return typeof node === "object" && node.tag === "p" && canonical([node]) !== "";
}

/** Leading rows of head cells are the head of the table, unless one of their cells reaches down into the body. */
function table({ content = [], attrs }: JSONContent, waiting: boolean): Element {
  const rows = content.map((row) => element("tr", cells(row.content, waiting)));
  let head = content.findIndex((row) => !(row.content ?? []).every(({ type }) => type === "tableHeader"));
  if (head < 0) head = content.length;
  const reaches = content
    .slice(0, head)
    .some((row, at) => (row.content ?? []).some((cell) => at + Number(cell.attrs?.["rowspan"] ?? 1) > head));
  const split = reaches ? 0 : head;
  return element("table", [
    element("caption", [String(attrs?.["caption"] ?? "")]),
    element("thead", rows.slice(0, split)),
    element("tbody", rows.slice(split)),
  ]);
}

function cells(nodes: JSONContent[] | undefined, waiting: boolean): Node[] {
  return (nodes ?? []).map(({ type, attrs, content }) =>
    element(type === "tableHeader" ? "th" : "td", blocks(content, waiting), {
      colspan: String(attrs?.["colspan"] ?? 1),
      rowspan: String(attrs?.["rowspan"] ?? 1),
    }),
  );
}

function figure({ content = [] }: JSONContent, waiting: boolean): Element {
  return element("figure", [...inline(content[0]?.content, waiting), element("figcaption", inline(content[1]?.content, waiting))]);
}

/** Neighbours share the marks that they have in common. */
function inline(nodes: JSONContent[] | undefined, waiting: boolean): Node[] {
  const root = element("", []);
  let open: { key: string; element: Element }[] = [];
  for (const node of nodes ?? []) {
    const leaf = leafOf(node, waiting);
    if (leaf === undefined) continue;
    const wanted = MARKS.flatMap(([type, tag]) => {
      const mark = node.marks?.find((each) => each.type === type);
      const href = String(mark?.attrs?.["href"] ?? "");
      return mark ? [{ key: `${tag} ${tag === "a" ? href : ""}`, element: element(tag, [], tag === "a" ? { href } : {}) }] : [];
    });
    const shared = wanted.findIndex(({ key }, depth) => open[depth]?.key !== key);
    const depth = shared < 0 ? wanted.length : shared;
    open = open.slice(0, depth);
    for (const next of wanted.slice(depth)) {
      (open[open.length - 1]?.element ?? root).children.push(next.element);
      open.push(next);
    }
    (open[open.length - 1]?.element ?? root).children.push(leaf);
  }
  return root.children;
}

function leafOf({ type, text, attrs }: JSONContent, waiting: boolean): Node | undefined {
  if (type === "hardBreak") return element("br", []);
  if (type !== "image") return text ?? "";
  const src = resolved(String(attrs?.["src"] ?? ""));
  if (!waiting && placeholderOf(src) !== undefined) return undefined;
  return element("img", [], { src, alt: String(attrs?.["alt"] ?? "") });
}
