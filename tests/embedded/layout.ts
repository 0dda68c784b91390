import type { Page } from "puppeteer-core";
import { expect, test } from "vitest";
import type { Embedding } from "../support/embedding.ts";
import { snippetPage } from "../support/host-page.ts";
import { stickingOut } from "../support/look.ts";
import { click, fill, find, waitForText } from "../support/pages.ts";

const LIST = "gxjt-materials >>> ";

interface Shift {
  value: number;
  of: string[];
}

/** Everything that has jumped since the page began to load. */
async function shiftsOf(page: Page): Promise<Shift[]> {
  return page.evaluate(
    () =>
      new Promise<Shift[]>((done) => {
        interface LayoutShift extends PerformanceEntry {
          value: number;
          sources: { node: Element | null }[];
        }
        const observer = new PerformanceObserver((list) => {
          const shifts = list.getEntries() as LayoutShift[];
          done(shifts.map(({ value, sources }) => ({ value, of: sources.map(({ node }) => node?.tagName + "." + node?.className) })));
        });
        observer.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done([]), 500);
      }),
  );
}

const tagsOf = (width: number, large: boolean) =>
  `<div style="width:${width}px"><gxjt-materials${large ? ' size="large"' : ""}></gxjt-materials><div class="marker"></div><gxjt-feedback${large ? ' size="large"' : ""}></gxjt-feedback></div>`;

/** How much room the widgets take, and what becomes of it. */
export function layout(at: Embedding): void {
  // Only Chromium measures it. The portal reserves the height in its own style sheet: an async script may come after the first paint.
  test.runIf(at.name === "chromium").each([
    ["/", 1366, 768],
    ["/portal/mobile.html", 375, 740],
  ])("nothing jumps while %s loads at %i × %i", async (path, width, height) => {
    const { page } = await at.open({ width, height });
    await page.goto(at.server.url + path);
    await find(page, `${LIST}li h3 a`);
    await new Promise((done) => setTimeout(done, 300));
    expect(await shiftsOf(page)).toEqual([]);
    // The measure works: a jump is seen.
    await page.evaluate(() => document.body.prepend(Object.assign(document.createElement("h1"), { textContent: "迟到的横幅" })));
    await new Promise((done) => setTimeout(done, 200));
    expect((await shiftsOf(page)).length).toBeGreaterThan(0);
    await page.close();
  });

  test("before the bundle comes, the height of a short list is already there", async () => {
    const { page } = await at.open();
    await page.goto(
      at.host.show(
        "/short",
        snippetPage(at.server.url, '<div style="width:700px"><gxjt-materials limit="3"></gxjt-materials><p class="marker"></p></div>'),
      ),
      { waitUntil: "domcontentloaded" },
    );
    const height = () => page.$eval("gxjt-materials", (node) => node.getBoundingClientRect().height);
    await page.waitForFunction(() => document.querySelector<HTMLElement>("gxjt-materials")?.style.minHeight);
    expect(await height()).toBe(666);
    await find(page, `${LIST}li h3 a`);
    // What came fits what was reserved, so the marker under it has not moved.
    expect(await height()).toBe(666);
    await page.close();
  });

  const cases = [200, 320, 375, 1200].map((width) => [width, false] as const);
  test.each([...cases, [200, true] as const, [320, true] as const])(
    "in a column of %i px (大字: %s) nothing sticks out",
    async (width, large) => {
      const { page } = await at.open({ width: width + 40, height: 900 });
      await page.goto(at.host.show("/narrow", snippetPage(at.server.url, tagsOf(width, large))));
      await find(page, `${LIST}li h3 a`);
      await find(page, "gxjt-feedback >>> textarea");
      const form = "div > gxjt-feedback >>> ";
      await fill(page, `${form}#name`, "某人");
      await click(page, `${form}form > button`);
      await find(page, `${form}#consent-error`);
      await click(page, `${LIST}li input[type=checkbox]`);
      await find(page, `${LIST}.bag`);
      const found: Record<string, string[]> = { listAndForm: await stickingOut(page) };
      await click(page, `${form}.tabs button:nth-child(2)`);
      await fill(page, `${form}#code`, "8F3K");
      await click(page, `${form}.ask button`);
      await find(page, `${form}#code-error`);
      found["track"] = await stickingOut(page);
      await click(page, `${form}.tabs button:nth-child(3)`);
      await find(page, `${form}.answers`);
      // The material with a table and attachments.
      await fill(page, `${LIST}input[type=search]`, "江浙沪");
      await click(page, `${LIST}form button`);
      await waitForText(page, `${LIST}h3 mark`, "江浙沪");
      await click(page, `${LIST}li h3 a`);
      await find(page, `${LIST}.scroll table`);
      await find(page, `${LIST}gxjt-feedback >>> textarea`);
      found["detailAndAnswers"] = await stickingOut(page);
      expect(found).toEqual({ listAndForm: [], track: [], detailAndAnswers: [] });
      await page.close();
    },
  );

  test("large print enlarges every widget, for the next visit, too", async () => {
    const { page } = await at.open();
    const sizes = async () => {
      await find(page, `${LIST}li h3 a`);
      await find(page, "gxjt-feedback >>> textarea");
      const px = (selector: string) => page.$eval(selector, (node) => parseFloat(getComputedStyle(node).fontSize));
      return Promise.all([px(`${LIST}.sum`), px(`${LIST}h3`), px("gxjt-feedback >>> textarea")]);
    };
    await page.goto(`${at.server.url}/`);
    const usual = await sizes();
    expect(usual[0]).toBe(16);
    await click(page, `${LIST}.top button`);
    const large = await sizes();
    expect(large).toEqual(usual.map((size) => size * 1.25));
    await page.reload();
    expect(await sizes()).toEqual(large);
    await click(page, `${LIST}.top button`);
    await page.reload();
    expect(await sizes()).toEqual(usual);
    await page.close();
  });

  // puppeteer emulates media only in Chromium.
  test.runIf(at.name === "chromium")(
    "on paper: the text without buttons, filters and forms, in the widgets and on the plain pages",
    async () => {
      const { page } = await at.open();
      await page.goto(`${at.server.url}/`);
      await find(page, `${LIST}li h3 a`);
      const visible = (selector: string) =>
        page.$$eval(selector, (nodes) => nodes.filter((node) => node.getClientRects().length > 0).length);
      const aside = ["nav", "button", "form", ".foot a", ".tabs button"].map((what) => LIST + what);
      expect(await visible(aside[0]!)).toBeGreaterThan(0);
      await page.emulateMediaType("print");
      for (const selector of aside) expect(await visible(selector), selector).toBe(0);
      expect(await visible(`${LIST}li h3 a`)).toBe(20);
      expect(await visible("td > gxjt-feedback >>> form")).toBe(0);
      await page.emulateMediaType("screen");
      await click(page, `${LIST}li h3 a`);
      await find(page, `${LIST}article .text p`);
      await page.emulateMediaType("print");
      for (const selector of [".back", ".deeds", ".related", "button", ".mine"]) expect(await visible(LIST + selector), selector).toBe(0);
      expect(await visible(`${LIST}article .text p`)).toBeGreaterThan(3);

      const { items } = (await (await fetch(`${at.server.url}/api/materials?limit=1`)).json()) as { items: { id: string }[] };
      await page.goto(`${at.server.url}/column/${items[0]!.id}`);
      for (const selector of ["header", ".back", ".deeds", ".related", ".foot"]) expect(await visible(selector), selector).toBe(0);
      expect(await visible("h1.title")).toBe(1);
      expect(await visible("article .text p")).toBeGreaterThan(3);
      await page.close();
    },
  );

  test.runIf(at.name === "chromium")("with reduced motion nothing moves by itself", async () => {
    const { page } = await at.open();
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    await page.goto(`${at.server.url}/`);
    await click(page, `${LIST}li h3 a`);
    await find(page, `${LIST}gxjt-feedback >>> textarea`);
    const moving = await page.evaluate(() => {
      const found: string[] = [];
      const look = (root: ShadowRoot): void => {
        for (const node of root.querySelectorAll("*")) {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(node);
          if (transitionDuration !== "0s" || animationName !== "none" || scrollBehavior !== "auto") found.push(node.tagName);
          if (node.shadowRoot) look(node.shadowRoot);
        }
      };
      for (const host of document.querySelectorAll("gxjt-materials, td > gxjt-feedback")) look(host.shadowRoot!);
      return found;
    });
    expect(moving).toEqual([]);
    await page.close();
  });
}
