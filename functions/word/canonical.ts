import { readTree, writeTree, type Node } from "./html-tree.ts";
import { legible } from "./legible.ts";
import { normalForm } from "./normal-form.ts";

/**
 * The normal form until nothing changes, as `cleanHtml` makes it of what has passed its first sieve. Runs in browsers: what the editor
 * makes with it, the server leaves as it is.
 */
export function canonical(nodes: Node[]): string {
  let current = legible(writeTree(normalForm(nodes)));
  for (let pass = 0; pass < 6; pass++) {
    const next = writeTree(normalForm(readTree(current)));
    if (next === current) break;
    current = next;
  }
  return current;
}
