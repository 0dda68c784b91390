import * as preact from "preact";
import * as ours from "../../widgets/core/preact/index.ts";

/** A tree as plain data, so that it can be handed to a page. */
export type Described =
  | string
  | number
  | boolean
  | null
  | Described[]
  | { tag: string; key?: string; attributes: Record<string, string | number | boolean | null>; heard?: boolean; children: Described[] };

type H = (type: unknown, props: Record<string, unknown> | null, ...children: unknown[]) => unknown;

/** Draws one tree after another with one library. @returns for each what stands there and which nodes are the same as before */
function drawn(h: H, render: (tree: unknown, into: HTMLElement) => void, trees: Described[]): string[] {
  const into = document.createElement("div");
  const known = new Map<Node, number>();
  let heard = "";
  const View = ({ children }: { children?: unknown }) => children;
  const make = (one: Described): unknown => {
    if (Array.isArray(one)) return one.map(make);
    if (one === null || typeof one !== "object") return one;
    const { tag, key, attributes, heard: listens, children } = one;
    const props = { ...attributes, ...(key ? { key } : {}), ...(listens ? { onClick: () => (heard += key ?? tag) } : {}) };
    return h(tag === "view" ? View : tag, props, ...children.map(make));
  };
  return trees.map((tree) => {
    render(make(tree), into);
    const seen: string[] = [];
    heard = "";
    const walk = (node: Node) => {
      if (!known.has(node)) known.set(node, known.size);
      const { value, checked } = node as HTMLInputElement;
      seen.push(`${known.get(node)}:${node.nodeName}:${node.nodeValue}:${value}:${checked}`);
      node.childNodes.forEach(walk);
    };
    walk(into);
    into.querySelectorAll("b").forEach((node) => node.click());
    // What Preact sets as a property it can only empty; ours takes the attribute away.
    return `${into.innerHTML.replaceAll(/ (?:title|class)=""/g, "")} ${seen.join(" ")} ${heard}`;
  });
}

(globalThis as unknown as { compare: (json: string) => [string[], string[]] }).compare = (json) => {
  const trees = JSON.parse(json) as Described[];
  return [drawn(preact.h as H, preact.render as never, trees), drawn(ours.h as H, ours.render, trees)];
};
