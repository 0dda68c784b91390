import * as v from "valibot";

/** 备份: everything, for a restore. 年度归档: what the public saw of a year, for the archive. */
export const bundleKinds = ["backup", "archive"] as const;
export type BundleKind = (typeof bundleKinds)[number];

/** So many backups are kept; older ones go when a new one is whole. Archives stay until a person deletes them. */
export const BACKUPS_KEPT = 7;
/** Problems of a check that are named; the rest is counted. */
export const PROBLEMS_NAMED = 200;

/** What a check of a stored zip found, in Chinese sentences. */
const checked = v.strictObject({ at: v.string(), problems: v.array(v.string()), more: v.number() });

/** A finished zip among the files. `sha256` is of the zip itself, in hex. */
export const bundle = v.strictObject({
  id: v.string(),
  kind: v.picklist(bundleKinds),
  year: v.optional(v.number()),
  fileName: v.string(),
  at: v.string(),
  name: v.string(),
  bytes: v.number(),
  sha256: v.string(),
  checked: v.optional(checked),
});
export type Bundle = v.InferOutput<typeof bundle>;

/** Why a run failed. `broken-off`: the program ended while it ran. */
export const runProblems = ["broken-off", "away", "disk-full", "too-large", "gone", "internal"] as const;
export type RunProblem = (typeof runProblems)[number];

/** The one piece of work that is asked for, going on, or was the last. */
export const run = v.strictObject({
  what: v.picklist(["backup", "archive", "check"]),
  state: v.picklist(["waiting", "running", "done", "failed"]),
  year: v.optional(v.number()),
  /** The bundle that is checked, or that was made. */
  bundle: v.optional(v.string()),
  name: v.string(),
  at: v.string(),
  /** Bytes written or read so far. */
  bytes: v.number(),
  problem: v.optional(v.picklist(runProblems)),
});
export type Run = v.InferOutput<typeof run>;

export const bundleList = v.strictObject({ items: v.array(bundle), run: v.optional(run), keep: v.number() });
export type BundleList = v.InferOutput<typeof bundleList>;

export const backupRequest = v.strictObject({});
export const archiveRequest = v.strictObject({ year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)) });
/** A presigned address, good for a few minutes. */
export const downloadAnswer = v.strictObject({ url: v.string() });
