import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Frame, Page } from "puppeteer-core";
import { expect } from "vitest";
import type { Tab } from "./tab.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds wrong on a page, or within one element of it (its shadow tree included): rule, then where. `only` names single rules. */
export async function violations(place: Page | Frame | Tab, within?: string, only?: string[]): Promise<string[]> {
  const run: Tab["run"] =
    "run" in place ? place.run.bind(place) : (act, ...args) => place.evaluate(act as never, ...(args as unknown as never[]));
  const present = await run(() => "axe" in window);
  if (!present) await ("load" in place ? place.load(axe) : place.evaluate(axe));
  const results = await run(
    async (within, rules, only) => {
      const { axe } = globalThis as unknown as { axe: { run: (context: unknown, options: unknown) => Promise<AxeResults> } };
      const { passes, violations } = await axe.run(within ? { include: [within] } : document, {
        // A frame of another origin does not answer, and is asked by itself.
        iframes: false,
        runOnly: only ? { type: "rule", values: only } : { type: "tag", values: rules },
      });
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary}`),
      );
      return { passed: passes.length, found };
    },
    within,
    rules,
    only,
  );
  // A scope that matches nothing has no violations either.
  expect(results.passed + results.found.length, within).toBeGreaterThan(only ? 0 : 5);
  return results.found;
}
