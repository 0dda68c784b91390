import * as v from "valibot";
import { keyFor, sha256 } from "../platform/ids.ts";
import { isBlobKey } from "../blobs/keys.ts";
import type { BackupProblem } from "./problems.ts";

/**
 * A backup is a folder: `manifest.json`, `tables/<name>.jsonl` (one item a line with sorted names, lines sorted by the UTF-8 bytes of
 * pk and sk), `files/<key>`, and `secret` when the installation keeps its own. It holds no times, so that the same data always give
 * the same bytes.
 */
export const FORMAT = "gxjt-backup";
export const VERSION = 1;
export const MANIFEST = "manifest.json";
export const SECRET = "secret";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sum = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const shape = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  /** Tells installations of another secret apart; `included` says that the secret itself lies in the backup. */
  secret: v.strictObject({ included: v.boolean(), fingerprint: v.string() }),
  tables: v.record(v.string(), v.strictObject({ items: count, sha256: sum })),
  /** Sorted by key. */
  files: v.array(v.strictObject({ key: v.pipe(v.string(), v.check(isBlobKey)), bytes: count, sha256: sum })),
});

export type Manifest = v.InferOutput<typeof shape>;

export const tableFile = (table: string) => `tables/${table}.jsonl`;

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 1)}\n`;
}

/** @returns the manifest, or why it is none that this version can read */
export function readManifest(text: string): { manifest: Manifest } | { problem: BackupProblem } {
  let value: { format?: unknown; version?: unknown } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return { problem: { what: "not-json", path: MANIFEST } };
  }
  if (value?.format !== FORMAT) return { problem: { what: "other-format", path: MANIFEST, at: FORMAT } };
  if (value.version !== VERSION) return { problem: { what: "other-version", found: JSON.stringify(value.version), known: VERSION } };
  const { success, output, issues } = v.safeParse(shape, value);
  if (!success) return { problem: { what: "malformed", path: MANIFEST, at: v.getDotPath(issues[0]) ?? "its top" } };
  const keys = output.files.map(({ key }) => key);
  const inOrder = keys.every((key, at) => at === 0 || keys[at - 1]! < key);
  return inOrder ? { manifest: output } : { problem: { what: "out-of-order", path: MANIFEST } };
}

export function fingerprintOf(secret: string): string {
  return sha256(keyFor(secret, "backup"));
}
