import { parseArgs } from "node:util";
import { assumed, type BillLine, billOf, edgeShare, type Load, loads, sumOf } from "./bill.ts";
import { measure, type Measured } from "./measure.ts";
import { priceLists, type Prices } from "./prices.ts";

const USAGE = "Usage: npm run cost -- [--views N --comments N --staff N --publications N --downloads N --tables GB --files GB]";
const names = ["views", "comments", "staff", "publications", "downloads", "tables", "files"] as const;

const figure = (value: number, digits = 0) => value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
const money = (value: number, { currency }: Prices) => `${currency === "CNY" ? "¥" : "$"}${figure(value, value < 100 ? 2 : 0)}`;

function table(rows: (readonly string[])[]): string {
  const [head = [], ...rest] = rows;
  return [head, head.map((_, place) => (place === 0 ? "---" : "---:")), ...rest].map((row) => `| ${row.join(" | ")} |\n`).join("");
}

/** The load of the command line: a county's, with what is named changed. */
function ownLoad(args: string[]): Load | undefined {
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const { values } = parseArgs({ args, options });
  const given = Object.entries(values as Record<string, string>);
  if (given.length === 0) return undefined;
  const numbers = given.map(([name, value]) => [name, Number(value)] as const);
  if (numbers.some(([, value]) => !(value >= 0 && value < 1e12))) throw new TypeError(USAGE);
  return { ...loads[0]!, ...Object.fromEntries(numbers), name: "as given" };
}

function unitsTable({ deeds, idleJobs }: Measured): string {
  const row = (name: string, { reads, writes, calls, bytes }: Measured["deeds"]["list"]) => [
    name,
    figure(reads, 1),
    figure(writes),
    figure(calls),
    figure(bytes),
  ];
  return table([
    ["one", "read units", "write units", "calls", "bytes out"],
    ...Object.entries(deeds).map(([name, taken]) => row(name, taken)),
    ...Object.entries(idleJobs).map(([name, taken]) => row(`idle run of ${name}`, taken)),
  ]);
}

function billTable(measured: Measured, of: Load[], prices: Prices, edge: boolean): string {
  const bills = of.map((load) => billOf(measured, load, prices, edge));
  const cell = ({ quantity, unit, amount }: BillLine) => `${figure(quantity, quantity < 100 ? 1 : 0)} ${unit}: ${money(amount, prices)}`;
  const lines = bills[0]!.map(({ what }, place) => [what, ...bills.map((bill) => cell(bill[place]!))]);
  return table([
    [`${prices.region}${edge ? "" : " without CloudFront"}, a month`, ...of.map(({ name }) => name)],
    ...lines,
    ["**sum**", ...bills.map((bill) => `**${money(sumOf(bill), prices)}**`)],
  ]);
}

/** In the partition `aws-cn` the edge is an option, so the bill is shown both ways. */
const shown: [Prices, boolean][] = [
  [priceLists["us-east-1"], true],
  [priceLists["cn-north-1"], false],
  [priceLists["cn-north-1"], true],
];

const sourceOf = ({ region, asOf, source, fromPages }: Prices) =>
  `${region}: list prices as of ${asOf}, ${source}; read there: ${fromPages.join(", ") || "none"}, the others as generally known.`;

try {
  const own = ownLoad(process.argv.slice(2));
  const of = own ? [own] : loads;
  const measured = await measure();
  const parts = [
    "Counted by the real routes on the demo data, nothing remembered from before:\n",
    unitsTable(measured),
    `\nLoads: ${of.map(({ name, ...load }) => `${name} ${JSON.stringify(load).replaceAll(/["{}]/g, "").replaceAll(",", ", ")}`).join("; ")}`,
    `Assumed: ${JSON.stringify(assumed).replaceAll(/["{}]/g, "").replaceAll(",", ", ")}`,
    `Answered by the edge: ${of.map(({ name, views }) => `${name} ${figure(edgeShare(views) * 100, 1)} % of public reads`).join(", ")}\n`,
    ...shown.flatMap(([prices, edge]) => [billTable(measured, of, prices, edge)]),
    ...Object.values(priceLists).map(sourceOf),
    "Prices change: check them before you rely on them. They stand in infra/local/prices.ts.\n",
  ];
  process.stdout.write(parts.join("\n"));
} catch (error) {
  const { code, message, stack } = error as Error & { code?: string };
  const usage = code?.startsWith("ERR_PARSE_ARGS") || message === USAGE;
  process.stderr.write(`${usage ? USAGE : stack}\n`);
  process.exitCode = 1;
}
