import type { Node } from "./html-tree.ts";

const INLINE = new Set(["strong", "em", "u", "s", "sub", "sup", "a", "img"]);
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\ud840-\udfff“”‘’—…]/;
/** A code point that no text has; stands between the pieces while they are joined. */
const SEAM = "\ufdd0";

/**
 * Word breaks the lines of its markup wherever a line is full, also between two Chinese characters, where a browser would then show a
 * space. There the break goes; elsewhere it is a space. Works across the borders of emphasis. Changes the tree.
 */
export function mendBreaks(nodes: Node[]): void {
  let run: { nodes: Node[]; place: number }[] = [];
  const flush = () => {
    const joined = run.map(({ nodes: list, place }) => list[place] as string).join(SEAM);
    const mended = joined.replaceAll("\u00a0", " ").replace(/[ \t\ufdd0]*[\r\n][ \t\r\n\ufdd0]*/g, (whole, at: number) => {
      const [before, after] = [joined[at - 1] ?? "", joined[at + whole.length] ?? ""];
      return (WIDE.test(before) && WIDE.test(after) ? "" : " ") + whole.replace(/[^\ufdd0]/g, "");
    });
    mended.split(SEAM).forEach((text, at) => run[at] && (run[at].nodes[run[at].place] = text));
    run = [];
  };
  const visit = (list: Node[]) =>
    list.forEach((node, place) => {
      if (typeof node === "string") run.push({ nodes: list, place });
      else {
        const inline = INLINE.has(node.tag);
        if (!inline) flush();
        visit(node.children);
        if (!inline) flush();
      }
    });
  visit(nodes);
  flush();
}
