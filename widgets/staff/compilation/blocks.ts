import { readTree, type Node } from "../../../functions/word/html-tree.ts";
import type { Block, Cell, Run } from "../official-paper/block.ts";

type Look = Omit<Run, "text">;

const looks: Record<string, Look> = {
  strong: { bold: true },
  em: { italic: true },
  u: { underline: true },
  s: { strike: true },
  sub: { sub: true },
  sup: { sup: true },
};

const containers = new Set(["ul", "ol", "blockquote", "figure", "li", "p"]);

/** Runs of inline nodes; pictures among them break the paragraph and are handed on. */
function inline(nodes: readonly Node[], look: Look, text: (run: Run) => void, picture: (src: string, alt: string) => void): void {
  for (const node of nodes) {
    if (typeof node === "string") text({ text: node.replace(/\s+/g, " "), ...look });
    else if (node.tag === "br") text({ text: "\n", ...look });
    else if (node.tag === "img") picture(node.attributes["src"] ?? "", node.attributes["alt"] ?? "");
    else inline(node.children, { ...look, ...looks[node.tag] }, text, picture);
  }
}

function runsOf(nodes: readonly Node[], look: Look = {}): Run[] {
  const runs: Run[] = [];
  inline(
    nodes,
    look,
    (run) => runs.push(run),
    (_, alt) => alt && runs.push({ text: `[图片：${alt}]` }),
  );
  return runs;
}

const isEmpty = (runs: readonly Run[]) => runs.every(({ text }) => text.trim() === "");

/** What stands in the cells of a table; a paragraph in a cell begins a line of its own. */
function cellRuns(nodes: readonly Node[]): Run[] {
  return nodes.flatMap((node, place) => {
    if (typeof node === "string" || !containers.has(node.tag)) return runsOf([node]);
    return [...(place > 0 ? [{ text: "\n" }] : []), ...runsOf(node.children)];
  });
}

function rowsOf(nodes: readonly Node[]): Cell[][] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [];
    if (node.tag !== "tr") return node.tag === "thead" || node.tag === "tbody" ? rowsOf(node.children) : [];
    return [
      node.children.flatMap((cell) => {
        if (typeof cell === "string" || (cell.tag !== "td" && cell.tag !== "th")) return [];
        const { colspan = "1", rowspan = "1" } = cell.attributes;
        return [{ runs: cellRuns(cell.children), header: cell.tag === "th", columns: Number(colspan), rows: Number(rowspan) }];
      }),
    ];
  });
}

const level: Record<string, 2 | 3 | 4> = { h2: 2, h3: 3, h4: 4 };

/** The blocks of a canonical body (the closed tag list of allowed-html.ts), in their order. */
export function blocksOf(body: string): Block[] {
  const blocks: Block[] = [];
  const paragraph = (nodes: readonly Node[], mark = "", centred = false) => {
    let runs: Run[] = mark ? [{ text: mark }] : [];
    const end = () => {
      if (!isEmpty(runs)) blocks.push({ kind: "paragraph", runs, ...(centred ? { centred } : {}) });
      runs = [];
    };
    inline(
      nodes,
      {},
      (run) => runs.push(run),
      (src, alt) => {
        end();
        blocks.push({ kind: "picture", src, alt });
      },
    );
    end();
  };
  const list = (items: readonly Node[], ordered: boolean) => {
    let number = 0;
    for (const item of items) {
      if (typeof item === "string" || item.tag !== "li") continue;
      number += 1;
      const inner = item.children.findIndex((child) => typeof child !== "string" && (child.tag === "ul" || child.tag === "ol"));
      const own = inner === -1 ? item.children : item.children.slice(0, inner);
      paragraph(own, ordered ? `${number}．` : "· ");
      if (inner !== -1) walk(item.children.slice(inner));
    }
  };
  const walk = (nodes: readonly Node[]) => {
    for (const node of nodes) {
      if (typeof node === "string") paragraph([node]);
      else if (level[node.tag]) {
        const runs = runsOf(node.children);
        if (!isEmpty(runs)) blocks.push({ kind: "heading", level: level[node.tag]!, runs });
      } else if (node.tag === "ul" || node.tag === "ol") list(node.children, node.tag === "ol");
      else if (node.tag === "table") {
        for (const child of node.children) if (typeof child !== "string" && child.tag === "caption") paragraph(child.children, "", true);
        blocks.push({ kind: "table", rows: rowsOf(node.children).filter((row) => row.length > 0) });
      } else if (node.tag === "figcaption") paragraph(node.children, "", true);
      else if (node.tag === "blockquote" || node.tag === "figure") walk(node.children);
      else if (node.tag !== "hr") paragraph(node.tag === "p" ? node.children : [node]);
    }
  };
  walk(readTree(body));
  return blocks;
}
