/** Whether a node is nothing but a link of our snippet, which is there for pages whose editor drops the script. A link of a drawing has no text for an address. */
const ownLink = (node: Node, base: string): boolean =>
  [node, (node as Partial<Element>).querySelector?.("a")].some(
    (link) =>
      `${(link as HTMLAnchorElement | null)?.href}`.startsWith(base + "/") && link!.textContent!.trim() === node.textContent!.trim(),
  );

/**
 * Before the tag gets its shadow root, under which no child is seen: a tag that an editor has closed as `<gxjt-materials/>` has swallowed
 * what follows it, and gives it back to the host's page. Our own link stays in it, and comes into it from the div forms.
 */
export function giveBack(tag: HTMLElement, base: string): void {
  const host = tag.parentNode as ParentNode & Partial<Element>;
  tag.after(...[...tag.childNodes].filter((node) => !ownLink(node, base)));
  if (host.matches?.(`[data-gxjt],.${tag.localName}`))
    tag.append(...[...host.childNodes].filter((node) => node !== tag && ownLink(node, base)));
}
