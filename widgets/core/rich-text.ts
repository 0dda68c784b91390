import { h } from "preact";
import type { ComponentChild } from "preact";
import { wideTable } from "./texts.ts";

// The same closed list as the API's: anything else loses its tags and keeps its text.
const allowed = new Set(
  "h2 h3 h4 p br ul ol li blockquote strong em u s sub sup table caption thead tbody tr th td a img figure figcaption hr".split(" "),
);
const empty = new Set(["br", "img", "hr"]);
/** What is inside these is no text for people. */
const silent = new Set(["script", "style", "template", "iframe", "noscript", "title", "textarea", "xmp"]);
const names: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
// Deeper nesting is no text that a person wrote, and would only exhaust the stack of whoever draws it.
const maxDepth = 40;

interface Open {
  tag: string;
  attributes: Record<string, string>;
  children: ComponentChild[];
}

/** Decodes once: `&amp;lt;` is the text `&lt;`, never `<`. */
function decode(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return names[name] ?? whole;
      const code = decimal ? Number(decimal) : parseInt(hex!, 16);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}

/** http and https only, no white space, control characters, quotes or backslashes anywhere (ASVS 1.2.2). */
export function safeLink(address: string): boolean {
  return address.length <= 2000 && /^https?:\/\/[^\s\u0000-\u001f\u007f\\@"'<>]+$/i.test(address);
}

/** Only pictures that our own API serves. */
function safeImage(address: string): boolean {
  return /^\/api\/[\w%./~-]+$/.test(address) && !address.includes("..");
}

/** Keeps the attributes of the closed list; everything else, event handlers first of all, is dropped. */
function cleanAttributes(tag: string, found: Record<string, string>, base: string): Record<string, string | number> | undefined {
  const { href = "", src = "", alt = "" } = found;
  if (tag === "a") return safeLink(href) ? { href, rel: "noopener nofollow", target: "_blank" } : {};
  if (tag === "img") return safeImage(src) ? { src: base + src, alt, loading: "lazy" } : undefined;
  const kept: Record<string, number> = {};
  if (tag === "td" || tag === "th") {
    for (const name of ["colspan", "rowspan"]) {
      const cells = Number(found[name]);
      if (cells > 1 && cells <= 100 && cells % 1 === 0) kept[name] = cells;
    }
  }
  return kept;
}

const tagStart = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)/y;
const attribute = /[\s/]*([^\s=>"'/<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y;

/**
 * Turns the canonical HTML of a material into nodes, without the browser's parser: pages with Trusted Types forbid that,
 * and what is not in the closed list cannot come to life this way. Never throws; time grows with the length of the text.
 * @param html body as the API gives it; anything else is taken apart tolerantly
 * @param base put before the `/api/…` addresses of pictures
 */
export function richText(html: string, base: string): ComponentChild {
  const root: Open = { tag: "div", attributes: {}, children: [] };
  const stack = [root];
  let at = 0;

  const close = (): void => {
    const { tag, attributes, children } = stack.pop()!;
    const clean = cleanAttributes(tag, attributes, base);
    const node = h(tag, clean ?? {}, children);
    // A wide table scrolls by itself, and by keyboard too.
    stack[stack.length - 1]!.children.push(
      tag === "table" ? h("div", { class: "scroll", tabIndex: 0, role: "group", "aria-label": wideTable }, node) : node,
    );
  };
  const say = (text: string): void => {
    if (text) stack[stack.length - 1]!.children.push(decode(text));
  };

  while (at < html.length) {
    const next = html.indexOf("<", at);
    say(html.slice(at, next < 0 ? undefined : next));
    if (next < 0) break;
    tagStart.lastIndex = next;
    const start = tagStart.exec(html);
    if (!start) {
      // A comment or a declaration is skipped; a lone "<" is text.
      const markup = /[!?/]/.test(html[next + 1] ?? "");
      const end = html.startsWith("<!--", next) ? html.indexOf("-->", next) + 2 : html.indexOf(">", next);
      if (!markup) say("<");
      at = !markup ? next + 1 : end > next ? end + 1 : html.length;
      continue;
    }
    const tag = start[2]!.toLowerCase();
    const found: Record<string, string> = Object.create(null) as Record<string, string>;
    at = tagStart.lastIndex;
    attribute.lastIndex = at;
    for (let part = attribute.exec(html); part; part = attribute.exec(html)) {
      at = attribute.lastIndex;
      found[part[1]!.toLowerCase()] ??= decode(part[2] ?? part[3] ?? part[4] ?? "");
    }
    const end = html.indexOf(">", at);
    at = end < 0 ? html.length : end + 1;
    if (end < 0) break;

    if (silent.has(tag)) {
      if (!start[1]) at = skipSilent(html, tag, at);
    } else if (!allowed.has(tag)) {
      // Its text is kept by the next turns.
    } else if (start[1]) {
      if (stack.some((open, depth) => depth > 0 && open.tag === tag)) while (stack[stack.length - 1]!.tag !== tag) close();
      if (stack.length > 1 && stack[stack.length - 1]!.tag === tag) close();
    } else if (empty.has(tag)) {
      const clean = cleanAttributes(tag, found, base);
      if (clean) stack[stack.length - 1]!.children.push(h(tag, clean));
    } else if (stack.length < maxDepth) {
      stack.push({ tag, attributes: found, children: [] });
    }
  }
  while (stack.length > 1) close();
  return h("div", { class: "text" }, root.children);
}

/** End of an element whose content is dropped with it. */
function skipSilent(html: string, tag: string, from: number): number {
  const end = new RegExp(`</${tag}\\b[^>]*>`, "gi");
  end.lastIndex = from;
  return end.test(html) ? end.lastIndex : html.length;
}
