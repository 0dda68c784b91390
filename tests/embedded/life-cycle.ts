import { expect, test } from "vitest";
import type { Page } from "puppeteer-core";
import type { Embedding } from "../support/embedding.ts";
import { snippetPage } from "../support/host-page.ts";
import { click, find, textOf, textsOf, type, waitForText } from "../support/pages.ts";

const LIST = "gxjt-materials >>> ";
const FORM = "gxjt-feedback >>> ";
const TAGS = '<div id="a"><gxjt-materials limit="3"></gxjt-materials><gxjt-feedback></gxjt-feedback></div><div id="b"></div>';

/** Counts what is left listening on the window, as a page that runs for days must. */
const countListeners = `<script>window.listening = 0;
["add", "remove"].forEach(function (what, taken) {
  var real = window[what + "EventListener"];
  window[what + "EventListener"] = function () { listening += taken ? -1 : 1; return real.apply(window, arguments); };
});</script>`;

/** The usual lines by which old pages forbid the right button, selecting, copying, dragging and, for old Firefox, pressing; and a key shortcut. */
const forbidding = `<style>body{-webkit-user-select:none;-moz-user-select:none;user-select:none}</style><script>
window.heard = [];
["contextmenu", "selectstart", "dragstart", "copy", "paste", "mousedown"].forEach(function (name) {
  document["on" + name] = function () { return false; };
});
document.onkeydown = function (event) { heard.push(event.key); if (event.key !== "Escape" && !/INPUT|TEXTAREA/.test(event.target.tagName)) return false; };
</script>`;

/** Writes down each time that the page is shown: new, or as the browser has kept it. */
const noteShows = `<script>window.shows = []; addEventListener("pageshow", function (event) { shows.push(event.persisted); });</script>`;

/** What translators do: each text's place is taken by two nested fonts with other words. */
function translate(tag: string): void {
  const root = document.querySelector(tag)!.shadowRoot!;
  const walker = document.createTreeWalker(root.querySelector(".r")!, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement!.closest("textarea, font")) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    const font = document.createElement("font");
    font.append(Object.assign(document.createElement("font"), { textContent: `translated ${text.data}` }));
    text.replaceWith(font);
  }
}

const content = (page: Page, tag: string) =>
  page.$eval(tag, (node) =>
    [...node.shadowRoot!.querySelector(".r")!.querySelectorAll("*")].map((one) => (one.childElementCount ? one.tagName : one.textContent)),
  );

/** What an element's page does with it, and what must hold afterwards. */
const lives: [name: string, head: string, act: (page: Page, at: Embedding, asked: string[]) => Promise<void>][] = [
  [
    "added late, moved, removed and put back: what was typed and where one was stays, and nothing is asked again",
    countListeners,
    async (page, _at, asked) => {
      await type(page, `${FORM}textarea`, "搬来搬去也不丢");
      await click(page, `${LIST}.foot a`);
      await waitForText(page, `${LIST}.foot a`, "上一页");
      await find(page, `${LIST}li h3 a`);
      const [before, listening, sent] = [await content(page, "gxjt-materials"), await page.evaluate("listening"), asked.length];
      await page.evaluate(async () => {
        const [a, b] = [document.getElementById("a")!, document.getElementById("b")!];
        b.append(...a.children);
        const moved = [...b.children];
        b.replaceChildren();
        await new Promise((done) => setTimeout(done, 50));
        a.append(...moved);
      });
      expect(await content(page, "gxjt-materials")).toEqual(before);
      expect(await (await find(page, `${FORM}textarea`)).evaluate((node) => (node as HTMLTextAreaElement).value)).toBe("搬来搬去也不丢");
      // A host that draws its pages itself, twenty times over.
      await page.evaluate(async () => {
        for (let turn = 0; turn < 20; turn++) {
          document.getElementById("b")!.innerHTML = '<div data-gxjt="materials" data-limit="1"></div>';
          await new Promise((done) => setTimeout(done, 5));
          document.getElementById("b")!.innerHTML = "";
        }
      });
      expect(await page.evaluate("listening")).toBe(listening);
      expect(asked.slice(sent).filter((url) => !url.endsWith("limit=1"))).toEqual([]);
      await page.evaluate(() => {
        document.getElementById("b")!.innerHTML = "<gxjt-materials limit='2'></gxjt-materials>".repeat(10);
      });
      await page.waitForFunction(
        () => [...document.querySelectorAll("#b > *")].every((node) => node.shadowRoot?.querySelectorAll("li h3").length === 2),
        { timeout: 15_000 },
      );
    },
  ],
  [
    "a list that is taken away with a material open leaves the address to the next one",
    "",
    async (page) => {
      await click(page, `${LIST}li h3 a`);
      const title = await textOf(page, `${LIST}article .title`);
      const { hash } = new URL(page.url());
      expect(hash).toMatch(/^#gxjt=/);
      await page.evaluate(() => {
        document.getElementById("a")!.innerHTML = "";
        document.getElementById("b")!.innerHTML = "<gxjt-materials></gxjt-materials>";
      });
      await waitForText(page, `${LIST}article .title`, title);
      await page.evaluate(() => history.back());
      await find(page, `${LIST}li h3 a`);
      await page.evaluate(() => history.forward());
      await waitForText(page, `${LIST}article .title`, title);
    },
  ],
  [
    "left by a link and returned to, the page has the text, and the list works",
    "",
    async (page, { host }) => {
      await type(page, `${FORM}textarea`, "走开再回来");
      await page.goto(host.show("/elsewhere", "<!doctype html><title>别处</title><p>别处"));
      await page.goBack();
      expect(await (await find(page, `${FORM}textarea`)).evaluate((node) => (node as HTMLTextAreaElement).value)).toBe("走开再回来");
      await click(page, `${LIST}li h3 a`);
      await find(page, `${LIST}article .title`);
    },
  ],
  [
    "kept whole by the browser while one is elsewhere (bfcache), it goes on where it was: nothing is loaded again, everything works",
    "",
    async (page, { host, server }, asked) => {
      // A page that says no-store, as the others here do, is not kept.
      await page.goto(host.show("/kept", snippetPage(server.url, TAGS, { head: noteShows }), { "cache-control": "max-age=60" }));
      await find(page, `${LIST}li h3 a`);
      await type(page, `${FORM}textarea`, "放着不动");
      await type(page, `${FORM}#name`, "某人");
      await click(page, `${LIST}.foot a`);
      await waitForText(page, `${LIST}.foot a`, "上一页");
      // A page with a request under way may not be kept.
      await page.waitForNetworkIdle({ idleTime: 300 });
      const [before, sent] = [await content(page, "gxjt-materials"), asked.length];
      await page.goto(host.show("/elsewhere", "<!doctype html><title>别处</title><p>别处"));
      // Not page.goBack(): it waits for the page to load, which a kept page does not.
      await page.evaluate(() => void setTimeout(() => history.back()));
      const shows = () => page.evaluate("window.shows").catch(() => undefined);
      await expect.poll(shows, { timeout: 15_000 }).toEqual([false, true]);
      expect(await content(page, "gxjt-materials")).toEqual(before);
      const values = () => page.$$eval(`${FORM}textarea, ${FORM}#name`, (nodes) => nodes.map((node) => (node as HTMLInputElement).value));
      // Even what is never stored.
      expect(await values()).toEqual(["放着不动", "某人"]);
      expect(asked.slice(sent)).toEqual([]);
      await click(page, `${LIST}.foot a`);
      await page.waitForFunction(() => document.querySelector("gxjt-materials")!.shadowRoot!.querySelectorAll(".foot a").length === 1);
      await type(page, `${FORM}textarea`, "，回来接着写");
      expect((await values())[0]).toContain("回来接着写");
      await click(page, `${FORM}form > button`);
      await waitForText(page, `${FORM}#consent-error`, "请勾选同意");
    },
  ],
  [
    "on a page that forbids the mouse, selecting and keys, one writes, selects and pastes; Esc stays the page's",
    forbidding,
    async (page) => {
      await click(page, `${FORM}textarea`);
      await page.keyboard.type("jk 写字");
      await page.keyboard.press("Escape");
      expect(await (await find(page, `${FORM}textarea`)).evaluate((node) => (node as HTMLTextAreaElement).value)).toBe("jk 写字");
      expect(await page.evaluate("heard")).toEqual(["Escape"]);
      const held = await page.evaluate(() => {
        const root = document.querySelector("gxjt-materials")!.shadowRoot!;
        return ["contextmenu", "selectstart", "copy", "paste"].filter(
          (name) => !root.querySelector("h2")!.dispatchEvent(new Event(name, { bubbles: true, composed: true, cancelable: true })),
        );
      });
      expect(held).toEqual([]);
      expect(await page.$eval(`${LIST}.r`, (node) => getComputedStyle(node).userSelect)).toBe("text");
    },
  ],
  [
    "translated, it goes on: counted letters, faults, turned pages and opened materials are what they would be",
    "",
    async (page) => {
      await page.evaluate(translate, "gxjt-feedback");
      await page.evaluate(translate, "gxjt-materials");
      expect(await textOf(page, `${FORM}label span`)).toContain("translated");
      await type(page, `${FORM}textarea`, "五个字的话");
      await waitForText(page, `${FORM}label span`, "5/2000");
      expect(await page.$eval("gxjt-feedback", (node) => node.shadowRoot!.querySelectorAll("font").length)).toBe(0);
      await type(page, `${FORM}#name`, "某人");
      await page.evaluate(translate, "gxjt-feedback");
      await click(page, `${FORM}form > button`);
      await waitForText(page, `${FORM}#consent-error`, "请勾选同意");
      await page.evaluate(translate, "gxjt-materials");
      await click(page, `${LIST}.foot a`);
      await waitForText(page, `${LIST}.foot a`, "上一页");
      await page.evaluate(translate, "gxjt-materials");
      await click(page, `${LIST}.foot a`);
      await page.waitForFunction(() => !document.querySelector("gxjt-materials")!.shadowRoot!.querySelector("font, [aria-busy=true]"));
      const turned = await content(page, "gxjt-materials");
      await page.reload();
      await find(page, `${LIST}li h3 a`);
      expect(turned).toEqual(await content(page, "gxjt-materials"));
      await page.evaluate(translate, "gxjt-materials");
      await click(page, `${LIST}li h3 a`);
      await find(page, `${LIST}gxjt-feedback >>> textarea`);
    },
  ],
];

/** What an element's page does with it, and what must hold afterwards. */
export function lifeCycle(at: Embedding): void {
  test.each(lives)("%s", async (_life, head, act) => {
    const { page, faults } = await at.open();
    const asked: string[] = [];
    page.on("request", (request) => void (/\/api\//.test(request.url()) && asked.push(request.url())));
    await page.goto(at.host.show("/life", snippetPage(at.server.url, TAGS, { head })));
    await find(page, `${LIST}li h3 a`);
    await find(page, `${FORM}textarea`);
    await act(page, at, asked);
    // Still one of each where there is one.
    expect((await textsOf(page, `${LIST}.r > .r`)).length).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });
}
