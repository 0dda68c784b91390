import type { Node as Piece } from "../../../functions/word/html-tree.ts";

/** The clipboard's markup as a plain tree, comments included: Word says in them where its lists are. Nothing of it is run or fetched. */
export function readClipboard(html: string): Piece[] {
  const page = new DOMParser().parseFromString(harmless(html), "text/html");
  return Array.from(page.body.childNodes, piece).flat();
}

/** Our page's policy minds styles and handlers in markup also where nobody runs them: the first are read under another name, the others go. */
function harmless(html: string): string {
  return html
    .replace(/<style[\s>][\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(\s*=)/gi, "$1data-style$2").replace(/(\s)on\w+(\s*=)/gi, "$1data-off$2"));
}

function piece(node: globalThis.Node): Piece[] {
  if (node.nodeType === Node.TEXT_NODE) return [node.nodeValue ?? ""];
  if (node.nodeType === Node.COMMENT_NODE) return [{ tag: "!", attributes: { text: node.nodeValue ?? "" }, children: [] }];
  if (!(node instanceof Element)) return [];
  const attributes = Object.fromEntries(Array.from(node.attributes, ({ name, value }) => [name === "data-style" ? "style" : name, value]));
  // Never with a prefix: `o:p` is one name in HTML.
  return [{ tag: node.nodeName.toLowerCase(), attributes, children: Array.from(node.childNodes, piece).flat() }];
}
