import type { Element, Node } from "../../functions/word/html-tree.ts";

const VOID = new Set(["br", "hr", "img", "meta", "link", "col", "input"]);
/** Which open elements the start of another one ends, as browsers do it; none of them reaches out of a table cell. */
const ENDS: Record<string, string[]> = {
  p: ["p"],
  li: ["li", "p"],
  tr: ["tr", "td", "th", "p"],
  td: ["td", "th", "p"],
  th: ["td", "th", "p"],
  table: ["p"],
  div: ["p"],
  h1: ["p"],
  h2: ["p"],
  h3: ["p"],
  ul: ["p"],
  ol: ["p"],
};
const RAW = new Set(["style", "script", "title", "xml"]);
const ENTITIES: Record<string, string> = { nbsp: "\u00a0", lt: "<", gt: ">", amp: "&", quot: '"', middot: "·" };
const TOKEN =
  /<!--([\s\S]*?)-->|<!(\[[^>]*)>|<\?[^>]*>|<![^>]*>|<(\/?)([a-zA-Z][\w:-]*)((?:\s+|\s*[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>|([^<]+|<)/g;

/**
 * A small reader of clipboard markup for tests without a browser: as far as Word, WPS and Excel write it, what a browser's parser makes of it.
 * The browser journey pastes the same files, so a difference between the two would show.
 */
export function readClipboard(html: string): Node[] {
  const root: Element = { tag: "", attributes: {}, children: [] };
  const open: Element[] = [root];
  let raw = "";
  for (const [, comment, conditional, closing, name = "", attributes = "", text] of html.matchAll(TOKEN)) {
    const tag = name.toLowerCase();
    if (raw) {
      if (closing && tag === raw) raw = "";
      continue;
    }
    const parent = open.at(-1)!;
    if (comment !== undefined || conditional !== undefined)
      parent.children.push({ tag: "!", attributes: { text: comment ?? conditional! }, children: [] });
    else if (text !== undefined) parent.children.push(decode(text));
    else if (closing) {
      const at = open.findLastIndex((each) => each.tag === tag);
      if (at > 0) open.length = at;
    } else if (tag) {
      if (RAW.has(tag)) raw = tag;
      while (ENDS[tag]?.includes(open.at(-1)!.tag)) open.pop();
      const element = { tag, attributes: readAttributes(attributes), children: [] };
      open.at(-1)!.children.push(element);
      if (!VOID.has(tag) && !raw) open.push(element);
    }
  }
  return root.children;
}

function readAttributes(source: string): Record<string, string> {
  const found = source.matchAll(/([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g);
  return Object.fromEntries(Array.from(found, ([, name = "", a, b, c]) => [name.toLowerCase(), decode(a ?? b ?? c ?? "")]));
}

function decode(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
      code ? String.fromCodePoint(Number(code)) : (ENTITIES[name!] ?? whole),
    );
}
