import type { Page } from "puppeteer-core";

/** What sticks out at the side of the widgets: of the window, or of the widget itself. What scrolls by itself may. */
export async function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    const look = (root: ShadowRoot, right: number): void => {
      for (const node of root.querySelectorAll<HTMLElement>("*")) {
        if (node.shadowRoot) look(node.shadowRoot, right);
        if (node.closest(".off, .scroll *")) continue;
        const box = node.getBoundingClientRect();
        if (box.width > 0 && box.right > right + 0.5) out.push(`${node.tagName}.${node.className} by ${Math.round(box.right - right)} px`);
      }
    };
    for (const host of document.querySelectorAll("gxjt-materials, gxjt-feedback, gxjt-progress")) {
      const { right } = host.getBoundingClientRect();
      look(host.shadowRoot!, right);
      if (host.shadowRoot!.querySelector(".r")!.scrollWidth > host.clientWidth) out.push(`${host.tagName} scrolls`);
    }
    return out;
  });
}
