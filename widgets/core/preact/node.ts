/*
 * As much of Preact 11 (MIT licence, Copyright (c) 2015-present Jason Miller) as the public views use, by the same algorithm:
 * functions, keys, events, attributes. Left out for the budget of each bundle: classes, hooks, contexts, refs, hydration, suspense,
 * portals, styles, SVG and raw HTML. The build puts it in Preact's place in /embed/ alone; workbench and plain pages use Preact itself,
 * and a test holds both to the same result.
 */

export type Props = Record<string, unknown>;
export type View = (props: Props) => unknown;

/** A node of the tree that views describe. */
export interface TreeNode {
  /** Name of an element, a view, or null for a text. */
  type: string | View | null;
  /** Of a text: the text itself. */
  props: Props;
  key: unknown;
  children: (TreeNode | null)[] | null;
  parent: TreeNode | null;
  /** Depth in the tree; 0: not in use. */
  depth: number;
  /** The page's own node; of a view the first one that it shows. */
  dom: ChildNode | null;
  /** Place among its siblings; while children are matched, that of its counterpart in the tree before, or -1. */
  index: number;
  /** It has to be put into the page at its place. */
  placed: boolean;
  /** The new tree goes on with it. */
  matched: boolean;
  mark: symbol;
}

/** What was not made here, such as an object out of JSON, is never drawn. */
const mark = Symbol();
export const isNode = (value: object): value is TreeNode => (value as TreeNode).mark === mark;

export function nodeOf(type: TreeNode["type"], props: unknown, key?: unknown): TreeNode {
  return {
    type,
    props: props as Props,
    key,
    children: null,
    parent: null,
    depth: 0,
    dom: null,
    index: -1,
    placed: false,
    matched: false,
    mark,
  };
}

/** What JSX becomes. */
export function h(type: string | View, attributes: Props | null, ...children: unknown[]): TreeNode {
  // A copy, since JSX hands over the very object of `{...attributes}`.
  const props: Props = { ...attributes };
  if (children.length) props["children"] = children.length > 1 ? children : children[0];
  return nodeOf(type, props, props["key"]);
}

export const Fragment: View = (props) => props["children"];
