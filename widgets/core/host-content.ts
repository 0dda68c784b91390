/** Whether a node is nothing but a link of our snippet, which is there for pages whose editor drops the script. */
function ownLink(node: Node, base: string): boolean {
  // By its type: libraries of that time have an `Element` of their own.
  const link = node.nodeType === 1 && ((node as Element).matches("a") ? node : (node as Element).querySelector("a"));
  return !!link && (link as HTMLAnchorElement).href.startsWith(base + "/") && link.textContent!.trim() === node.textContent!.trim();
}

/**
 * Before the tag gets its shadow root, under which no child is seen: a tag that an editor has closed as `<gxjt-materials/>` has swallowed
 * what follows it, and gives it back to the host's page. Our own link stays in it, and comes into it from the div forms.
 */
export function giveBack(tag: HTMLElement, base: string): void {
  const host = tag.parentNode!;
  for (const node of [...tag.childNodes].reverse()) if (!ownLink(node, base)) host.insertBefore(node, tag.nextSibling);
  if ((host as Element).matches?.(`[data-gxjt],.${tag.localName}`))
    for (const node of [...host.childNodes].filter((one) => one !== tag && ownLink(one, base))) tag.appendChild(node);
}
