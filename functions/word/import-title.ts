/** Style names of Word and WPS in Chinese beside mammoth's English defaults; the title gets a mark of its own. */
export const titleStyles = [
  "p[style-name='gxjt-title'] => h1.gxjt-title:fresh",
  ...["标题 1", "标题1"].map((name) => `p[style-name='${name}'] => h2:fresh`),
  ...["Heading 1", "heading 1"].map((name) => `p[style-name='${name}'] => h2:fresh`),
  ...["标题 2", "标题2", "Heading 2", "heading 2"].map((name) => `p[style-name='${name}'] => h3:fresh`),
  ...["标题 3", "标题3", "Heading 3", "heading 3"].map((name) => `p[style-name='${name}'] => h4:fresh`),
  ...["标题 4", "标题4"].map((name) => `p[style-name='${name}'] => h5:fresh`),
  ...["Title", "标题", "Subtitle", "副标题"].map((name) => `p[style-name='${name}'] => h2:fresh`),
  "u => u",
];

/** mammoth's document nodes, as far as the title needs them. */
interface WordNode {
  type: string;
  children?: WordNode[];
  value?: string;
  styleId?: string | null;
  styleName?: string | null;
  alignment?: string | null;
  numbering?: unknown;
  isBold?: boolean;
  fontSize?: number | null;
}

const LONGEST_TITLE = 120;

/** A note of the sender or a document number may stand above the title, hardly more. */
const LINES_ABOVE = 5;

/**
 * Marks the document's title: the first paragraph near the top that is styled as the title; else the first written one, if it is a
 * heading, or centred as the titles of most Chinese documents are, which know no styles.
 */
export function headline(document: WordNode): WordNode {
  const children = document.children ?? [];
  const written = children
    .flatMap((node, index) => (textOf(node).trim() !== "" || node.type !== "paragraph" ? [index] : []))
    .slice(0, LINES_ABOVE);
  const nodeAt = (index: number) => children[index] ?? { type: "" };
  const styled = written.find((index) => couldBeTitle(nodeAt(index)) && /^(title|标题)$/i.test(nodeAt(index).styleName ?? ""));
  const first = written.slice(0, 1).find((index) => couldBeTitle(nodeAt(index)) && looksLikeTitle(nodeAt(index)));
  const at = styled ?? first;
  if (at === undefined) return document;
  return { ...document, children: children.with(at, { ...nodeAt(at), styleId: "gxjt-title", styleName: "gxjt-title", numbering: null }) };
}

function couldBeTitle(node: WordNode): boolean {
  return node.type === "paragraph" && textOf(node).trim().length <= LONGEST_TITLE && !holdsPicture(node);
}

function looksLikeTitle(node: WordNode): boolean {
  if (/^(heading 1|标题 ?1)$/i.test(node.styleName ?? "")) return true;
  return node.alignment === "center" && !/[。；：;:，,]$/.test(textOf(node).trim());
}

function holdsPicture(node: WordNode): boolean {
  return node.type === "image" || (node.children ?? []).some(holdsPicture);
}

function textOf(node: WordNode): string {
  return node.type === "text" ? (node.value ?? "") : (node.children ?? []).map(textOf).join("");
}
