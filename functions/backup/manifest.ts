import * as v from "valibot";
import { keyFor, sha256 } from "../platform/ids.ts";
import { isBlobKey } from "../blobs/keys.ts";

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

/** @returns the manifest, or in one sentence why it is none that this version can read */
export function readManifest(text: string): Manifest | string {
  let value: { format?: unknown; version?: unknown } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return `${MANIFEST} is not JSON.`;
  }
  if (value?.format !== FORMAT) return `${MANIFEST} does not say that this is a ${FORMAT}.`;
  if (value.version !== VERSION)
    return `The backup has format version ${JSON.stringify(value.version)}; this program reads version ${VERSION}.`;
  const { success, output, issues } = v.safeParse(shape, value);
  if (!success) return `${MANIFEST} is malformed at ${v.getDotPath(issues[0]) ?? "its top"}.`;
  const keys = output.files.map(({ key }) => key);
  return keys.every((key, at) => at === 0 || keys[at - 1]! < key) ? output : `${MANIFEST} lists files out of order or twice.`;
}

export function fingerprintOf(secret: string): string {
  return sha256(keyFor(secret, "backup"));
}
