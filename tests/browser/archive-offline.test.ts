import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { treeOf } from "../backup/support.ts";
import { archiveOf, busyYear } from "../archive/support.ts";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { openPage } from "../support/pages.ts";

describe.each(installedBrowsers("a yearly archive opened from the disk").filter((name) => name === "chromium"))(
  "in %s, a yearly archive",
  (name) => {
    let folder: string;
    let browser: Browser;
    beforeAll(async () => {
      const { column } = await busyYear();
      folder = await archiveOf(column, 2026);
      browser = await launch(name);
    }, 60_000);
    afterAll(() => browser?.close());

    test("opens without a network or a script, and every link leads to a file that is what its sum says", async () => {
      const { page, faults } = await openPage(browser);
      await page.setOfflineMode(true);
      await page.setJavaScriptEnabled(false);
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      const sums = new Map(
        readFileSync(join(folder, "sha256sums.txt"), "utf8")
          .trim()
          .split("\n")
          .map((line) => [line.slice(66), line.slice(0, 64)]),
      );
      const seen = new Set<string>();
      const texts: string[] = [];
      const waiting = [pathToFileURL(join(folder, "index.html")).href];
      for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
        const path = fileURLToPath(address).slice(folder.length + 1);
        if (seen.has(path)) continue;
        seen.add(path);
        expect(sums.get(path), path).toBe(
          createHash("sha256")
            .update(readFileSync(join(folder, path)))
            .digest("hex"),
        );
        if (!path.endsWith(".html")) continue;
        await page.goto(address);
        texts.push(await page.$eval("body", (body) => body.innerText));
        const links = await page.$$eval("a", (all) => all.map(({ href }) => href));
        for (const link of links) if (link.startsWith("file:")) waiting.push(link.split("#")[0]!);
        expect(await page.$eval("h1", (heading) => getComputedStyle(heading).fontWeight), path).toBe("700");
      }
      // Everything but the data and the notes for people is reached from the first page.
      const unreached = Object.keys(treeOf(folder)).filter((path) => !seen.has(path));
      expect(unreached.toSorted()).toEqual(
        [
          "data/feedback.json",
          "data/materials.json",
          "data/statistics.json",
          "data/withdrawn.json",
          "manifest.json",
          "sha256sums.txt",
          "说明.txt",
        ].toSorted(),
      );
      for (const text of [
        "䶮𠮷㛃的正文。",
        "新年第一篇 <𠮷> & 䶮：CON?",
        "改好的文字。",
        "第二版。",
        "附件内容".slice(0, 2),
        "撤下的一篇",
        "已经采纳 <b>。",
      ])
        expect(texts.join("\n"), text).toContain(text);
      expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
      expect(faults).toEqual([]);
    });

    test("prints: the way back is not on the paper", async () => {
      const { page } = await openPage(browser);
      await page.goto(pathToFileURL(join(folder, "答复.html")).href);
      await page.emulateMediaType("print");
      expect(await page.$eval(".back", (node) => getComputedStyle(node).display)).toBe("none");
      expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(1000);
    });
  },
);
