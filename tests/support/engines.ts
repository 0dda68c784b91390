import type { Browser, ElementHandle, Frame, Page } from "puppeteer-core";
import { type BrowserName, installedBrowsers, launch } from "./browsers.ts";
import { notRun } from "./not-run.ts";
import { deepQuery, type Engine, type Tab, textAt } from "./tab.ts";
import { startWebKit, webkitMissing } from "./webkit.ts";

export type EngineName = BrowserName | "webkit";

/** As `installedBrowsers`, with WebKit. */
export function installedEngines(tests: string): EngineName[] {
  const missing = webkitMissing();
  if (missing !== undefined) notRun(`${tests} in WebKit`, missing);
  return [...installedBrowsers(tests), ...(missing === undefined ? (["webkit"] as const) : [])];
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

  async load(script: string): Promise<void> {
    await this.#frame.evaluate(script);
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
