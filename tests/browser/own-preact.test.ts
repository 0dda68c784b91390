import fc from "fast-check";
import { build } from "vite";
import { expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import type { Described } from "./preact-harness.ts";

/** As views write them: text where HTML has text, true and false where it has either or where the word itself is said. */
const attributes = {
  title: fc.constantFrom("x", "y"),
  class: fc.constantFrom("x", "y"),
  href: fc.constantFrom("x", "y", "", null),
  maxlength: fc.constantFrom(1, 2, null),
  hidden: fc.constantFrom(false, true, null),
  "aria-label": fc.constantFrom("x", "", null, false, true),
  "data-x": fc.constantFrom("x", "", null, false, true),
};

/** Trees with keys, lists, empty places, views, attributes, fields and listeners. */
const { tree } = fc.letrec<{ tree: Described; element: Described }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Described>("一", "二", "", 0, 7, null, false, true),
    fc.array(tie("element"), { maxLength: 6 }),
    tie("element"),
  ),
  element: fc.record(
    {
      tag: fc.constantFrom("p", "b", "i", "view", "input"),
      key: fc.constantFrom("a", "c", "d", "e", "f", "g"),
      attributes: fc.record(attributes, { requiredKeys: [] }),
      heard: fc.boolean(),
      children: fc.array(tie("tree"), { maxLength: 4 }),
    },
    { requiredKeys: ["tag", "attributes", "children"] },
  ),
}));

/** Keys of one list differ, an input holds nothing but its value. */
function sound(one: Described): Described {
  if (Array.isArray(one)) {
    const keys = new Set<string>();
    return one.map(sound).filter((child) => {
      const key = child && typeof child === "object" && !Array.isArray(child) ? child.key : undefined;
      if (key === undefined) return true;
      return keys.has(key) ? false : keys.add(key);
    });
  }
  if (one === null || typeof one !== "object") return one;
  if (one.tag === "input")
    return { ...one, attributes: { ...one.attributes, value: one.key ?? "v", checked: one.heard ?? false }, children: [] };
  return { ...one, children: sound(one.children) as Described[] };
}

test.each(installedBrowsers("our part of Preact"))(
  "in %s our part of Preact draws what Preact draws, keeping the same nodes",
  async (name) => {
    const built = await build({
      configFile: false,
      logLevel: "warn",
      build: { write: false, lib: { entry: `${import.meta.dirname}/preact-harness.ts`, formats: ["iife"], name: "harness" } },
    });
    const [first] = Array.isArray(built) ? built : [built];
    const code = first && "output" in first ? first.output[0].code : "";
    const browser = await launch(name);
    try {
      const page = await browser.newPage();
      await page.evaluate(code);
      await fc.assert(
        fc.asyncProperty(fc.array(tree.map(sound), { minLength: 2, maxLength: 5 }), async (trees) => {
          const [theirs, ours] = await page.evaluate(
            (json) => (globalThis as unknown as { compare: (json: string) => [string[], string[]] }).compare(json),
            JSON.stringify(trees),
          );
          expect(ours).toEqual(theirs);
        }),
        { numRuns: name === "chromium" ? 1000 : 100 },
      );
    } finally {
      await browser.close();
    }
  },
);
