import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { type Tab, until } from "../support/tab.ts";

export interface WidgetState {
  /** Every element of the shadow tree with all its computed styles. */
  styles: Record<string, string>;
  picture: PNG;
}

/** Where a widget stands in the window, whole, once nothing about it moves any more. Runs in the page. */
async function place(tag: string): Promise<{ x: number; y: number; width: number; height: number } | undefined> {
  const widget = document.querySelector(tag);
  const inner = widget?.shadowRoot;
  if (!inner || inner.querySelector("[aria-busy=true]") || !inner.querySelector("h3 a, textarea")) return undefined;
  (document.activeElement as HTMLElement | null)?.blur();
  widget.scrollIntoView({ block: "start" });
  await document.fonts.ready;
  let box = widget.getBoundingClientRect();
  for (let last = -1, quiet = 0; quiet < 2; last = box.top + box.height) {
    await new Promise((done) => setTimeout(done, 40));
    box = widget.getBoundingClientRect();
    quiet = box.top + box.height === last ? quiet + 1 : 0;
  }
  let [x, y] = [box.left, box.top];
  for (let view: Window = window; view.frameElement; view = view.parent) {
    const frame = view.frameElement.getBoundingClientRect();
    x += frame.left;
    y += frame.top;
  }
  return { x: Math.round(x), y: Math.round(y), width: Math.round(box.width), height: Math.round(box.height) };
}

/** Runs in the page. */
function styles(tag: string): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (element: Element, path: string): void => {
    const computed = getComputedStyle(element);
    const lines: string[] = [];
    // Heights that the loader reserves follow the window, which is lower in a frame; the trap for robots is laid out by the page.
    const other = element.classList.contains("r")
      ? /^--|height|block-size|-origin/
      : element.classList.contains("off")
        ? /^--|^(inset|top|bottom|left|right)/
        : /^--/;
    for (const name of Array.from(computed)) if (!other.test(name)) lines.push(name + ":" + computed.getPropertyValue(name));
    found[path] = lines.join(";");
    Array.from(element.children).forEach((child, index) => walk(child, path + ">" + child.localName + index));
  };
  walk(document.querySelector(tag)!.shadowRoot!.querySelector(".r")!, tag);
  return found;
}

/** How a widget looks now, before anybody has touched it. */
export async function widgetState(tab: Tab, tag: string, enter: () => Promise<void>): Promise<WidgetState> {
  const box = (await until(tab, `${tag} to come to rest`, place, tag))!;
  const computed = await tab.run(styles, tag);
  const whole = PNG.sync.read(Buffer.from(await tab.picture()));
  await enter();
  const [width, height] = [Math.min(box.width, whole.width - box.x), Math.min(box.height, whole.height - box.y)];
  const picture = new PNG({ width, height });
  PNG.bitblt(whole, picture, box.x, box.y, width, height, 0, 0);
  return { styles: computed, picture };
}

/** In words of a line each: which element, which property, what it should be and what it is. */
export function unlike(one: Record<string, string>, other: Record<string, string>): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((path) => {
    const [want, is] = [(one[path] ?? "missing").split(";"), (other[path] ?? "missing").split(";")];
    return want.flatMap((line, at) => (line === is[at] ? [] : [`${path} ${line} is ${is[at]}`]));
  });
}

/** What `filter: grayscale(1)` makes of a picture. */
export function grey({ width, height, data }: PNG): PNG {
  const made = new PNG({ width, height });
  for (let at = 0; at < data.length; at += 4) {
    const light = Math.round(0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!);
    made.data.set([light, light, light, data[at + 3]!], at);
  }
  return made;
}

/** A square in which there is room for a letter of the text, wherever the letter stands: squares overlap by more than half. */
const TILE = 28;
const STEP = 12;

/**
 * How much differs to the eye where most does: the share of the points of one square, or a letter out of its place would be lost in a
 * large picture; 1 for pictures of unlike size. Where a page puts the widget between two points, rows are drawn one point higher or
 * lower: what matches there does not differ.
 */
export function difference(one: PNG, other: PNG): number {
  const { width } = one;
  // A frame may cut off the lower end.
  const height = Math.min(one.height, other.height) - 2;
  if (width !== other.width || height < 300) return 1;
  const rows = ({ data }: PNG, from: number) => data.subarray(4 * width * from, 4 * width * (from + height));
  const masks = [0, 1, 2].map((from) => {
    const mask = new Uint8Array(4 * width * height);
    pixelmatch(rows(one, 1), rows(other, from), mask, width, height, { threshold: 0.15, diffMask: true });
    return mask;
  });
  const unlike = (x: number, y: number) => masks.every((mask) => mask[4 * (y * width + x) + 3]! > 0);
  const tiles = new Map<number, number>();
  const across = Math.ceil(width / STEP);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!unlike(x, y)) continue;
      for (let row = Math.max(0, Math.ceil((y - TILE + 1) / STEP)); row * STEP <= y; row++)
        for (let column = Math.max(0, Math.ceil((x - TILE + 1) / STEP)); column * STEP <= x; column++)
          tiles.set(row * across + column, (tiles.get(row * across + column) ?? 0) + 1);
    }
  }
  return Math.max(0, ...tiles.values()) / TILE ** 2;
}
