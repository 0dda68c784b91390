import type { Page } from "puppeteer-core";

/**
 * Edges of fields and rings around what has the focus that stand out from the paper by less than 3 : 1 (WCAG 1.4.11), in every widget
 * on the page, computed from their colours. axe-core measures texts alone.
 */
export async function faintLines(page: Page): Promise<string[]> {
  // Rings are for those who use keys: one step, from the first thing to the next, so that the focus stays on the page.
  await page.bringToFront();
  await page.evaluate(() => document.querySelector("gxjt-materials")!.shadowRoot!.querySelector("button")!.focus());
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const light = (colour: string): number => {
      const parts = colour
        .match(/[\d.]+/g)!
        .slice(0, 3)
        .map((part) => Number(part) / 255);
      const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const ratio = (one: string, other: string) => Math.max(light(one), light(other)) / Math.min(light(one), light(other));
    const found: string[] = [];
    const look = (root: ShadowRoot): void => {
      const paper = getComputedStyle(root.querySelector(".r")!).backgroundColor;
      const hold = (what: string, colour: string) => ratio(colour, paper) < 3 && found.push(`${what}: ${colour} on ${paper}`);
      for (const field of root.querySelectorAll<HTMLElement>("input:not([type=checkbox], [type=radio], .off *), select, textarea"))
        if (field.getClientRects().length > 0) hold(`edge of ${field.localName} ${field.id}`, getComputedStyle(field).borderTopColor);
      const kinds = new Map(
        [...root.querySelectorAll<HTMLElement>("a, button, input:not(.off *), select, textarea")].map((one) => [one.localName, one]),
      );
      for (const [kind, one] of kinds) {
        one.focus({ preventScroll: true });
        const { outlineColor, outlineStyle } = getComputedStyle(one);
        if (outlineStyle === "none") found.push(`no ring around ${kind}`);
        else hold(`ring around ${kind}`, outlineColor);
      }
      for (const inner of root.querySelectorAll("*")) if (inner.shadowRoot) look(inner.shadowRoot);
    };
    for (const tag of document.querySelectorAll("gxjt-materials, gxjt-feedback, gxjt-progress")) look(tag.shadowRoot!);
    return found;
  });
}
