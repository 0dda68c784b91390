import type { BenchPage, PageName } from "./host-pages.ts";
import type { PageCost } from "./page-load.ts";

/** Of each page at each slowdown of the processor, the median of every figure. */
export type Costs = Record<PageName, PageCost[]>;

interface Figure {
  of: keyof PageCost;
  what: string;
  unit: string;
  digits: number;
  /** Shown at every slowdown; the others do not depend on it. */
  timed?: boolean;
  /** Whether the page alone has it too, so that only what comes on top is the widget's. */
  added?: boolean;
  /** The most that ours may take at each slowdown. */
  reach?: (number | undefined)[];
}

const figures: Figure[] = [
  { of: "bytes", what: "bytes over the line", unit: "kB", digits: 1, added: true },
  { of: "files", what: "of these scripts and styles, without headers", unit: "kB", digits: 1, added: true },
  { of: "requests", what: "requests", unit: "", digits: 0, added: true, reach: [3] },
  { of: "shift", what: "layout shift", unit: "", digits: 3, reach: [0] },
  { of: "script", what: "script", unit: "ms", digits: 1, timed: true, added: true, reach: [15, undefined] },
  { of: "mainThread", what: "main thread", unit: "ms", digits: 0, timed: true, added: true },
  { of: "longestTask", what: "longest task", unit: "ms", digits: 0, timed: true, reach: [50, 50] },
  { of: "timeToList", what: "time to list", unit: "ms", digits: 0, timed: true },
];

/**
 * How many times lighter than the lighter of the two clients ours is to be. The entries come on top of each and are the same words for
 * all, so what the line carries in all has a figure but nothing to reach.
 */
const TIMES_LIGHTER = 5;

const scaled = (value: number, { unit }: Figure) => (unit === "kB" ? value / 1000 : value);
const text = (values: number[], figure: Figure) =>
  `${values.map((value) => scaled(value, figure).toFixed(figure.digits)).join(" / ")} ${figure.unit}`.trim();

/** `<= 3, reached` or `<= 3, misses`. */
function verdict(reach: string, reached: boolean): string {
  return `${reach}, ${reached ? "reached" : "misses"}`;
}

function reachOf({ reach, unit }: Figure, values: number[]): string {
  if (!reach) return "";
  const missed = reach.some((most, place) => most !== undefined && values[place]! > most);
  const limits = reach.filter((most) => most !== undefined);
  return verdict(`<= ${limits[0]} ${unit}`.trim(), !missed);
}

/**
 * The rows of the bench's table: what, measured on top of the page alone, the page alone, how many times the page alone that makes in all,
 * and what ours is to reach. Times have two figures, for the machine's own speed and for a processor four times slower.
 */
export function costRows(pages: Record<PageName, BenchPage>, costs: Costs): string[][] {
  const rows: string[][] = [];
  const ours = new Set<PageName>(["list", "both"]);
  for (const name of Object.keys(pages) as PageName[]) {
    if (name === "floor") continue;
    for (const figure of figures) {
      const at = (page: PageName) => (figure.timed ? costs[page] : costs[page].slice(0, 1)).map((cost) => cost[figure.of]);
      const floor = at("floor");
      const all = at(name);
      const measured = figure.added ? all.map((value, place) => value - floor[place]!) : all;
      const ratios = floor.every((value) => value > 0) ? all.map((value, place) => (value / floor[place]!).toFixed(2)).join(" / ") : "";
      const reach = ours.has(name) ? reachOf(figure, measured) : "";
      rows.push([`${pages[name].name}: ${figure.what}`, text(measured, figure), text(floor, figure), ratios, reach]);
    }
  }
  for (const name of ours)
    for (const figure of figures.filter(({ unit }) => unit === "kB")) {
      const added = (page: PageName) => costs[page][0]![figure.of] - costs.floor[0]![figure.of];
      const lighter = Math.min(added("waline"), added("artalk"));
      const times = lighter / added(name);
      rows.push([
        `${pages[name].name} against the lighter of the two: ${figure.what}`,
        text([added(name)], figure),
        text([lighter], figure),
        times.toFixed(2),
        figure.of === "files" ? verdict(`>= ${TIMES_LIGHTER}`, times >= TIMES_LIGHTER) : "",
      ]);
    }
  return rows;
}
