import { allowedAttributes, blockTags, inlineTags, partTags } from "./allowed-html.ts";
import { textOf, type Element, type Node } from "./html-tree.ts";

const BLOCKS = new Set([...blockTags, ...partTags, "div"]);
const INLINE = new Set(inlineTags);
const HEADINGS = new Set(["h2", "h3", "h4"]);

/**
 * The one form in which a body is kept: blocks only hold what HTML lets them hold, so that a browser, our own views and a second
 * cleaning all read the same tree. Nothing is empty, and every tag and attribute is checked once more against the closed list.
 */
export function normalForm(nodes: Node[]): Node[] {
  return paragraphs(flow(nodes));
}

/** Blocks and inline nodes in document order; an inline element around blocks is dissolved, a stray part becomes a paragraph. */
function flow(nodes: Node[]): Node[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [node];
    if (INLINE.has(node.tag)) return holdsBlock(node) ? flow(node.children) : inline([node]);
    return block(node);
  });
}

function block(node: Element): Node[] {
  const { tag, children } = node;
  if (HEADINGS.has(tag)) return filled(tag, trimmed(inline(children)));
  if (tag === "hr") return [element("hr", [])];
  if (tag === "ul" || tag === "ol") return list(tag, children);
  if (tag === "table") return table(children);
  if (tag === "figure") return figure(children);
  const inner = paragraphs(flow(children));
  if (tag === "blockquote") return filled("blockquote", inner);
  return inner;
}

/** Runs of inline nodes become paragraphs. */
function paragraphs(nodes: Node[]): Node[] {
  return runs(nodes, (run) => filled("p", withoutIndent(trimmed(run))));
}

function runs(nodes: Node[], wrap: (run: Node[]) => Node[]): Node[] {
  const result: Node[] = [];
  let run: Node[] = [];
  for (const node of nodes) {
    if (isBlock(node)) {
      result.push(...wrap(run), node);
      run = [];
    } else run.push(node);
  }
  return [...result, ...wrap(run)];
}

/** What a list item or a cell holds: text as it is, blocks among it, and a single paragraph without its tag. */
function content(children: Node[]): Node[] {
  const nodes = runs(flow(children), trimmed);
  const [only] = nodes;
  return nodes.length === 1 && typeof only === "object" && only.tag === "p" ? only.children : nodes;
}

function list(tag: string, children: Node[]): Node[] {
  const items: Element[] = [];
  for (const child of children) {
    const isList = typeof child === "object" && (child.tag === "ul" || child.tag === "ol");
    const inner = content(typeof child === "object" && child.tag === "li" ? child.children : [child]);
    const last = items[items.length - 1];
    // Word processors write a nested list beside the item that it belongs to.
    if (isList && last) last.children.push(...inner);
    else if (!isBlank(inner)) items.push(element("li", inner));
  }
  return filled(tag, items);
}

function table(children: Node[]): Node[] {
  const before: Node[] = [];
  const sections: Record<"thead" | "tbody", Element[]> = { thead: [], tbody: [] };
  let caption: Node[] = [];
  const visit = (nodes: Node[], section: "thead" | "tbody") => {
    for (const node of nodes) {
      if (typeof node === "object" && (node.tag === "thead" || node.tag === "tbody")) visit(node.children, node.tag);
      else if (typeof node === "object" && node.tag === "tr") sections[section].push(...row(node));
      else if (typeof node === "object" && node.tag === "caption" && caption.length === 0)
        caption = filled("caption", trimmed(inline(node.children)));
      else before.push(node);
    }
  };
  visit(children, "tbody");
  const parts = [...filled("thead", sections.thead), ...filled("tbody", sections.tbody)];
  // What stands between rows is moved before the table, as browsers do; a table without rows leaves its caption as text.
  return [
    ...paragraphs(flow(before)),
    ...(parts.length > 0
      ? [element("table", [...caption, ...parts])]
      : paragraphs(caption.flatMap((node) => (typeof node === "object" ? node.children : [node])))),
  ];
}

function row(node: Element): Element[] {
  const cells = node.children.flatMap((child) => {
    if (typeof child === "object" && (child.tag === "td" || child.tag === "th"))
      return [element(child.tag, content(child.children), child.attributes)];
    const inner = content([child]);
    return isBlank(inner) ? [] : [element("td", inner)];
  });
  return cells.length > 0 ? [element("tr", cells)] : [];
}

function figure(children: Node[]): Node[] {
  const captions = children.filter((child) => typeof child === "object" && child.tag === "figcaption");
  const rest = content(children.filter((child) => !captions.includes(child)));
  const caption = filled("figcaption", trimmed(inline(captions)));
  if (isBlank(rest)) return paragraphs(caption.flatMap((node) => (typeof node === "object" ? node.children : [])));
  return [element("figure", [...rest, ...caption])];
}

/** Inline content only: blocks within are opened, links within links and emphasis within the same emphasis dissolved. */
function inline(nodes: Node[], within: readonly string[] = []): Node[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [node];
    const { tag, children } = node;
    if (!INLINE.has(tag)) return [" ", ...inline(children, within), " "];
    if (tag === "br") return [element("br", [])];
    const attributes = allowedAttributes(tag, node.attributes);
    if (tag === "img") return attributes ? [element("img", [], attributes)] : [];
    const inner = inline(children, [...within, tag]);
    if (!attributes || within.includes(tag)) return inner;
    if (inner.length === 0) return [];
    // Space has no emphasis and no address.
    return isBlank(inner) ? inner : [element(tag, inner, attributes)];
  });
}

/** Neighbouring texts joined, white space as it would be shown, none at either end, no line break there either. */
function trimmed(nodes: Node[]): Node[] {
  const joined: Node[] = [];
  for (const node of nodes) {
    const last = joined[joined.length - 1];
    if (typeof node === "string" && typeof last === "string") joined[joined.length - 1] = last + node;
    else joined.push(node);
  }
  const spaced = joined.map((node) => (typeof node === "string" ? node.replace(/[ \t\r\n\f]+/g, " ") : node));
  const isEdge = (node: Node) => (typeof node === "string" ? node.trim() === "" : node.tag === "br");
  while (spaced.length > 0 && isEdge(spaced[0] ?? "")) spaced.shift();
  while (spaced.length > 0 && isEdge(spaced[spaced.length - 1] ?? "")) spaced.pop();
  if (typeof spaced[0] === "string") spaced[0] = spaced[0].replace(/^[ ]+/, "");
  const end = spaced[spaced.length - 1];
  if (typeof end === "string") spaced[spaced.length - 1] = end.replace(/[ ]+$/, "");
  return spaced;
}

/** The two full-width spaces that Chinese typists put before a paragraph: the page's style indents by itself. */
function withoutIndent([first, ...rest]: Node[]): Node[] {
  if (first === undefined) return [];
  return typeof first === "string" ? [first.replace(/^[\s\u3000]+/, ""), ...rest].filter((node) => node !== "") : [first, ...rest];
}

function filled(tag: string, children: Node[]): Element[] {
  return isBlank(children) ? [] : [element(tag, children)];
}

function isBlank(nodes: Node[]): boolean {
  return textOf(nodes).trim() === "" && !nodes.some(holdsPicture);
}

function holdsPicture(node: Node): boolean {
  return typeof node === "object" && (["img", "hr", "td", "th"].includes(node.tag) || node.children.some(holdsPicture));
}

function holdsBlock(node: Node): boolean {
  return typeof node === "object" && (BLOCKS.has(node.tag) || node.children.some(holdsBlock));
}

function isBlock(node: Node): boolean {
  return typeof node === "object" && !INLINE.has(node.tag);
}

function element(tag: string, children: Node[], attributes: Record<string, string> = {}): Element {
  return { tag, attributes: allowedAttributes(tag, attributes) ?? {}, children };
}
