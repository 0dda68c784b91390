import { clockwork } from "../../functions/clockwork.ts";
import type { Deed, Measured, Taken } from "./measure.ts";
import type { Prices } from "./prices.ts";

/** What an installation has to carry in a month. */
export interface Load {
  name: string;
  /** Readings of a material. */
  views: number;
  comments: number;
  staff: number;
  /** Materials published. */
  publications: number;
  /** Attachments and packages taken away. */
  downloads: number;
  /** GB that lie in the tables and among the files. */
  tables: number;
  files: number;
}

export const loads: Load[] = [
  { name: "county", views: 30_000, comments: 60, staff: 40, publications: 30, downloads: 1_500, tables: 0.5, files: 5 },
  { name: "province", views: 3_000_000, comments: 2_000, staff: 1_500, publications: 200, downloads: 150_000, tables: 20, files: 200 },
  {
    name: "100 million views",
    views: 100_000_000,
    comments: 20_000,
    staff: 3_000,
    publications: 300,
    downloads: 5_000_000,
    tables: 50,
    files: 500,
  },
];

/** What is assumed where nothing can be counted here; `npm run cost` prints it beside the bill. */
export const assumed = {
  /** Of a reading: lists opened, searches made. */
  listsPerView: 0.5,
  searchesPerView: 0.05,
  /** Materials that most readings are of, and places of the edge that keep answers, each for 60 s (`s-maxage`). */
  materialsRead: 100,
  edgePlaces: 4,
  edgeSeconds: 60,
  /** Loader and bundle of a reader who comes for the first time, packed, and how many of the readings are such. */
  bundleBytes: 12_000,
  firstTimes: 0.3,
  downloadBytes: 1_500_000,
  workingDays: 22,
  notesPerPerson: 4,
  /** Memory of a function in GB and how long a call of it takes, s. */
  functionGb: 0.5,
  callSeconds: 0.04,
  jobSeconds: 0.15,
  /** The cloud's clock runs no job more often, ms. */
  jobEvery: 60_000,
  logBytesPerCall: 900,
} as const;

const MONTH = 730 * 3600;
const GB = 1e9;
const MILLION = 1e6;

export interface BillLine {
  what: string;
  quantity: number;
  unit: string;
  amount: number;
}

/**
 * Share of public reads that the edge answers, if every reading is of one of `materialsRead` alike and comes to one of `edgePlaces`
 * at random: of an address that is asked λ times a second and kept for T, λT / (1 + λT).
 */
export function edgeShare(views: number): number {
  const { materialsRead, edgePlaces, edgeSeconds } = assumed;
  const kept = (views / MONTH / (materialsRead * edgePlaces)) * edgeSeconds;
  return kept / (1 + kept);
}

const nothing: Taken = { reads: 0, writes: 0, calls: 0, bytes: 0 };
const plus = (sum: Taken, { reads, writes, calls, bytes }: Taken, times = 1): Taken => ({
  reads: sum.reads + times * reads,
  writes: sum.writes + times * writes,
  calls: sum.calls + times * calls,
  bytes: sum.bytes + times * bytes,
});

/** All that the functions do in a month: the deeds of people, and the jobs. */
function work({ deeds, idleJobs }: Measured, load: Load, edge: boolean): { people: Taken; jobs: Taken } {
  const reaches = edge ? 1 - edgeShare(load.views) : 1;
  const times: Record<Deed, number> = {
    list: load.views * assumed.listsPerView * reaches,
    material: load.views * reaches,
    search: load.views * assumed.searchesPerView,
    view: load.views,
    feedback: load.comments,
    receipt: load.comments * 2,
    answer: load.comments,
    publish: load.publications,
    note: load.staff * assumed.notesPerPerson,
    staffDay: load.staff * assumed.workingDays,
  };
  const people = Object.entries(times).reduce((sum, [deed, count]) => plus(sum, deeds[deed as Deed], count), nothing);
  const jobs = clockwork.reduce(
    (sum, [name, every]) => plus(sum, idleJobs[name]!, (MONTH * 1000) / Math.max(every, assumed.jobEvery)),
    nothing,
  );
  return { people, jobs };
}

/** The month's bill by list prices, without free tiers. @param edge with CloudFront in front */
export function billOf(measured: Measured, load: Load, prices: Prices, edge: boolean): BillLine[] {
  const { people, jobs } = work(measured, load, edge);
  const { list, material } = measured.deeds;
  const opened = load.views * (list.calls * assumed.listsPerView + material.calls);
  const files = load.views * assumed.firstTimes;
  const traffic =
    load.views * (list.bytes * assumed.listsPerView + material.bytes) +
    files * assumed.bundleBytes +
    load.downloads * assumed.downloadBytes;
  const seconds = people.calls * assumed.callSeconds + jobs.calls * assumed.jobSeconds;
  const line = (what: string, quantity: number, unit: string, price: number, per = 1): BillLine => ({
    what,
    quantity,
    unit,
    amount: (quantity / per) * price,
  });
  return [
    line("DynamoDB reads", people.reads + jobs.reads, "units", prices.readUnits, MILLION),
    line("DynamoDB writes", people.writes + jobs.writes, "units", prices.writeUnits, MILLION),
    line("DynamoDB storage", load.tables, "GB", prices.tableStorage),
    line("Recovery to any moment", load.tables, "GB", prices.tableRecovery),
    line("Lambda calls", people.calls + jobs.calls, "calls", prices.functionCalls, MILLION),
    line("Lambda time", seconds * assumed.functionGb, "GB-s", prices.functionTime),
    line("HTTP API", people.calls, "calls", prices.apiCalls, MILLION),
    ...(edge
      ? [
          line("CloudFront requests", opened + load.views + 2 * files, "requests", prices.edgeCalls, MILLION),
          line("CloudFront traffic", traffic / GB, "GB", prices.edgeTraffic),
        ]
      : [line("Traffic", traffic / GB, "GB", prices.regionTraffic)]),
    line("S3 storage", load.files, "GB", prices.fileStorage),
    line("S3 requests", load.downloads, "reads", prices.fileGets, MILLION),
    line("Logs", ((people.calls + jobs.calls) * assumed.logBytesPerCall) / GB, "GB", prices.logs),
  ];
}

export const sumOf = (lines: readonly BillLine[]): number => lines.reduce((sum, { amount }) => sum + amount, 0);
