import { canonical } from "./canonical.ts";
import { textOf, type Element, type Node } from "./html-tree.ts";
import { mendBreaks } from "./paste-breaks.ts";
import { buildLists, markerText } from "./paste-lists.ts";
import { pastedPicture, type PasteContext, type PastedPicture, type PasteLosses } from "./paste-pictures.ts";
import { emphasisOf, hasClass, isHidden, stylesOf } from "./paste-style.ts";

export interface Pasted {
  /** Canonical: what `cleanHtml` would leave as it is. */
  html: string;
  pictures: PastedPicture[];
  losses: PasteLosses;
}

const SILENT = new Set(
  "head style script xml meta link title noscript template iframe object embed svg math form textarea select button audio video canvas".split(
    " ",
  ),
);
const RENAMED: Record<string, string> = { b: "strong", i: "em", strike: "s", ins: "u", del: "s" };
const KEPT = new Set("p br ul ol li blockquote table caption thead tbody tr td th figure figcaption hr".split(" "));
const EMPHASIS = new Set(["strong", "em", "u", "s", "sub", "sup"]);
const BLOCKS = new Set("div section article main header footer aside nav address center dl dt dd details summary body html".split(" "));

/**
 * Cleans what was copied in Word, WPS Writer, Excel or on a web page. Pure, so that it is tested without a browser.
 * @param tree the markup as a tree; a comment is an element `!` with its text in the attribute `text`
 * @param origin our own origin: pictures of our own pages stay
 */
export function cleanPaste(tree: Node[], origin: string): Pasted {
  const context: PasteContext = {
    origin,
    pictures: [],
    losses: { filePictures: 0, webPictures: 0, otherPictures: 0, comments: 0 },
  };
  const simple = simplified(tree, context);
  mendBreaks(simple);
  const levels = headingLevels(simple);
  const html = canonical(withLists(simple, Math.min(6, ...levels)));
  return { html, pictures: context.pictures.filter(({ id }) => html.includes(`"gxjt-image:${id}"`)), losses: context.losses };
}

/** Only known tags are left; conditional sections are resolved for a reader that is not Word. */
function simplified(nodes: Node[], context: PasteContext): Node[] {
  const result: Node[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at]!;
    if (typeof node === "string") result.push(node);
    else if (node.tag !== "!") result.push(...element(node, context));
    else if (/^\[if\s+!support(Lists|MisalignedColumns)\]/i.test(node.attributes["text"] ?? "")) {
      const rest = nodes.slice(at + 1);
      const end = rest.findIndex(
        (each) => typeof each === "object" && each.tag === "!" && /^\[endif\]/i.test(each.attributes["text"] ?? ""),
      );
      const section = rest.slice(0, end < 0 ? 0 : end);
      // Drawn for programs that know no lists, or no columns that do not meet.
      if (/lists/i.test(node.attributes["text"] ?? "")) result.push({ tag: "marker", attributes: {}, children: section });
      at += section.length;
    }
  }
  return result;
}

function element(node: Element, context: PasteContext): Node[] {
  const { tag, attributes } = node;
  const styles = stylesOf(node);
  if (SILENT.has(tag) || isHidden(styles) || isDeleted(node)) return [];
  if (isComment(node, styles, context)) return [];
  if (tag === "img") return pastedPicture(node, context);
  if (styles.get("mso-list") === "ignore") return [{ tag: "marker", attributes: {}, children: node.children }];
  if (tag === "br")
    return styles.has("mso-break-type") || styles.get("page-break-before") === "always" ? [] : [{ ...node, attributes: {} }];
  const children = simplified(node.children, context);
  if (tag === "o:p") return textOf(children).trim() === "" ? [] : children;
  if (styles.has("mso-footnote-id") || styles.has("mso-endnote-id")) return noteMark(attributes["href"] ?? "", textOf(children));
  if (/^h[1-6]$/.test(tag) || tag === "p" || tag === "pre") return [paragraph(node, styles, children)];
  if (tag === "td" || tag === "th") return [{ tag, attributes: spans(attributes), children }];
  // A link is underlined by itself; WPS says so once more.
  if (tag === "a") return [{ tag, attributes: { href: attributes["href"] ?? "" }, children: opened(children, "u") }];
  if (KEPT.has(tag)) return [{ tag, attributes: {}, children }];
  if (BLOCKS.has(tag)) return [{ tag: "div", attributes: {}, children }];
  const own = RENAMED[tag] ?? tag;
  const isRevision = own === "u" && tag === "ins" && isTracked(node);
  const plain = !EMPHASIS.has(own) || isRevision || (own === "strong" && /^(normal|[1-5]00)$/.test(styles.get("font-weight") ?? ""));
  const tags = [...(plain ? [] : [own]), ...emphasisOf(styles).filter((each) => each !== own && !isRevision)];
  return tags.reduceRight<Node[]>((inner, each) => [{ tag: each, attributes: {}, children: inner }], children);
}

/** A paragraph with what later steps need to know of it: its class, its list, its marker. */
function paragraph(node: Element, styles: Map<string, string>, children: Node[]): Element {
  const markers: Node[] = [];
  const text = withoutMarkers(children, markers);
  const marker = markerText(markers);
  const title = hasClass(node, /^Mso(Title|Subtitle)$/);
  const tag = title ? "h1" : node.tag === "pre" ? "p" : node.tag;
  if (tag !== "p") return { tag, attributes: {}, children: [marker, ...text] };
  const list = styles.get("mso-list") ?? "";
  const isItem = markers.length > 0 && /^l\d+ level\d/.test(list);
  const attributes = { class: node.attributes["class"] ?? "", ...(isItem ? { list, marker } : {}) };
  const lines = node.tag === "pre" ? text.flatMap((each): Node[] => (typeof each === "string" ? brokenLines(each) : [each])) : text;
  return { tag, attributes, children: isItem ? lines : [marker, ...lines] };
}

function brokenLines(text: string): Node[] {
  return text.split(/\r?\n/).flatMap((line, at): Node[] => (at === 0 ? [line] : [{ tag: "br", attributes: {}, children: [] }, line]));
}

function withoutMarkers(nodes: Node[], found: Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (typeof node === "string") return [node];
    if (node.tag === "marker") {
      found.push(...node.children);
      return [];
    }
    return [{ ...node, children: withoutMarkers(node.children, found) }];
  });
}

function withLists(nodes: Node[], highest: number, head = false): Node[] {
  const blocks = nodes.map((node): Node => {
    if (typeof node === "string") return node;
    const level = headingLevel(node);
    const inner = withLists(node.children, highest, head || node.tag === "thead");
    // A heading is bold by itself.
    if (level > 0) return { tag: `h${Math.min(4, level - highest + 2)}`, attributes: {}, children: opened(inner, "strong") };
    if (node.tag === "marker") return "";
    // What stands in the head of a table is a heading, also where Word writes a plain cell.
    return { ...node, tag: head && node.tag === "td" ? "th" : node.tag, children: inner };
  });
  return blocks.some((block) => typeof block === "object" && block.attributes["list"]) ? buildLists(blocks) : blocks;
}

function opened(nodes: Node[], tag: string): Node[] {
  return nodes.flatMap((node) => (typeof node === "object" && node.tag === tag ? opened(node.children, tag) : [node]));
}

function headingLevel(node: Element): number {
  return Number(/^h([1-6])$/.exec(node.tag)?.[1] ?? 0);
}

/** The levels of the headings that say something. */
function headingLevels(nodes: Node[]): number[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [];
    const level = headingLevel(node);
    return level > 0 && textOf(node.children).trim() !== "" ? [level] : headingLevels(node.children);
  });
}

function spans({ colspan = "", rowspan = "" }: Record<string, string>): Record<string, string> {
  return { colspan, rowspan };
}

/** In the text a small raised number; before the note itself the same number as text. */
function noteMark(href: string, mark: string): Node[] {
  const text = mark.replace(/\s+/g, "");
  if (text === "") return [];
  return /^#_(?:ftn|edn)ref/i.test(href) ? [`${text} `] : [{ tag: "sup", attributes: {}, children: [text] }];
}

function isTracked({ attributes }: Element): boolean {
  return attributes["datetime"] !== undefined || attributes["cite"] !== undefined;
}

/** Tracked changes arrive as they will be once accepted, as in the import of whole documents. */
function isDeleted(node: Element): boolean {
  return hasClass(node, /^msoDel$/i) || (node.tag === "del" && isTracked(node));
}

function isComment(node: Element, styles: Map<string, string>, { losses }: PasteContext): boolean {
  const list = styles.get("mso-element") === "comment-list";
  if (list) losses.comments += countComments(node);
  return list || hasClass(node, /^(MsoCommentReference|msocomanchor|msocomoff|msocomtxt)$/i);
}

function countComments(node: Element): number {
  return node.children.reduce((sum, child) => {
    if (typeof child === "string") return sum;
    return sum + (stylesOf(child).get("mso-element") === "comment" ? 1 : countComments(child));
  }, 0);
}
