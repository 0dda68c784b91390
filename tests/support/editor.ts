import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { find, PATIENCE, type } from "./pages.ts";
import { openScreen } from "./workbench.ts";

export const TEXT = ".rich-text";
export const clipboard = (name: string) => readFileSync(join(import.meta.dirname, "../word/paste", `${name}.html`), "utf8");
export const cleaned = (name: string) => clipboard(`${name}.clean`).replaceAll("\n", "");

/** A paste as the browser sends it, with what Word or WPS left on the clipboard. */
export async function paste(page: Page, data: Record<string, string>): Promise<void> {
  await (
    await find(page, TEXT)
  ).evaluate((node, data) => {
    const clipboardData = new DataTransfer();
    for (const [kind, text] of Object.entries(data)) clipboardData.setData(kind, text);
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
    // Firefox gives an event that was made by script no data.
    Object.defineProperty(event, "clipboardData", { value: clipboardData });
    node.dispatchEvent(event);
  }, data);
}

/** Files dropped from the desktop. */
export async function drop(page: Page, selector: string, files: { name: string; type: string; bytes: number[] }[]): Promise<void> {
  await (
    await find(page, selector)
  ).evaluate((node, files) => {
    node.scrollIntoView({ block: "center" });
    const { left, top } = node.getBoundingClientRect();
    const dataTransfer = new DataTransfer();
    for (const { name, type, bytes } of files) dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
    const at = { clientX: left + 30, clientY: top + 30, bubbles: true, cancelable: true };
    node.dispatchEvent(new DragEvent("dragover", { dataTransfer, ...at }));
    node.dispatchEvent(new DragEvent("drop", { dataTransfer, ...at }));
  }, files);
}

/**
 * Waits for 已保存. Before `words` were noticed it may have stood there already: with them, until the server holds them in title or
 * text. Without a line there is nobody to ask.
 */
export async function saved(page: Page, words = ""): Promise<void> {
  await page.waitForFunction(
    async (wanted) => {
      if (!document.querySelector('.save-line[data-state="saved"]')) return false;
      if (!wanted) return true;
      const answer = await fetch(`/api/staff/materials/${location.hash.split("/")[2]}`);
      const { title, body } = (await answer.json().catch(() => ({}))) as { title?: string; body?: string };
      return `${title}\n${body?.replace(/<[^>]*>/g, "")}`.includes(wanted);
    },
    { timeout: PATIENCE, polling: 100 },
    words,
  );
}
export const stateOf = (page: Page, state: string) => page.waitForSelector(`.save-line[data-state="${state}"]`, { timeout: PATIENCE });
export const idOf = async (page: Page) => (await page.evaluate(() => location.hash)).split("/")[2]!;

/** Writes words that reach the device and not the server, for whoever leaves the page now. */
export async function writeUnsaved(page: Page, words: string): Promise<void> {
  await page.evaluate(() => {
    const real = window.fetch;
    window.fetch = (...asked) => (asked[1]?.method === "PUT" ? new Promise<Response>(() => {}) : real(...asked));
  });
  await page.focus(TEXT);
  await page.keyboard.type(words);
  const isKept = (wanted: string) => Object.values(localStorage).some((text) => String(text).includes(wanted));
  await page.waitForFunction(isKept, { timeout: PATIENCE, polling: 100 }, words);
}

export async function save(page: Page): Promise<void> {
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyS");
  await page.keyboard.up("Control");
  await saved(page);
}

export async function selectAll(page: Page): Promise<void> {
  await page.focus(TEXT);
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyA");
  await page.keyboard.up("Control");
}

export async function begin(page: Page, title: string): Promise<void> {
  await openScreen(page, "/materials/new", "写新资料");
  await find(page, TEXT);
  await type(page, "input[name=title]", title);
  await page.select("select[name=category]", "评论文章");
}

/** The text that the public widget shows in the preview, and how wide its window is. */
export async function previewed(page: Page): Promise<{ text: string; width: number }> {
  const frame = page.frames().find((each) => each.url().includes("/staff/preview"))!;
  return frame.evaluate(() => {
    const text = document.querySelector("gxjt-materials")?.shadowRoot?.querySelector("article")?.textContent ?? "";
    return { text, width: window.innerWidth };
  });
}

export async function waitForPreview(page: Page, words: string, width: number): Promise<void> {
  const until = Date.now() + PATIENCE;
  let seen = { text: "", width: 0 };
  while (Date.now() < until) {
    seen = await previewed(page).catch(() => seen);
    if (seen.text.includes(words) && seen.width === width) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`"${words}" did not come at ${width}; there was ${JSON.stringify(seen).slice(0, 600)}`);
}

export const clipboards = [
  "excel-cells",
  "word-headings",
  "word-lists",
  "word-notes",
  "word-pictures",
  "word-table",
  "word-tracked",
  "wps-document",
  "wps-lists",
  "wps-table-picture",
];
