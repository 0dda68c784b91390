import { type CssNode, generate, type Rule, walk } from "css-tree";

/** Safari learned `inset` in the version in which it learned `gap` for flex boxes, and this can be asked for, while that cannot. */
export const WITHOUT_FLEX_GAP = "not (inset:0)";

export function selectorsOf(rule: Rule): string[] {
  return rule.prelude.type === "SelectorList" ? rule.prelude.children.toArray().map((selector) => generate(selector)) : [];
}

/** What a rule and others of the sheet with one of its selectors say of layout: `flex column wrap`. */
export function displayOf(rule: Rule, sheet: CssNode): string {
  const own = selectorsOf(rule);
  const words: string[] = [];
  walk(sheet, (node) => {
    if (node.type !== "Rule" || !selectorsOf(node).some((selector) => own.includes(selector))) return;
    node.block.children.forEach((child) => {
      if (child.type === "Declaration" && /^(?:display|flex-(?:flow|direction|wrap))$/.test(child.property))
        words.push(generate(child.value));
    });
  });
  return words.join(" ");
}

/** Whether a rule's `gap` is a grid's, as far as the sheet tells; every engine has that. */
export function isGridGap(rule: Rule | null, sheet: CssNode): boolean {
  const display = rule ? displayOf(rule, sheet) : "";
  return /grid/.test(display) && !/flex/.test(display);
}

/** Tells of a rule whether the sheet gives its children margins where flex boxes know no `gap`. */
export function gapsByMargins(sheet: CssNode): (rule: Rule | null) => boolean {
  const lowered = new Set<string>();
  walk(sheet, function (node) {
    if (node.type !== "Rule" || this.atrule?.name !== "supports" || !this.atrule.prelude) return;
    if (generate(this.atrule.prelude).replace(/\s+/g, "") !== WITHOUT_FLEX_GAP.replace(/\s+/g, "")) return;
    for (const selector of selectorsOf(node)) lowered.add(selector.replace(/>[^>]*$/, "").replace(/^:where\((.*)\)$/, "$1"));
  });
  return (rule) => rule !== null && (lowered.has(selectorsOf(rule).join()) || selectorsOf(rule).every((selector) => lowered.has(selector)));
}
