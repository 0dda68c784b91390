import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";
import { breakLabel, stride } from "./labels.ts";

export interface Bars {
  label: string;
  colour: string;
  values: readonly number[];
}

/** Of the drawing without the names below it. */
const HEIGHT = 220;
const LINE = 1.3;

/** Writes each number over its bar while there is room for it. */
function numbersOver(bars: readonly Bars[], letter: number): uPlot.Plugin {
  return {
    hooks: {
      draw: (plot) => {
        const count = plot.data[0].length;
        const slot = plot.bbox.width / Math.max(1, count);
        const { ctx } = plot;
        const ratio = window.devicePixelRatio || 1;
        if (slot / bars.length < 22 * ratio) return;
        ctx.save();
        ctx.fillStyle = "#20242a";
        ctx.textAlign = "center";
        ctx.textBaseline = "bottom";
        ctx.font = `${Math.round(letter * 0.85 * ratio)}px sans-serif`;
        bars.forEach(({ values }, series) => {
          const side = bars.length === 1 ? 0 : (series - 0.5) * Math.min(slot * 0.36, 40 * ratio);
          values.forEach((value, place) => {
            if (value > 0) ctx.fillText(String(value), plot.valToPos(place, "x", true) + side, plot.valToPos(value, "y", true) - 2 * ratio);
          });
        });
        ctx.restore();
      },
    },
  };
}

/**
 * Draws one or two bars for each label. The drawing is for the eye alone: names and numbers are in the table beside it.
 * @returns takes the drawing away
 */
export function drawBars(node: HTMLElement, labels: readonly string[], bars: readonly Bars[]): () => void {
  // Whole pixels: the library reads "17.5px" as 5px when it sets lines below each other.
  const letter = Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.875);
  const width = Math.max(240, node.clientWidth);
  const font = `${letter}px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif`;
  const left = letter * 3 + 14;
  const room = (width - left - 8) / Math.max(1, labels.length) / letter;
  const step = stride(labels, room);
  const names = labels.map((label, place) => (place % step === 0 ? breakLabel(label, room * step) : []));
  const below = Math.max(1, ...names.map((lines) => lines.length)) * letter * LINE + 16;
  const highest = Math.max(1, ...bars.map(({ values }) => Math.max(0, ...values)));
  const options: uPlot.Options = {
    width,
    height: HEIGHT + below,
    legend: { show: false },
    cursor: { show: false },
    padding: [letter + 8, 8, 0, 0],
    scales: {
      x: { time: false, range: [-0.5, labels.length - 0.5] },
      y: { range: [0, highest * 1.05] },
    },
    axes: [
      {
        font,
        stroke: "#3c444d",
        size: below,
        lineGap: LINE,
        grid: { show: false },
        splits: labels.map((_, place) => place),
        values: (_, splits) => splits.map((place) => (names[place] ?? []).join("\n")),
      },
      {
        font,
        stroke: "#3c444d",
        size: left,
        grid: { stroke: "#dfe3e8", width: 1 },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000],
      },
    ],
    series: [
      {},
      ...bars.map(({ label, colour }, place): uPlot.Series => {
        const align = bars.length === 1 ? 0 : place === 0 ? -1 : 1;
        const paths = uPlot.paths.bars?.({ size: [bars.length === 1 ? 0.6 : 0.36, 40], align });
        return { label, fill: colour, stroke: colour, width: 0, points: { show: false }, ...(paths ? { paths } : {}) };
      }),
    ],
    plugins: [numbersOver(bars, letter)],
  };
  const plot = new uPlot(options, [labels.map((_, place) => place), ...bars.map(({ values }) => [...values])], node);
  return () => plot.destroy();
}
