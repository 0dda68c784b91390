import type { Browser, ElementHandle, Frame, Page } from "puppeteer-core";
import { type BrowserName, launch } from "./browsers.ts";
import { startWebKit } from "./webkit.ts";

export type EngineName = BrowserName | "webkit";

/**
 * What the tests of host pages ask of a browser, so that one table runs in every engine. Selectors reach into shadow roots by
 * ` >>> `; functions that run in the page may use nothing from outside of themselves.
 */
export interface Tab {
  goto: (url: string) => Promise<void>;
  /** From now on everything is meant for the frame at this place of the window, or for the page itself again. */
  enter: (frame: number | null) => Promise<void>;
  run: <A extends unknown[], R>(act: (...args: A) => R, ...args: A) => Promise<Awaited<R>>;
  /** A real click and real keys. */
  click: (selector: string) => Promise<void>;
  type: (selector: string, text: string) => Promise<void>;
  /** The window as PNG. */
  picture: () => Promise<Uint8Array>;
  close: () => Promise<void>;
}

export interface Engine {
  open: (size: { width: number; height: number }) => Promise<Tab>;
  /** One tab at a time: the engine has only one window. */
  single: boolean;
  close: () => Promise<void>;
}

/** Finds by a selector with ` >>> `; undefined while it is not there. Runs in the page. @param text gives `{ text }` in its stead */
export function deepQuery(selector: string, text?: boolean): Element | { text: string } | undefined {
  let found: Element | null | undefined;
  let root: ParentNode | null | undefined = document;
  for (const part of selector.split(" >>> ")) {
    found = root?.querySelector(part);
    root = found?.shadowRoot;
  }
  return text && found ? { text: found.textContent ?? "" } : (found ?? undefined);
}

/** Asks the page again and again until it says yes. @throws after 30 s, with the words and what the page then says */
export async function until<A extends unknown[], R>(tab: Tab, what: string, act: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
  const end = Date.now() + 30_000;
  for (;;) {
    const answer = await tab.run(act, ...args);
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what}: still ${String(answer)} after 30 s`);
    await new Promise((done) => setTimeout(done, 60));
  }
}

/** Waits until something is there, and gives its text. */
export async function textAt(tab: Tab, selector: string): Promise<string> {
  const { text } = (await until(tab, `waiting for ${selector}`, deepQuery, selector, true)) as { text: string };
  return text;
}

class PuppeteerTab implements Tab {
  readonly #page: Page;
  #frame: Frame;

  constructor(page: Page) {
    this.#page = page;
    this.#frame = page.mainFrame();
  }

  async goto(url: string): Promise<void> {
    this.#frame = this.#page.mainFrame();
    await this.#page.goto(url, { waitUntil: "load" });
  }

  async enter(frame: number | null): Promise<void> {
    const main = this.#page.mainFrame();
    this.#frame = frame === null ? main : main.childFrames()[frame]!;
  }

  run<A extends unknown[], R>(act: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return this.#frame.evaluate(act as never, ...(args as unknown as never[]));
  }

  async #find(selector: string): Promise<ElementHandle> {
    await textAt(this, selector);
    const handle = (await this.#frame.evaluateHandle(deepQuery, selector)) as ElementHandle;
    await handle.evaluate((node) => {
      node.scrollIntoView({ block: "center" });
      (node as HTMLElement).focus();
    });
    return handle;
  }

  async click(selector: string): Promise<void> {
    await (await this.#find(selector)).click();
  }

  async type(selector: string, text: string): Promise<void> {
    await (await this.#find(selector)).type(text);
  }

  picture(): Promise<Uint8Array> {
    return this.#page.screenshot({ captureBeyondViewport: false });
  }

  async close(): Promise<void> {
    await this.#page.browserContext().close();
  }
}

/** Names under .test lead to this machine, so that a page can be one of plain HTTP that no browser trusts. */
async function startPuppeteer(name: BrowserName): Promise<Engine> {
  const browser: Browser = await launch(name, {
    acceptInsecureCerts: true,
    args: name === "chromium" ? ["--host-resolver-rules=MAP *.test 127.0.0.1"] : [],
    extraPrefsFirefox: { "network.dns.localDomains": "portal.test,column.test" },
  });
  return {
    single: false,
    open: async (size) => {
      // A context each: nothing is remembered from page to page, and none is a tab in the background, which is not drawn.
      const context = await browser.createBrowserContext();
      const page = await context.newPage({ type: "window" });
      await page.setViewport(size);
      return new PuppeteerTab(page);
    },
    close: () => browser.close(),
  };
}

export const startEngine = (name: EngineName): Promise<Engine> => (name === "webkit" ? startWebKit() : startPuppeteer(name));
