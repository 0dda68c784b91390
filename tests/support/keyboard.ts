import type { Page } from "puppeteer-core";
import { setTimeout as pause } from "node:timers/promises";

/** Where the focus stands. */
export interface Stop {
  /** Its label or its text. */
  says: string;
  /** A ring of at least 2 px that can be told from what is behind it is drawn around it. */
  ring: boolean;
  /** Some of it can be seen: within the window and not covered by anything (WCAG 2.2, 2.4.11). */
  seen: boolean;
}

/** The focused element, through all shadow roots. */
async function stopOf(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    let focused = document.activeElement!;
    while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    const root = focused.getRootNode() as Document | ShadowRoot;
    const labels = [...((focused as HTMLInputElement).labels ?? [])].map((label) => label.textContent);
    const says = [focused.getAttribute("aria-label"), ...labels, focused.textContent].filter(Boolean)[0] ?? focused.tagName;
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    const box = focused.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].flatMap((x) =>
      [0.1, 0.5, 0.9].map((y) => [box.left + box.width * x, box.top + box.height * y] as const),
    );
    const seen = points.some(([x, y]) => {
      const top = root.elementFromPoint(x, y);
      return top !== null && (focused.contains(top) || (top.contains(focused) && top.tagName !== "HTML"));
    });
    return { says: says.trim().slice(0, 40), ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 1, seen };
  });
}

/** Presses Tab until the focus stands on what begins with these words. @returns every stop on the way */
export async function pressTabUntil(page: Page, words: string, most = 150): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press("Tab");
    let stop = await stopOf(page);
    // Firefox scrolls to what has the focus a moment later.
    for (const until = Date.now() + 3000; !stop.seen && Date.now() < until; stop = await stopOf(page)) await pause(50);
    stops.push(stop);
    if (stop.says.startsWith(words)) return stops;
  }
  throw new Error(`Tab does not reach "${words}": ${JSON.stringify(stops.map(({ says }) => says))}`);
}
