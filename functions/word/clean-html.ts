import type { IOptions } from "sanitize-html";
import { blockTags, inlineTags, partTags } from "./allowed-html.ts";
import { readTree, textOf, writeTree } from "./html-tree.ts";
import { legible } from "./legible.ts";
import { normalForm } from "./normal-form.ts";

const paragraphLike = [
  "address",
  "article",
  "aside",
  "center",
  "dd",
  "details",
  "dl",
  "dt",
  "fieldset",
  "footer",
  "header",
  "main",
  "nav",
  "pre",
  "section",
  "summary",
];
const renamed: Record<string, string> = {
  h1: "h2",
  h5: "h4",
  h6: "h4",
  b: "strong",
  i: "em",
  ins: "u",
  del: "s",
  strike: "s",
  tfoot: "tbody",
};

const options: IOptions = {
  allowedTags: [...inlineTags, ...blockTags, ...partTags, "div"],
  allowedAttributes: { a: ["href"], img: ["src", "alt"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"] },
  // Our own rules for addresses are stricter and come after; this list is the first sieve.
  allowedSchemes: ["http", "https", "gxjt-image"],
  allowProtocolRelative: false,
  parseStyleAttributes: false,
  transformTags: Object.fromEntries([...Object.entries(renamed), ...paragraphLike.map((tag) => [tag, "div"] as const)]),
  // These go with everything in them; any other unlisted tag leaves its content.
  nonTextTags: [
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "form",
    "textarea",
    "select",
    "option",
    "button",
    "noscript",
    "noembed",
    "noframes",
    "xmp",
    "plaintext",
    "template",
    "title",
    "audio",
    "video",
    "canvas",
    "frameset",
  ],
};

/**
 * The canonical clean HTML of whatever was pasted, imported or sent: only the tags of `allowed-html.ts`, only checked addresses,
 * lower-case tags, double quotes, `<br />`, no entities but `&amp; &lt; &gt; &quot;`, nothing empty. Cleaning it again changes nothing.
 * Safe to build nodes from or to write into a page; never throws.
 */
export async function cleanHtml(html: string): Promise<string> {
  // Loaded when first used: most requests never clean anything.
  const { default: sanitize } = await import("sanitize-html");
  let current = html;
  // One pass nearly always suffices; going on until nothing changes makes "clean twice = clean once" true by construction.
  for (let pass = 0; pass < 6; pass++) {
    const next = writeTree(normalForm(readTree(sanitize(legible(current), options))));
    if (next === current) return current;
    current = next;
  }
  return writeTree(normalForm([textOf(readTree(current))]));
}
