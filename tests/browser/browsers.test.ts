import { expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";

// Everything in this folder stands on this: both browsers start, lay out Chinese text and leave nothing behind.
test.each(installedBrowsers("starting a browser"))("%s starts and lays out Chinese text", async (name) => {
  const browser = await launch(name);
  try {
    const page = await browser.newPage();
    await page.setContent(`<meta charset="utf-8"><title>干训讲堂</title><span style="font-size:20px">学习资料</span>`);
    const seen = await page.evaluate(() => {
      const box = document.querySelector("span")?.getBoundingClientRect();
      return { title: document.title, width: Math.round(box?.width ?? 0) };
    });
    // Four full-width characters of 20 px each, in any Chinese font.
    expect(seen).toEqual({ title: "干训讲堂", width: 80 });
  } finally {
    await browser.close();
  }
});
