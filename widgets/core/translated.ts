import type { TreeNode } from "./preact/node.ts";
import { roots } from "./preact/render.ts";

/** Puts the nodes of a branch back in their order before `next`. @returns the first of them */
function putBack(branch: TreeNode, parent: Node, next: Node | null): Node | null {
  for (const child of branch.children!.slice().reverse()) {
    if (!child) continue;
    const dom = child.dom!;
    if (typeof child.type === "function") next = putBack(child, parent, next);
    else {
      if (dom.parentNode !== parent) parent.insertBefore(dom, next);
      next = dom;
      if (child.type) putBack(child, next, null);
    }
  }
  return next;
}

/**
 * Page translators put `<font>` in the place of our texts, and Preact goes on changing texts that nobody sees. Before it draws, the
 * texts return; the translator takes the new ones up again by itself.
 */
export function restoreTexts(root: HTMLElement): void {
  const fonts = root.querySelectorAll("font");
  fonts.forEach((font) => {
    font.textContent = "";
    font.remove();
  });
  const tree = roots.get(root);
  if (fonts[0] && tree) putBack(tree, root, null);
}
