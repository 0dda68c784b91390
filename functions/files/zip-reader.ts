import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";

/** The file is no zip, or not as it was written: cut short, altered, or with names that lead elsewhere. */
export class BadZip extends Error {
  override name = "BadZip";
  /** The entry that is bad, when the table of contents could be read. */
  entry: string | undefined;
  constructor(message: string, entry?: string) {
    super(message);
    this.entry = entry;
  }
}

interface Entry {
  name: string;
  method: number;
  crc: number;
  packed: number;
  bytes: number;
  offset: number;
}

const WIDE = 0xffff_ffff;
/** A backup of a million files has a table of contents of this order. */
const LARGEST_DIRECTORY = 256 * 1024 * 1024;

/**
 * Unpacks a zip of any size into an empty folder, readable by its owner only. Every entry is held to the size and the sum that the table
 * of contents states, so nothing swells beyond what was announced.
 * @throws BadZip
 */
export async function unzipTo(zip: string, folder: string): Promise<void> {
  const file = await open(zip, "r");
  try {
    const entries = await directoryOf(file);
    const taken = new Set<string>();
    for (const entry of entries) {
      if (!isInside(entry.name) || taken.has(entry.name)) throw new BadZip(`an entry is named "${entry.name}"`, entry.name);
      taken.add(entry.name);
      if (!entry.name.endsWith("/")) await unpack(file, zip, entry, join(folder, ...entry.name.split("/")));
    }
  } finally {
    await file.close();
  }
}

/** Relative, downwards, and the same on every system. */
function isInside(name: string): boolean {
  return (
    !/[\\\0:]/.test(name) &&
    name
      .replace(/\/$/, "")
      .split("/")
      .every((part) => part !== "" && part !== "." && part !== "..")
  );
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead < length) throw new BadZip("the file is cut short");
  return buffer;
}

async function directoryOf(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = await bytesAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > tail.length) throw new BadZip("the file is no zip, or its end is missing");
  let [count, length, start] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  const locator = end - 20;
  if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
    const wide = await bytesAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56);
    [count, length, start] = [32, 40, 48].map((at) => Number(wide.readBigUInt64LE(at))) as [number, number, number];
  }
  if (length > LARGEST_DIRECTORY || start + length > size) throw new BadZip("the table of contents is broken");
  return entriesOf(await bytesAt(file, start, length), count);
}

function entriesOf(directory: Buffer, count: number): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0, number = 0; number < count; number++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw new BadZip("the table of contents is broken");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => directory.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const entry: Entry = {
      name: directory.subarray(at + 46, at + 46 + nameLength).toString("utf8"),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    };
    entries.push(widened(entry, extra));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** The zip64 field holds, in this order, those of the numbers that did not fit. */
function widened(entry: Entry, extra: Buffer): Entry {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let place = at + 4;
    const next = (value: number) => {
      if (value !== WIDE || place + 8 > extra.length) return value;
      place += 8;
      return Number(extra.readBigUInt64LE(place - 8));
    };
    return { ...entry, bytes: next(entry.bytes), packed: next(entry.packed), offset: next(entry.offset) };
  }
  return entry;
}

async function unpack(file: FileHandle, zip: string, entry: Entry, target: string): Promise<void> {
  const { name, method, packed, bytes, offset } = entry;
  const head = await bytesAt(file, offset, 30);
  if (head.readUInt32LE(0) !== 0x04034b50 || (method !== 0 && method !== 8)) throw new BadZip(`${name} is broken`, name);
  const start = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  let [sum, came] = [0, 0];
  const measured = new Transform({
    transform(chunk: Buffer, _, done) {
      sum = crc32(chunk, sum);
      came += chunk.length;
      done(came > bytes ? new BadZip(`${name} is larger than announced`, name) : null, chunk);
    },
  });
  const out = createWriteStream(target, { flags: "wx", mode: 0o600 });
  if (packed === 0) {
    out.end();
    await new Promise<void>((done, failed) => out.once("close", done).once("error", failed));
  } else {
    const source = createReadStream(zip, { start, end: start + packed - 1 });
    const steps = method === 8 ? [source, createInflateRaw(), measured, out] : [source, measured, out];
    await pipeline(steps).catch((error: NodeJS.ErrnoException) => {
      // What zlib refuses is a fault of the file; a full disk is not.
      throw error.code?.startsWith("Z_") ? new BadZip(`${name} is broken`, name) : error;
    });
  }
  if (came !== bytes || sum !== entry.crc) throw new BadZip(`${name} was altered`, name);
}
