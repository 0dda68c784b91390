import { inflateRawSync } from "node:zlib";

/** Bounds for any archive that we open ourselves (ASVS 5.2.3). Bytes; the ratio is of the whole archive. */
export const archiveLimits = { entries: 2000, bytes: 200 * 1024 * 1024, ratio: 100 } as const;

export type ArchiveProblem = "not-an-archive" | "too-many-entries" | "too-large" | "ratio" | "encrypted" | "broken";

export class ArchiveRefused extends Error {
  override name = "ArchiveRefused";
  problem: ArchiveProblem;
  constructor(problem: ArchiveProblem, options?: ErrorOptions) {
    super(`archive refused: ${problem}`, options);
    this.problem = problem;
  }
}

export interface ArchiveEntry {
  name: string;
  compressedBytes: number;
  /** As declared; unpackArchive holds the entry to it. */
  bytes: number;
  method: number;
  offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Reads a zip's table of contents without inflating anything.
 * @throws ArchiveRefused when it breaks a limit, is encrypted, uses zip64 (nothing allowed here is that large) or contradicts itself.
 */
export function listArchive(archive: Uint8Array): ArchiveEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  if (count > archiveLimits.entries) throw new ArchiveRefused("too-many-entries");
  const entries: ArchiveEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw new ArchiveRefused("broken");
    const nameLength = view.getUint16(at + 28, true);
    const entry = {
      name: new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      compressedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    // Bit 0: encrypted, bit 6: strongly so.
    if (view.getUint16(at + 8, true) & 0x41) throw new ArchiveRefused("encrypted");
    if (entry.method !== 0 && entry.method !== 8) throw new ArchiveRefused("broken");
    entries.push(entry);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  checkTotals(entries, archive.byteLength);
  return entries;
}

/**
 * Inflates the wanted entries, each held to its declared size while inflating. Archives inside are bytes like any others.
 * @throws ArchiveRefused as listArchive, and when an entry is not what the table of contents says.
 */
export function unpackArchive(archive: Uint8Array, wanted: (entry: ArchiveEntry) => boolean): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const entry of listArchive(archive)) {
    if (!wanted(entry)) continue;
    // Which of two would be read depends on the reader: exactly what hides one from the other.
    if (files.has(entry.name)) throw new ArchiveRefused("broken");
    files.set(entry.name, inflate(archive, entry));
  }
  return files;
}

function endRecord(view: DataView): number {
  const last = view.byteLength - 22;
  // The record is followed by a comment of at most 65,535 bytes.
  for (let at = last; at >= 0 && at >= last - 0xffff; at--) {
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw new ArchiveRefused("not-an-archive");
}

function checkTotals(entries: ArchiveEntry[], archiveBytes: number): void {
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const compressed = entries.reduce((sum, entry) => sum + entry.compressedBytes + 30, 0);
  if (total > archiveLimits.bytes) throw new ArchiveRefused("too-large");
  if (total > archiveLimits.ratio * archiveBytes) throw new ArchiveRefused("ratio");
  // More packed bytes than the file has: entries overlap, the trick of the best known bombs.
  if (compressed > archiveBytes) throw new ArchiveRefused("broken");
}

function inflate(archive: Uint8Array, entry: ArchiveEntry): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  if (entry.offset + 30 > archive.byteLength || view.getUint32(entry.offset, true) !== LOCAL) throw new ArchiveRefused("broken");
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = archive.subarray(start, start + entry.compressedBytes);
  const bytes = entry.method === 0 ? packed : inflated(packed, entry.bytes);
  if (packed.length !== entry.compressedBytes || bytes.length !== entry.bytes) throw new ArchiveRefused("broken");
  return bytes;
}

function inflated(packed: Uint8Array, bytes: number): Uint8Array {
  try {
    // Stops at the first byte beyond what was declared.
    return inflateRawSync(packed, { maxOutputLength: Math.max(bytes, 1) });
  } catch (error) {
    throw new ArchiveRefused("broken", { cause: error });
  }
}
