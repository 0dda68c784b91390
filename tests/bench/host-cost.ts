import { join, resolve } from "node:path";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { tables } from "../../functions/tables.ts";
import { browserPath, launchChromium } from "../support/browsers.ts";
import { startHostSite } from "../support/host-page.ts";
import { startCommentServer, type Entry } from "./comment-server.ts";
import { fillMaterials } from "./corpus.ts";
import { costRows, type Costs } from "./cost-rows.ts";
import { benchPages, ENTRIES, type BenchPage, type PageName } from "./host-pages.ts";
import { loadOverLine, loadTraced, type PageCost } from "./page-load.ts";
import { startProcess } from "./processes.ts";

const root = resolve(import.meta.dirname, "../..");
/** Of each page at each slowdown. */
const LOADS = 3;
/** Of the processor: the machine's own speed, and an old office machine's. */
const SLOWDOWNS = [1, 4] as const;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

function medians(loads: PageCost[]): PageCost {
  const names = Object.keys(loads[0]!) as (keyof PageCost)[];
  return Object.fromEntries(names.map((name) => [name, median(loads.map((load) => load[name]))])) as unknown as PageCost;
}

/** The same words for everybody: what our list shows is what the others' comments say. */
async function entriesOf(column: string): Promise<Entry[]> {
  const { items } = (await (await fetch(`${column}/api/materials?limit=${ENTRIES}`)).json()) as {
    items: { title: string; summary: string; source: string }[];
  };
  return items.map(({ title, summary, source }) => ({ who: source, text: `${title}。${summary}` }));
}

/** Loads every page in turn, so that what else the machine does falls on all of them alike. */
async function measure(pages: Record<PageName, BenchPage>, show: (path: string, html: string) => string): Promise<Costs> {
  const names = Object.keys(pages) as PageName[];
  const empty = <T>() => Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<PageName, T[]>;
  const costs = empty<PageCost>();
  const browser = await launchChromium();
  try {
    for (const slowdown of SLOWDOWNS) {
      const loads = empty<PageCost>();
      for (let turn = 0; turn < LOADS; turn += 1)
        for (const name of names) {
          const url = show(`/${name}`, pages[name].html);
          const line = await loadOverLine(browser, url, pages[name], slowdown);
          loads[name].push({ ...line, ...(await loadTraced(browser, url, pages[name], slowdown)) });
        }
      for (const name of names) costs[name].push(medians(loads[name]));
    }
  } finally {
    await browser.close();
  }
  return costs;
}

/**
 * What the widgets cost a host's page in Chromium, beside the published clients of Waline and Artalk on the same machine: all from
 * 127.0.0.1 by a line as slow as Fast 4G, a first visit each time.
 * @param folder for the data of a server of our own; `dist/` must be built
 * @returns rows for the bench's table
 */
export async function hostCost(folder: string): Promise<string[][]> {
  if (browserPath("chromium") === undefined) return [["cost to the host: not measured, no Chromium here", "", "", "", ""]];
  const secret = "a secret that serves the bench alone";
  const dataDir = join(folder, "host");
  const store = await openSqliteStore({ folder: dataDir, tables, cursorKey: secret });
  await fillMaterials(store, ENTRIES * 2);
  await store.close();
  const host = await startHostSite();
  const env = { DATA_DIR: dataDir, PORT: "0", DEMO: "0", SECRET: secret, PORTAL_ORIGINS: host.origin };
  const server = await startProcess([join(root, "dist/server/main.js")], env, "/api/materials");
  const others = await startCommentServer(await entriesOf(server.url));
  try {
    const pages = benchPages(server.url, others.url);
    return costRows(pages, await measure(pages, host.show));
  } finally {
    await Promise.all([server.stop(), others.stop(), host.stop()]);
  }
}
