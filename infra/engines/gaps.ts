import { type CssNode, generate, type Rule, walk } from "css-tree";

/** Safari learned `inset` in the version in which it learned `gap` for flex boxes, and this can be asked for, while that cannot. */
export const WITHOUT_FLEX_GAP = "not (inset:0)";

export function selectorsOf(rule: Rule): string[] {
  return rule.prelude.type === "SelectorList" ? rule.prelude.children.toArray().map((selector) => generate(selector)) : [];
}

/** Tells of a rule what it and others of the sheet with one of its selectors say of layout: `flex column wrap`. */
export function layoutsOf(sheet: CssNode): (rule: Rule) => string {
  const layouts = new Map<string, string>();
  walk(sheet, (node) => {
    if (node.type !== "Rule") return;
    const words = node.block.children
      .toArray()
      .flatMap((child) =>
        child.type === "Declaration" && /^(?:display|flex-(?:flow|direction|wrap))$/.test(child.property) ? [generate(child.value)] : [],
      );
    if (words.length === 0) return;
    for (const selector of selectorsOf(node)) layouts.set(selector, [layouts.get(selector) ?? "", ...words].join(" "));
  });
  return (rule) =>
    selectorsOf(rule)
      .map((selector) => layouts.get(selector) ?? "")
      .join(" ");
}

/** Whether a `gap` in such a layout is a grid's, as far as the sheet tells; every engine has that. */
export function isGrid(layout: string): boolean {
  return /grid/.test(layout) && !/flex/.test(layout);
}

/** Tells of a rule whether the sheet gives its children margins where flex boxes know no `gap`. */
export function gapsByMargins(sheet: CssNode): (rule: Rule) => boolean {
  const lowered = new Set<string>();
  walk(sheet, function (node) {
    if (node.type !== "Rule" || this.atrule?.name !== "supports" || !this.atrule.prelude) return;
    if (generate(this.atrule.prelude).replace(/\s+/g, "") !== WITHOUT_FLEX_GAP.replace(/\s+/g, "")) return;
    for (const selector of selectorsOf(node)) lowered.add(selector.replace(/>[^>]*$/, "").replace(/^:where\((.*)\)$/, "$1"));
  });
  return (rule) => lowered.has(selectorsOf(rule).join()) || selectorsOf(rule).every((selector) => lowered.has(selector));
}
