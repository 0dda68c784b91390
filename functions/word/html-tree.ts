export interface Element {
  tag: string;
  attributes: Record<string, string>;
  children: Node[];
}
export type Node = string | Element;

const VOID = new Set(["br", "hr", "img"]);
const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+(?:="[^"]*")?)*) ?\/?>|([^<]+|<)/g;
// Deeper than any document and shallow enough for every recursion over the tree.
const DEEPEST = 24;

/** Reads the markup that sanitize-html and `writeTree` write: lower-case tags, quoted attributes, four entities. */
export function readTree(html: string): Node[] {
  const root: Element = { tag: "", attributes: {}, children: [] };
  const open: { element: Element; written: string }[] = [{ element: root, written: "" }];
  for (const [, closing, tag = "", attributes = "", text] of html.matchAll(TOKEN)) {
    const parent = open[open.length - 1]?.element ?? root;
    if (text !== undefined) parent.children.push(unescape(text));
    else if (closing) {
      const at = open.map(({ written }) => written).lastIndexOf(tag);
      if (at > 0) open.length = at;
    } else if (open.length > DEEPEST && !VOID.has(tag)) {
      // Too deep: its content joins the parent's.
      open.push({ element: parent, written: tag });
    } else {
      const element = { tag, attributes: readAttributes(attributes), children: [] };
      parent.children.push(element);
      if (!VOID.has(tag)) open.push({ element, written: tag });
    }
  }
  return root.children;
}

export function writeTree(nodes: Node[]): string {
  return nodes.map(writeNode).join("");
}

/** All text below, without separators. */
export function textOf(nodes: Node[]): string {
  return nodes.map((node) => (typeof node === "string" ? node : textOf(node.children))).join("");
}

function writeNode(node: Node): string {
  if (typeof node === "string") return escape(node);
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escape(value).replaceAll('"', "&quot;")}"`);
  const start = `<${node.tag}${attributes.join("")}`;
  return VOID.has(node.tag) ? `${start} />` : `${start}>${writeTree(node.children)}</${node.tag}>`;
}

function readAttributes(source: string): Record<string, string> {
  const pairs = Array.from(source.matchAll(/ ([a-z]+)(?:="([^"]*)")?/g), ([, name = "", value = ""]) => [name, unescape(value)] as const);
  return Object.fromEntries(pairs);
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function unescape(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity);
}
