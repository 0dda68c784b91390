import { RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { type Feature, feature, unknown } from "./support.ts";

/** Flags by the property that tells of them. */
const flagNames: Record<string, string> = {
  d: "hasIndices",
  g: "global",
  i: "ignoreCase",
  m: "multiline",
  s: "dotAll",
  u: "unicode",
  v: "unicodeSets",
  y: "sticky",
};

/** Goes through a regular expression: its flags, and the parts that came after ES5. */
export function scanRegex(pattern: string, flags: string, see: (feature: Feature, offset: number) => void): void {
  for (const flag of flags) {
    const name = flagNames[flag];
    see((name && feature(["javascript", "builtins", "RegExp", name])) || unknown(`javascript.regular_expressions.flag_${flag}`), 0);
  }
  const part = (...path: string[]) => feature(["javascript", "regular_expressions", ...path])!;
  let tree;
  try {
    tree = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: flags.includes("u"), unicodeSets: flags.includes("v") });
  } catch (error) {
    see(unknown("javascript.regular_expressions", String(error)), 0);
    return;
  }
  const groups = new Set<string>();
  visitRegExpAST(tree, {
    onAssertionEnter: ({ kind, start }) => {
      if (kind === "lookahead" || kind === "lookbehind") see(part(`${kind}_assertion`), start);
    },
    onCapturingGroupEnter(node) {
      if (node.name === null) return;
      see(part("named_capturing_group", ...(groups.has(node.name) ? ["duplicate_named_capturing_groups"] : [])), node.start);
      groups.add(node.name);
    },
    onModifiersEnter: (node) => see(part("modifier"), node.start),
    onCharacterSetEnter: (node) => node.kind === "property" && see(part("unicode_character_class_escape"), node.start),
  });
}
