import { snippetOf, type Part } from "../../widgets/core/snippets.ts";
import { snippetPage } from "../support/host-page.ts";
import type { Drawn } from "./page-probe.ts";

/** A page of the host, with one of the widgets in its middle or with none. */
export interface BenchPage {
  name: string;
  html: string;
  /** Where the widget's scripts come from. */
  origin?: string;
  drawn: Drawn;
}

/** Entries of each list. Ours and Artalk's usual number; Waline's is 10. */
export const ENTRIES = 20;

const paragraph = "本栏目由单位组织科维护，每周更新一次。来信请写明姓名和联系电话，我们会在五个工作日内答复。";

/** One page for all: a head, something to read, `middle`, and more under it that must not jump. */
const pageAround = (middle: string) =>
  snippetPage("", `<main><p>${paragraph}</p>${middle}<p class="marker">${paragraph}</p></main><footer>${paragraph}</footer>`, {
    scripts: 0,
    head: '<link rel="icon" href="data:,">',
  });

const ownPart = (column: string, part: Part) =>
  pageAround(snippetOf(column, { mode: "script", part, category: "", limit: ENTRIES, reserve: true }));

const waline = (server: string) => `<link rel="stylesheet" href="${server}/dist/waline.css"><div id="waline"></div>
<script type="module">import { init } from "${server}/dist/waline.js";
init({ el: "#waline", serverURL: "${server}", lang: "zh-CN", pageSize: ${ENTRIES}, emoji: false });</script>`;

const artalk = (server: string) => `<link rel="stylesheet" href="${server}/dist/Artalk.css"><script src="${server}/dist/Artalk.js"></script>
<div id="Comments"></div><script>Artalk.init({ el: "#Comments", pageKey: "/", pageTitle: "某单位网站", server: "${server}", site: "某单位网站",
locale: "zh-CN", emoticons: false, pagination: { pageSize: ${ENTRIES} }, avatarURLBuilder: () => "data:," });</script>`;

/**
 * The page without anything (the floor), with ours as the workbench gives the lines, and with the others' as their guides give them.
 * @param column origin of our server
 * @param comments origin of the others' files and answers
 */
export function benchPages(column: string, comments: string) {
  const ours: Drawn = { element: "gxjt-materials", entry: "li h3 a", count: ENTRIES };
  return {
    floor: { name: "the page alone", html: pageAround(""), drawn: { entry: "footer", count: 1 } },
    list: { name: "list", html: ownPart(column, "materials"), origin: column, drawn: ours },
    both: { name: "list and form", html: ownPart(column, "both"), origin: column, drawn: ours },
    waline: {
      name: "Waline 3.15.2",
      html: pageAround(waline(comments)),
      origin: comments,
      drawn: { entry: "#waline .wl-card-item .wl-content", count: ENTRIES },
    },
    artalk: {
      name: "Artalk 2.9.1",
      html: pageAround(artalk(comments)),
      origin: comments,
      drawn: { entry: "#Comments .atk-comment .atk-content", count: ENTRIES },
    },
  } satisfies Record<string, BenchPage>;
}

export type PageName = keyof ReturnType<typeof benchPages>;
