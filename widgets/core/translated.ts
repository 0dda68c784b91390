/** As much of Preact's tree as stands in infra/slim-preact.ts: the nodes below, and the page's own node. */
interface Branch {
  type: unknown;
  __k: (Branch | null)[];
  __e: Node;
}

/** Puts the nodes of a branch back in their order before `next`. @returns the first of them */
function putBack(branch: Branch, parent: Node, next: Node | null): Node | null {
  for (let place = branch.__k.length; place--;) {
    const child = branch.__k[place];
    if (!child) continue;
    if (typeof child.type === "function") next = putBack(child, parent, next);
    else {
      if (child.__e.parentNode !== parent) parent.insertBefore(child.__e, next);
      next = child.__e;
      if (child.type) putBack(child, next, null);
    }
  }
  return next;
}

/**
 * Page translators put `<font>` in the place of our texts, and Preact goes on changing texts that nobody sees. Before it draws, the
 * texts return; the translator takes the new ones up again by itself.
 */
export function restoreTexts(root: HTMLElement & { __k?: Branch }): void {
  const fonts = root.querySelectorAll("font");
  fonts.forEach((font) => {
    font.textContent = "";
    font.remove();
  });
  if (fonts[0] && root.__k) putBack(root.__k, root, null);
}
