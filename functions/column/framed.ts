import { escapeHtml } from "../packages/page.ts";
import { framedParts, names, snippetOf, type SnippetChoice } from "../../widgets/core/snippets.ts";

export type FramedPart = (typeof framedParts)[number];

export const isFramedPart = (part: string): part is FramedPart => (framedParts as readonly string[]).includes(part);

/**
 * GET /embed/frame/{part}: the widgets as a page of our own, for portals whose editor lets frames through but no scripts, or whose content
 * policy forbids ours. What is no part of the column opens in a window of its own, plain pages included; downloads stay where they are.
 * @param p.script address of the built widgets/frame.ts
 * @param p.portals origins that may ask for the page's height
 */
export function renderFrame(p: {
  script: string;
  portals: readonly string[];
  choice: Pick<SnippetChoice, "category" | "limit"> & { part: FramedPart };
}): string {
  const { part } = p.choice;
  const lines = snippetOf("", { ...p.choice, mode: "script", reserve: false });
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${names[part]}</title><base target="_blank">
<style>body{margin:0}</style><script type="module" src="${escapeHtml(p.script)}"></script></head>
<body data-portals="${escapeHtml(p.portals.join(" "))}">
${lines}
</body></html>
`;
}
