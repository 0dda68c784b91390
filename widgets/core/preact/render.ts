import { domFrom, matchChildren } from "./children.ts";
import { Fragment, nodeOf, type Props, type TreeNode } from "./node.ts";
import { setAttribute } from "./properties.ts";

type Place = ChildNode | null;

/** Puts the nodes of the page under a node of the tree before a place. @returns what comes after them */
function insert(node: TreeNode, before: Place, parent: Node): Place {
  if (typeof node.type === "function") {
    for (const child of node.children || []) if (child) before = insert(child, before, parent);
    return before;
  }
  if (before && !before.parentNode) before = domFrom(node);
  if (node.dom !== before) parent.insertBefore(node.dom!, before && before.parentNode ? before : null);
  return node.dom!.nextSibling;
}

/** Takes a node of the tree off the page. */
function unmount(node: TreeNode): void {
  if (typeof node.type === "function") {
    for (const child of node.children || []) if (child) unmount(child);
  } else node.dom?.parentNode?.removeChild(node.dom); // Prototype 1.6 replaces `remove` by one that fails outside of a page.
  node.dom = null;
}

/** Not attributes: what stands in an element, what is set as its property, and what finds it again. */
const apart = new Set(["children", "value", "checked", "key"]);

/** Draws an element or a text, in place of its counterpart's where there is one. */
function drawElement(node: TreeNode, old: TreeNode | null): ChildNode {
  const { type, props } = node;
  if (!type) {
    const text = props as unknown as string;
    if (!old) return document.createTextNode(text);
    const dom = old.dom as Text;
    if ((old.props as unknown) !== props) dom.data = text;
    return dom;
  }
  const dom = (old?.dom || document.createElement(type as string)) as HTMLInputElement;
  const before: Props = old ? old.props : {};
  for (const name in before) if (!apart.has(name) && !(name in props)) setAttribute(dom, name, null, before[name]);
  for (const name in props) if (!apart.has(name) && before[name] !== props[name]) setAttribute(dom, name, props[name], before[name]);
  drawChildren(dom, props["children"], node, old, old?.children ? domFrom(old, 0) : null);
  // What a person has typed or ticked since is the page's, not the tree's; a select takes its value once its options are there.
  const { value, checked } = props as Partial<HTMLInputElement>;
  if (value !== undefined && value !== dom.value) dom.value = value;
  if (checked !== undefined && checked !== dom.checked) dom.checked = checked;
  return dom;
}

/** Draws a node. @returns the place after it, of a view alone */
function draw(parent: Node, node: TreeNode, old: TreeNode | null, at: Place): Place | undefined {
  if (typeof node.type !== "function") {
    node.dom = drawElement(node, old);
    return undefined;
  }
  const shown = node.type(node.props) as TreeNode | null;
  const bare = shown && shown.type === Fragment && (shown.key === null || shown.key === undefined);
  return drawChildren(parent, bare ? shown.props["children"] : shown, node, old, at);
}

function drawChildren(parent: Node, written: unknown, node: TreeNode, old: TreeNode | null, at: Place): Place {
  const before = old?.children || [];
  const children = (node.children = matchChildren(node, Array.isArray(written) ? written : [written], before));
  for (const gone of before)
    if (gone && !gone.matched) {
      if (gone.dom === at) at = domFrom(gone);
      unmount(gone);
    }
  node.dom = null;
  children.forEach((child, index) => {
    if (!child) return;
    const counterpart = before[child.index] || null;
    child.index = index;
    const after = draw(parent, child, counterpart, at);
    node.dom ||= child.dom;
    if (child.placed) {
      at = insert(child, at, parent);
      // It has moved: who still looks for it at its old place must not find it.
      if (counterpart) counterpart.dom = null;
    } else if (after !== undefined) at = after;
    else if (child.dom) at = child.dom.nextSibling;
  });
  return at;
}

/** The tree that was drawn last into an element. */
export const roots = new WeakMap<Node, TreeNode>();

/** Draws what a view says into an element, changing as little of the page as possible. */
export function render(shown: unknown, parent: Node): void {
  const old = roots.get(parent) || null;
  const root = nodeOf(Fragment, { children: [shown] });
  roots.set(parent, root);
  draw(parent, root, old, old && old.dom);
}
