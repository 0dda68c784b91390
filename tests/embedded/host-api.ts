import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Page } from "puppeteer-core";
import { frameHelper, snippetOf } from "../../widgets/core/snippets.ts";
import { violations } from "../support/axe.ts";
import type { Embedding } from "../support/embedding.ts";
import { snippetPage } from "../support/host-page.ts";
import { click, fill, find, textOf, textsOf, waitForText } from "../support/pages.ts";

const snippets2026 = readFileSync(new URL("../browser/snippets-2026.html", import.meta.url), "utf8");

/** What is promised to those who build host pages. */
export function hostApi(at: Embedding): void {
  const count = (page: Page, selector: string, wanted: number) =>
    page.waitForFunction(
      (selector, wanted) => {
        const [outer, inner] = selector.split(" >>> ");
        return (document.querySelector(outer!)?.shadowRoot?.querySelectorAll(inner!).length ?? 0) === wanted;
      },
      { timeout: 15_000 },
      selector,
      wanted,
    );

  test("the examples of /embed/ do what stands beside them: attributes, colours, parts, events, update and destroy", async () => {
    const { page, faults } = await at.open();
    await page.goto(`${at.server.url}/embed/`);
    await count(page, "#try-list >>> li h3", 2);
    await find(page, "#themed gxjt-feedback >>> textarea");
    expect(await violations(page)).toEqual([]);
    // The lines of the snippet generator, for this place.
    const choice = { part: "materials", category: "", limit: 3, reserve: false } as const;
    expect(await textOf(page, "#start pre")).toBe(snippetOf(at.server.url, { ...choice, mode: "script" }));
    expect(await textsOf(page, "#fallback pre")).toEqual([
      snippetOf(at.server.url, { ...choice, mode: "plain-tags" }),
      snippetOf(at.server.url, { ...choice, mode: "frame" }),
      frameHelper(at.server.url),
      snippetOf(at.server.url, { ...choice, mode: "link" }),
    ]);

    await page.select("#try-limit", "1");
    await page.select("#try-category", "评论文章");
    await fill(page, "#try-heading", "组织生活会学习");
    await waitForText(page, "#try-list >>> h2", "组织生活会学习");
    await count(page, "#try-list >>> li h3", 1);
    await waitForText(page, "#try-list >>> [aria-current]", "评论文章");
    expect(await textOf(page, "#try-code")).toBe(
      '<gxjt-materials heading="组织生活会学习" limit="1" category="评论文章"></gxjt-materials>',
    );

    await click(page, "[data-theme=dark]");
    expect(await page.$eval("#themed gxjt-materials >>> .r", (node) => getComputedStyle(node).backgroundColor)).toBe("rgb(29, 33, 38)");
    expect(await textOf(page, "#theme-code")).toContain("--gxjt-on-accent: #20242a");
    expect(await violations(page)).toEqual([]);
    expect(await page.$eval("#parted gxjt-materials >>> nav", (node) => getComputedStyle(node).display)).toBe("none");

    await click(page, "#try-list >>> li h3 a");
    await waitForText(page, "#heard li", "gxjt:open gxjt-materials");
    await click(page, "#try-list >>> .back a");
    await waitForText(page, "#heard li", "gxjt:close gxjt-materials");

    await click(page, "#destroy");
    expect(await page.$$("gxjt-materials, gxjt-feedback")).toHaveLength(0);
    await page.$eval("#box", (box) => box.setAttribute("data-limit", "2"));
    await click(page, "#update");
    await count(page, "#box > gxjt-materials >>> li h3", 2);
    await page.$eval("#box", (box) => box.setAttribute("data-limit", "3"));
    await click(page, "#update");
    await count(page, "#box > gxjt-materials >>> li h3", 3);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("one name is all that a page gets, and a page that has it keeps its own", async () => {
    const { page } = await at.open();
    const names = async (path: string, head: string, tags: string) => {
      await page.goto(at.host.show(path, snippetPage(at.server.url, tags, { head, scripts: tags ? 1 : 0 })));
      if (tags) await find(page, "gxjt-materials >>> li h3 a");
      return page.evaluate(() => Object.getOwnPropertyNames(window).filter((key) => !/^\d+$/.test(key)));
    };
    const tags = "<gxjt-materials></gxjt-materials><gxjt-feedback></gxjt-feedback>";
    const before = new Set(await names("/bare", "", ""));
    expect((await names("/with", "", tags + '<div id="gxjt"></div>')).filter((key) => !before.has(key))).toEqual(["gxjt"]);
    expect(await page.evaluate("gxjt.version")).toBe("1.0.0");
    await names("/own", "<script>var gxjt = { mine: 1 };</script>", tags);
    expect(await page.evaluate("gxjt")).toEqual({ mine: 1 });
    await page.close();
  });

  test("what was pasted in 2026 still works, in every form", async () => {
    const { items } = (await (await fetch(`${at.server.url}/api/materials?limit=1`)).json()) as { items: { id: string; title: string }[] };
    const [{ id, title }] = items as [{ id: string; title: string }];
    const { page } = await at.open();
    await page.goto(at.host.show("/2026", snippets2026.replaceAll("COLUMN", at.server.url).replaceAll("MATERIAL", id)));
    await count(page, "#tag >>> li h3", 2);
    await count(page, "#data > gxjt-materials >>> li h3", 1);
    await count(page, "#class > gxjt-materials >>> li h3", 3);
    await count(page, "#api >>> li h3", 1);
    await count(page, "#linked >>> li h3", 1);
    await count(page, "#both-marks > gxjt-materials >>> li h3", 2);
    const own = await page.waitForFrame((one) => one.url().startsWith(`${at.server.url}/embed/frame/`), { timeout: 15_000 });
    await own.waitForFunction('document.querySelector("gxjt-materials")?.shadowRoot?.querySelector("li h3 a")', { timeout: 15_000 });
    expect(await textOf(page, "#tag >>> h2")).toBe("去年的标题");
    expect(await textOf(page, "#tag >>> [aria-current]")).toBe("评论文章");
    const look = await page.$eval("#tag >>> form button", (node) => [
      getComputedStyle(node).backgroundColor,
      getComputedStyle(node).fontSize,
    ]);
    expect(look).toEqual(["rgb(11, 92, 173)", "20px"]);
    await find(page, "#form >>> textarea");
    await find(page, "#data-form > gxjt-feedback >>> textarea");
    // Feedback to one material has no tab for the answers of all.
    expect(await textsOf(page, "#form >>> .tabs button")).toHaveLength(2);
    expect(await page.$eval("#admin >>> a", (node) => node.href)).toBe(`${at.server.url}/staff/`);
    const frame = await (await page.$("iframe:not([id])"))!.contentFrame();
    await frame.waitForSelector("li h3 a", { timeout: 15_000 });
    await page.$eval("#shared", (node) => (node as HTMLElement).click());
    await waitForText(page, "#tag >>> article .title", title);
    await page.close();
  });
}
