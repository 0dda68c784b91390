import type { JSONContent } from "@tiptap/core";
import { readTree, textOf, type Element, type Node } from "../../../functions/word/html-tree.ts";

type Marks = NonNullable<JSONContent["marks"]>;

const MARKS: Record<string, string> = {
  strong: "bold",
  em: "italic",
  u: "underline",
  s: "strike",
  sub: "subscript",
  sup: "superscript",
  a: "link",
};
const INLINE = new Set([...Object.keys(MARKS), "br", "img"]);

/** The editor's document for a canonical body (`functions/word/clean-html.ts`). Without a browser's parser, so it is the same everywhere. */
export function docOf(html: string): JSONContent {
  const content = blocks(readTree(html));
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] };
}

/** Runs of inline nodes become paragraphs of their own. */
function blocks(nodes: Node[]): JSONContent[] {
  const result: JSONContent[] = [];
  let run: Node[] = [];
  const flush = () => {
    if (run.length > 0) result.push(textBlock("paragraph", run));
    run = [];
  };
  for (const node of nodes) {
    if (typeof node === "string" || INLINE.has(node.tag)) run.push(node);
    else {
      flush();
      result.push(...block(node));
    }
  }
  flush();
  return result;
}

function block(node: Element): JSONContent[] {
  const { tag, children } = node;
  if (tag === "p") return [textBlock("paragraph", children)];
  if (/^h[2-4]$/.test(tag)) return [{ ...textBlock("heading", children), attrs: { level: Number(tag[1]) } }];
  if (tag === "ul") return [{ type: "bulletList", content: children.flatMap(item) }];
  if (tag === "ol") return [{ type: "orderedList", content: children.flatMap(item) }];
  if (tag === "blockquote") return [{ type: "blockquote", content: filled(children) }];
  if (tag === "hr") return [{ type: "horizontalRule" }];
  if (tag === "table") return table(children);
  if (tag === "figure") return figure(children);
  return blocks(children);
}

/** What needs at least one paragraph has it. */
function filled(children: Node[]): JSONContent[] {
  const content = blocks(children);
  return content.length > 0 ? content : [{ type: "paragraph" }];
}

/** An item begins with a paragraph; its heading becomes one. */
function item(node: Node): JSONContent[] {
  if (typeof node === "string") return [];
  const [first, ...rest] = filled(node.children);
  if (first?.type === "paragraph") return [{ type: "listItem", content: [first, ...rest] }];
  if (first?.type === "heading") return [{ type: "listItem", content: [{ type: "paragraph", content: first.content ?? [] }, ...rest] }];
  return [{ type: "listItem", content: [{ type: "paragraph" }, first!, ...rest] }];
}

function table(children: Node[]): JSONContent[] {
  const elements = children.filter((child): child is Element => typeof child === "object");
  const caption = textOf(elements.filter(({ tag }) => tag === "caption")).trim();
  const rows = elements.flatMap(({ tag, children: inner }) =>
    inner
      .filter((row): row is Element => typeof row === "object" && row.tag === "tr")
      .map((row) => ({ type: "tableRow", content: cells(row.children, tag === "thead") })),
  );
  return rows.length > 0 ? [{ type: "table", attrs: { caption }, content: rows }] : [];
}

function cells(nodes: Node[], head: boolean): JSONContent[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [];
    const { colspan, rowspan } = node.attributes;
    const attrs = { colspan: Number(colspan) || 1, rowspan: Number(rowspan) || 1 };
    return [{ type: head || node.tag === "th" ? "tableHeader" : "tableCell", attrs, content: filled(node.children) }];
  });
}

/** Pictures and their words; a figure of anything else is taken apart. */
function figure(children: Node[]): JSONContent[] {
  const isCaption = (node: Node) => typeof node === "object" && node.tag === "figcaption";
  const pictures = pictureRun(children.filter((node) => !isCaption(node)));
  const words = children.filter(isCaption).flatMap((node) => (node as Element).children);
  if (!pictures)
    return blocks([
      ...children.filter((node) => !isCaption(node)),
      ...(words.length > 0 ? [{ tag: "p", attributes: {}, children: words }] : []),
    ]);
  return [{ type: "figure", content: [{ type: "figureBody", content: pictures }, textBlock("figcaption", words)] }];
}

function pictureRun(nodes: Node[]): JSONContent[] | undefined {
  const found: JSONContent[] = [];
  for (const node of nodes) {
    if (typeof node === "string") {
      if (node.trim() !== "") return undefined;
    } else if (node.tag === "img") found.push(picture(node, []));
    else if (node.tag !== "br") return undefined;
  }
  return found.length > 0 ? found : undefined;
}

function picture({ attributes: { src = "", alt = "" } }: Element, marks: Marks): JSONContent {
  return { type: "image", attrs: { src, alt }, ...(marks.length > 0 ? { marks } : {}) };
}

function textBlock(type: string, nodes: Node[]): JSONContent {
  const content = inline(nodes, []);
  return content.length > 0 ? { type, content } : { type };
}

function inline(nodes: Node[], marks: Marks): JSONContent[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return node === "" ? [] : [{ type: "text", text: node, ...(marks.length > 0 ? { marks } : {}) }];
    if (node.tag === "br") return [{ type: "hardBreak" }];
    if (node.tag === "img") return [picture(node, marks)];
    const type = MARKS[node.tag];
    if (!type || excluded(type, marks)) return inline(node.children, marks);
    const mark = type === "link" ? { type, attrs: { href: node.attributes["href"] ?? "" } } : { type };
    return inline(node.children, [...marks, mark]);
  });
}

/** Raised and lowered at once is neither; the outer one counts. */
function excluded(type: string, marks: Marks): boolean {
  const other = type === "subscript" ? "superscript" : type === "superscript" ? "subscript" : undefined;
  return marks.some((mark) => mark.type === other || mark.type === type);
}
