import { textOf, type Element, type Node } from "./html-tree.ts";

/** How a paragraph says that it is an item: `mso-list:l0 level2 lfo1`, and the marker that Word or WPS drew before it. */
interface Item {
  list: string;
  level: number;
  kind: "ul" | "ol" | "text";
  number: number;
  marker: string;
}

interface Open {
  level: number;
  list: string;
  element: Element;
}

const ROMAN: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, v: 5, vi: 6, vii: 7, viii: 8, ix: 9, x: 10 };

/**
 * Makes real lists of the paragraphs that Word and WPS number by style. Only what our page draws alike becomes a list: bullets, and
 * `1.` `a)` `i.` that begin at one. Any other number (一、 （一） 第一条 1.1 ①, or a list copied from its middle) stays before its
 * paragraph as text: official documents refer to it.
 */
export function buildLists(nodes: Node[]): Node[] {
  const blocks = nodes.filter((node) => typeof node === "object" || node.trim() !== "");
  const result: Node[] = [];
  let open: Open[] = [];
  blocks.forEach((block, place) => {
    const item = itemOf(block);
    if (!item) {
      const last = lastItem(open);
      // A paragraph without a number inside a list that goes on belongs to the item above it.
      if (last && continues(block) && goesOn(blocks.slice(place + 1), open)) last.children.push(block);
      else {
        open = [];
        result.push(block);
      }
      return;
    }
    const { children } = block as Element;
    const list = item.kind === "text" ? undefined : listFor(item, open, result);
    if (!list) {
      open = [];
      result.push({ tag: "p", attributes: {}, children: [item.marker, /[a-z\d.)]$/i.test(item.marker) ? " " : "", ...children] });
      return;
    }
    list.element.children.push({ tag: "li", attributes: {}, children });
  });
  return result;
}

/** The open list that takes the item, opened if need be; closes what lies deeper. @returns undefined when its number would be lost */
function listFor(item: Item, open: Open[], result: Node[]): Open | undefined {
  while (open.length > 0 && open[open.length - 1]!.level > item.level) open.pop();
  let top = open[open.length - 1];
  if (top?.level === item.level) {
    const sameKind = top.element.tag === item.kind;
    if (sameKind && (item.kind === "ul" || item.number === top.element.children.length + 1)) return top;
    open.pop();
    top = open[open.length - 1];
  }
  if (item.kind === "ol" && item.number !== 1) return undefined;
  const list = { level: item.level, list: item.list, element: { tag: item.kind, attributes: {}, children: [] } };
  const parent = lastItem(top ? [top] : []);
  (parent ? parent.children : result).push(list.element);
  open.push(list);
  return list;
}

function lastItem(open: Open[]): Element | undefined {
  const items = open[open.length - 1]?.element.children ?? [];
  return items[items.length - 1] as Element | undefined;
}

function continues(block: Node): boolean {
  return typeof block === "object" && block.tag === "p" && (block.attributes["class"] ?? "").startsWith("MsoListParagraph");
}

function goesOn(rest: Node[], open: Open[]): boolean {
  const next = rest.find((block) => !continues(block) || itemOf(block));
  const item = next === undefined ? undefined : itemOf(next);
  const list = open.find(({ level }) => level === item?.level);
  return list !== undefined && list.list === item?.list && item.number !== 1;
}

function itemOf(block: Node): Item | undefined {
  if (typeof block === "string" || block.tag !== "p") return undefined;
  const found = /^(l\d+) level(\d)/.exec(block.attributes["list"] ?? "");
  if (!found) return undefined;
  const marker = (block.attributes["marker"] ?? "").replace(/[\s\u00a0]+/g, "");
  return { list: found[1]!, level: Number(found[2]), marker, ...markerKind(marker) };
}

function markerKind(marker: string): Pick<Item, "kind" | "number"> {
  const digits = /^(\d+)[.．、)）]?$/.exec(marker)?.[1];
  if (digits) return { kind: "ol", number: Number(digits) };
  const letters = /^([a-z]{1,4})[.．、)）]$/i.exec(marker)?.[1]?.toLowerCase();
  if (letters) return { kind: "ol", number: ROMAN[letters] ?? letters.charCodeAt(0) - 96 };
  // One sign is a bullet: Symbol and Wingdings name theirs by letters (· o § l n Ø ü), or by code points of nobody.
  const signs = Array.from(marker);
  return signs.length <= 1 && !/^[①-⒛一-鿿㈠-㊉]$/u.test(marker) ? { kind: "ul", number: 0 } : { kind: "text", number: 0 };
}

/** The text of a marker, for an item and for a numbered heading. */
export function markerText(nodes: Node[]): string {
  return textOf(nodes).replace(/[\s\u00a0]+/g, "");
}
