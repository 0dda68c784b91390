import { generate, parse, type Rule, walk } from "css-tree";
import type { Plugin } from "vite";
import { isGrid, layoutsOf, selectorsOf, WITHOUT_FLEX_GAP } from "./engines/gaps.ts";

/**
 * Safari 14.0 knows `gap` in grids, but in no flex box, where buttons and words would touch. There the children get margins.
 * They weigh nothing (`:where`), so that whatever a child's own rule says of its margins stays.
 */
export const flexGap: Plugin = {
  name: "gxjt-flex-gap",
  enforce: "pre",
  transform: {
    filter: { id: /\.css(?:$|\?)/ },
    handler: (css) => ({ code: withMargins(css), map: null }),
  },
};

/** The sheet with a twin in margins behind each rule that has a `gap` for a flex box. */
export function withMargins(css: string): string {
  if (!css.includes("gap")) return css;
  const sheet = parse(css, { positions: true });
  const layoutOf = layoutsOf(sheet);
  const added: [offset: number, text: string][] = [];
  walk(sheet, (node) => {
    const gap = node.type === "Rule" ? gapOf(node) : undefined;
    if (node.type !== "Rule" || !node.loc || !gap || isGrid(layoutOf(node))) return;
    const children = `:where(${selectorsOf(node).join()})>${margins(gap, layoutOf(node))}`;
    added.push([node.loc.end.offset, `@supports ${WITHOUT_FLEX_GAP}{${children}}`]);
  });
  return added.reduceRight((text, [offset, rule]) => text.slice(0, offset) + rule + text.slice(offset), css);
}

interface Gap {
  row: string;
  column: string;
}

/** The rule's gap as lengths, `0px` where it has none between rows or between columns; undefined where it has none at all. */
function gapOf(rule: Rule): Gap | undefined {
  const gap: Gap = { row: "0px", column: "0px" };
  rule.block.children.forEach((child) => {
    const kind = child.type === "Declaration" ? /^(row-|column-)?gap$/.exec(child.property) : null;
    if (!kind || child.type !== "Declaration") return;
    const [first = "0px", second = first] = generate(child.value)
      .split(" ")
      .map((length) => (length === "0" ? "0px" : length));
    if (kind[1] !== "column-") gap.row = first;
    if (kind[1] !== "row-") gap.column = second;
  });
  return gap.row === "0px" && gap.column === "0px" ? undefined : gap;
}

function margins({ row, column }: Gap, flow: string): string {
  if (/\bwrap\b/.test(flow)) return `*{margin:calc(${row}/2) ${column} calc(${row}/2) 0}`;
  // A margin behind, not before: what follows a tick box is often bare text, which can have none itself.
  return /column/.test(flow) ? `*+*{margin-top:${row}}` : `*{margin-right:${column}}`;
}
