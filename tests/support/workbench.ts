import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "puppeteer-core";
import { click, find, openPage, PATIENCE, textsOf, type } from "./pages.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fills the sign-in form that is on the screen. */
export async function fillSignIn(page: Page, login: string, password: string): Promise<void> {
  await type(page, "input[name=login]:not(:disabled)", login);
  await type(page, "input[name=password]", password);
  await click(page, "form button[type=submit]");
}

/** Writes down every notice of the page: one that has vanished before a slow test looks was said all the same. */
function listen(): void {
  const said: string[] = [];
  let shown = "";
  Object.assign(window, { said });
  new MutationObserver(() => {
    const now = document.querySelector(".toast")?.textContent ?? "";
    if (now !== "" && now !== shown) said.push(now);
    shown = now;
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Waits until the page has said this in a notice since it was last asked. */
export async function told(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const { said } = window as unknown as { said: string[] };
      const place = said.findIndex((text) => text.includes(wanted));
      if (place >= 0) said.splice(0, place + 1);
      return place >= 0;
    },
    { timeout: 30_000, polling: 100 },
    words,
  );
}

/** Waits until the device keeps these words, as it does while somebody writes. */
export async function keptOnDevice(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => Object.values(localStorage).some((text) => String(text).includes(wanted)),
    { timeout: 15_000, polling: 100 },
    words,
  );
}

/** The workbench with this person signed in, in a browser context of its own so that several people work side by side. */
export async function openWorkbench(
  browser: Browser,
  url: string,
  login: string,
  password: string,
  { path = "/", width = 1366, height = 768 } = {},
): Promise<{ page: Page; faults: string[]; close: () => Promise<void> }> {
  const context = await browser.createBrowserContext();
  const { page, faults } = await openPage(context as unknown as Browser, { width, height });
  await page.evaluateOnNewDocument(listen);
  await page.goto(`${url}/staff/#${path}`);
  await fillSignIn(page, login, password);
  await find(page, ".top-bar .who");
  return { page, faults, close: () => context.close() };
}

/** Goes to a screen by its address and waits for its title. */
export async function openScreen(page: Page, path: string, title: string): Promise<void> {
  await page.evaluate((target) => void (location.hash = target), path);
  const until = Date.now() + PATIENCE;
  let seen: string[] = [];
  while (Date.now() < until) {
    seen = await textsOf(page, "main h1").catch(() => []);
    if (seen.some((text) => text.includes(title))) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`"${title}" did not open at ${path}; there was ${JSON.stringify(seen)}`);
}

/** What axe-core finds on the whole page, one line each; must be empty. */
export async function axeFindings(page: Page): Promise<string[]> {
  // By script evaluation, which no content policy of the page stops.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
    };
    const { violations } = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
  });
}

/** How far the page is wider than its window; a screen must never scroll sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Presses the one button or link with these words. */
export async function press(page: Page, words: string, within = "body"): Promise<void> {
  const handle = await page.waitForFunction(
    (text, root) =>
      Array.from(document.querySelectorAll<HTMLElement>(`${root} button, ${root} a`)).find(
        (node) => node.textContent?.trim() === text && node.offsetParent !== null && !(node as HTMLButtonElement).disabled,
      ),
    { timeout: PATIENCE },
    words,
    within,
  );
  const node = handle.asElement();
  if (!node) throw new Error(`no button "${words}"`);
  await node.evaluate((button) => (button as HTMLElement).scrollIntoView({ block: "center" }));
  await (node as import("puppeteer-core").ElementHandle<HTMLElement>).click();
}

/** From now on what the page saves is kept in it. */
export const keepSaved = (page: Page) =>
  page.evaluate(() => {
    const real = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      Object.assign(window, { saved: blob });
      return real(blob);
    };
  });

/** The file that the page saved last. */
export async function savedBytes(page: Page): Promise<Buffer> {
  await page.waitForFunction(() => "saved" in window);
  const bytes = await page.evaluate(async () => {
    const { saved } = window as unknown as { saved: Blob };
    return Array.from(new Uint8Array(await saved.arrayBuffer()));
  });
  return Buffer.from(bytes);
}
