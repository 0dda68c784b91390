import type { Page } from "puppeteer-core";
import { expect, test } from "vitest";
import { violations } from "../support/axe.ts";
import type { Embedding } from "../support/embedding.ts";
import { snippetPage } from "../support/host-page.ts";
import { stickingOut } from "../support/look.ts";
import { faintLines } from "../support/contrast.ts";
import { click, find } from "../support/pages.ts";

const LIST = "gxjt-materials >>> ";
const FORM = "body > div > gxjt-feedback >>> ";
/** The list and a material, the form with faults in it and what is answered, and public progress. */
const TAGS = `<div id=column><gxjt-materials limit=3></gxjt-materials><gxjt-feedback></gxjt-feedback>
  <gxjt-materials id=opened limit=1></gxjt-materials><p><gxjt-feedback id=answers></gxjt-feedback></p><gxjt-progress limit=1></gxjt-progress></div>`;

/** The example of a dark page as /embed/ gives it. */
const dark = `gxjt-materials, gxjt-feedback, gxjt-progress { --gxjt-scheme: dark; --gxjt-paper: #1d2126; --gxjt-ink: #e8eaed; --gxjt-muted: #b3bac4;
  --gxjt-line: #3a4149; --gxjt-shade: #2a2f36; --gxjt-field: #14171a; --gxjt-accent: #ff9d94; --gxjt-on-accent: #20242a }`;
const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`;

interface Condition {
  /** Window in CSS pixels, as zooming leaves it. */
  window?: [width: number, height: number];
  /** The host's style sheet; `inside` is what a reader's own style sheet does to our text. */
  css?: string;
  inside?: string;
  scheme?: "dark";
  size?: "large";
  /** It has to do with colours, so that contrasts are measured. */
  colours?: true;
}

const all: Record<string, Condition> = {
  "as usual": { colours: true },
  "zoom 200 %": { window: [683, 384] },
  "zoom 400 %": { window: [342, 192] },
  "a column of 200 px": { css: "#column { width: 200px }" },
  "text spacing (WCAG 1.4.12)": { inside: spacing },
  "text spacing in 320 px": { inside: spacing, css: "#column { width: 320px }" },
  "a day of mourning": { colours: true, css: "html { filter: grayscale(1) }" },
  "a dark page that says nothing to us": {
    css: ":root { color-scheme: dark } body { background: #111; color: #eee }",
    scheme: "dark",
    colours: true,
  },
  "a dark page with our dark colours": { css: dark + "body { background: #111 }", scheme: "dark", colours: true },
  大字: { size: "large", colours: true },
  "大字 on a dark page": { css: dark + "body { background: #111 }", scheme: "dark", size: "large", colours: true },
  "a blue portal": { colours: true, css: ":root { --gxjt-accent: #0b5cad }" },
  "old pages' sizes": {
    colours: true,
    css: "html { font-size: 62.5%; letter-spacing: 3px; text-align: center } * { float: left; line-height: 12px }",
  },
};

/** Sets a condition on the page that is there; each replaces the one before. */
async function arrange(
  page: Page,
  { window: [width, height] = [1366, 768], css = "", inside = "", scheme, size }: Condition,
): Promise<void> {
  await page.setViewport({ width, height });
  await page.evaluate(
    (css, inside, scheme, size) => {
      const put = (id: string, root: Document | ShadowRoot, text: string) => {
        const place =
          root.getElementById(id) ??
          (root === document ? document.head : root).appendChild(Object.assign(document.createElement("style"), { id }));
        place.textContent = text;
      };
      put("condition", document, css);
      document.querySelector("meta[name=color-scheme]")?.remove();
      if (scheme) document.head.append(Object.assign(document.createElement("meta"), { name: "color-scheme", content: scheme }));
      for (const tag of document.querySelectorAll<HTMLElement & { grow: (size: string) => void }>(
        "gxjt-materials, gxjt-feedback, gxjt-progress",
      )) {
        put("spacing", tag.shadowRoot!, inside);
        tag.grow(size);
      }
    },
    css,
    inside,
    scheme ?? "",
    size ?? "normal",
  );
}

/** Texts that do not fit their box any more: cut off at the side, or below a fixed height. */
const cutOff = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("gxjt-materials, gxjt-feedback, gxjt-progress")].flatMap((tag) =>
      [...tag.shadowRoot!.querySelectorAll<HTMLElement>("button, a, h2, h3, label, legend, small, .meta, select")]
        .filter((node) => node.clientWidth > 0 && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1))
        .filter((node) => getComputedStyle(node).overflow !== "visible")
        .map((node) => `${node.localName} ${node.textContent}`),
    ),
  );

/** What readers and pages do to the look of everything. */
export function conditions(at: Embedding): void {
  test("zoomed, narrow, spaced, grey, dark, in other colours: nothing sticks out or is cut off, and every contrast is reached", async () => {
    const { page, faults } = await at.open();
    await page.goto(at.host.show("/conditions", snippetPage(at.server.url, TAGS)));
    await find(page, `${LIST}li h3 a`);
    await click(page, `${LIST}li input[type=checkbox]`);
    const form = await find(page, `${FORM}form > button`);
    await form.evaluate((node) => (node as HTMLElement).click());
    await find(page, `${FORM}#text-error`);
    await click(page, "#opened >>> li h3 a");
    await find(page, "#opened >>> gxjt-feedback >>> textarea");
    await click(page, "#answers >>> .tabs button:nth-child(3)");
    await find(page, "#answers >>> .figures");
    await find(page, "gxjt-progress >>> h3");
    const found: Record<string, string[]> = {};
    for (const [what, condition] of Object.entries(all)) {
      await arrange(page, condition);
      found[what] = [...(await stickingOut(page)), ...(await cutOff(page))];
      if (condition.colours) found[what].push(...(await violations(page, "#column", ["color-contrast"])), ...(await faintLines(page)));
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(all).map((what) => [what, []])));
    // A dark page must not make our fields dark as well: light paper, light controls.
    await arrange(page, all["a dark page that says nothing to us"]!);
    expect(await page.$eval(`${FORM}select`, (node) => [getComputedStyle(node).colorScheme, getComputedStyle(node).color])).toEqual([
      "light",
      "rgb(32, 36, 42)",
    ]);
    // The measures work: white on white and a word too wide are seen.
    await arrange(page, {
      css: ":root { --gxjt-ink: #ccc; --gxjt-edge: #ddd; --gxjt-accent: #fbb }",
      inside: "h3 a { display: block; width: 3000px }",
    });
    expect((await stickingOut(page)).length).toBeGreaterThan(0);
    expect((await violations(page, "#column", ["color-contrast"])).length).toBeGreaterThan(0);
    expect((await faintLines(page)).join()).toMatch(/edge of textarea.*ring around/);
    expect(faults).toEqual([]);
    await page.close();
  });

  // Only Chromium's protocol can force colours.
  test.runIf(at.name === "chromium")(
    "with the system's own colours what is chosen can be told from what is not, and what has the focus is ringed",
    async () => {
      const { page } = await at.open();
      const session = await page.createCDPSession();
      await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
      await page.goto(at.host.show("/forced", snippetPage(at.server.url, TAGS)));
      await find(page, `${LIST}li h3 a`);
      expect(await page.evaluate(() => matchMedia("(forced-colors: active)").matches)).toBe(true);
      const look = (selector: string) =>
        page.$eval(selector, (node) => [getComputedStyle(node).backgroundColor, getComputedStyle(node).color].join());
      expect(await look(`${LIST}nav [aria-current]`)).not.toBe(await look(`${LIST}nav a:not([aria-current])`));
      expect(await look(`${FORM}.tabs [aria-pressed=true]`)).not.toBe(await look(`${FORM}.tabs [aria-pressed=false]`));
      expect([...(await violations(page, "#column", ["color-contrast"])), ...(await faintLines(page))]).toEqual([]);
      await page.focus(`${FORM}textarea`);
      expect(await page.$eval(`${FORM}textarea`, (node) => getComputedStyle(node).outlineStyle)).toBe("solid");
      await page.close();
    },
  );
}
