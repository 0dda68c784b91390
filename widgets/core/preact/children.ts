import { Fragment, isNode, nodeOf, type TreeNode } from "./node.ts";

/** The first node of the page among the children of a place from one on, or after the place when none is named. */
export function domFrom(node: TreeNode, from?: number): ChildNode | null {
  if (from === undefined) return node.parent && domFrom(node.parent, node.index + 1);
  for (const child of node.children!.slice(from)) if (child?.dom) return child.dom;
  return typeof node.type === "function" ? domFrom(node) : null;
}

/** What a view wrote in a place: a node, a text, a list or nothing. A node in use is copied. */
function asNode(written: unknown): TreeNode | null {
  if (written === undefined || written === null || typeof written === "boolean") return null;
  if (typeof written !== "object") return nodeOf(null, written);
  if (Array.isArray(written)) return nodeOf(Fragment, { children: written });
  if (!isNode(written)) return null;
  return written.depth ? nodeOf(written.type, written.props, written.key) : written;
}

/** Place of the counterpart of a child in the tree before, looked for around the place where it is likeliest; or -1. */
function matchingIndex({ key, type }: TreeNode, old: (TreeNode | null)[], likely: number, left: number): number {
  const fits = (node: TreeNode | null | undefined) => node && !node.matched && key === node.key && type === node.type;
  const there = old[likely];
  // An empty place stays empty's own: what comes there without a key is new.
  if ((there === null && (key === null || key === undefined)) || fits(there)) return likely;
  if (left > (there && !there.matched ? 1 : 0)) {
    for (let at = likely - 1; at >= 0; at--) if (fits(old[at])) return at;
    for (let at = likely + 1; at < old.length; at++) if (fits(old[at])) return at;
  }
  return -1;
}

/** Makes the children of a node and finds for each its counterpart in the tree before, whose place it keeps in `index`. */
export function matchChildren(parent: TreeNode, written: unknown[], old: (TreeNode | null)[]): (TreeNode | null)[] {
  let left = old.length;
  // How far the likely place is from the child's own.
  let skew = 0;
  // Old place of the last child that stays where it is. One from before it moves: React's way, with more moves than need be when
  // the last becomes the first, for a fraction of the code.
  let last = -1;
  return written.map((one, place) => {
    const child = asNode(one);
    if (!child) return null;
    child.parent = parent;
    child.depth = parent.depth + 1;
    const likely = place + skew;
    const found = (child.index = matchingIndex(child, old, likely, left));
    const counterpart = found < 0 ? null : old[found];
    if (found >= 0) left--;
    if (counterpart) {
      counterpart.matched = true;
      const shift = found - likely;
      // A neighbour tells where the next ones are; one from afar has left or filled a gap.
      skew += Math.abs(shift) > 1 ? -Math.sign(shift) : shift;
      child.placed = found < last;
      last = Math.max(last, found);
    } else {
      if (found < 0) skew += Math.sign(old.length - written.length);
      child.placed = typeof child.type !== "function";
    }
    return child;
  });
}
