import { pipeline, Readable } from "node:stream";
import { constants, crc32, createDeflateRaw, deflateRawSync } from "node:zlib";

/** One file of a zip; its chunks are read when the entries before it are out. */
export interface ZipEntry {
  /** With slashes, relative, unique. */
  name: string;
  chunks: AsyncIterable<Uint8Array>;
}

interface Written {
  name: Buffer;
  crc: number;
  packed: number;
  bytes: number;
  offset: number;
}

// Sizes follow the data (bit 3), names are UTF-8 (bit 11).
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1 January 1980, the first day that a zip knows: the same contents give the same bytes. */
const DATE = 0x21;
/** "Made on Unix", a plain file: from DOS, the default, Linux's unzip reads names in an old code page whatever the flag says. */
const MADE_BY = (3 << 8) | 45;
const FILE_MODE = (0o100600 << 16) >>> 0;
const LARGEST_ENTRY = 0xffff_ffff;

/** A file of more than 4 GB: such a backup is for the command, which writes a folder. */
export class EntryTooLarge extends Error {
  override name = "EntryTooLarge";
}

/**
 * A zip, piece by piece, whatever the number and total size of its files; memory holds a chunk and the list of names. The same entries
 * give the same bytes.
 * @param before bytes that stand in the file before it
 * @throws EntryTooLarge, and whatever a source throws
 */
export async function* zipOf(entries: AsyncIterable<ZipEntry>, before = 0): AsyncIterable<Uint8Array> {
  const written: Written[] = [];
  let offset = before;
  for await (const { name, chunks } of entries) {
    const entry: Written = { name: Buffer.from(name), crc: 0, packed: 0, bytes: 0, offset };
    const head = localHeader(entry);
    yield head;
    for await (const chunk of deflated(chunks, entry)) {
      entry.packed += chunk.length;
      yield chunk;
    }
    if (entry.bytes > LARGEST_ENTRY || entry.packed > LARGEST_ENTRY) throw new EntryTooLarge(name);
    const tail = descriptor(entry);
    yield tail;
    offset += head.length + entry.packed + tail.length;
    written.push(entry);
  }
  const start = offset;
  for (const entry of written) {
    const line = centralHeader(entry);
    offset += line.length;
    yield line;
  }
  yield ending(written.length, start, offset);
}

const SMALL = 65_536;

/** Light compression: lines of JSON shrink to a fifth, and files that are packed already cost little time. Small ones need no stream. */
async function* deflated(chunks: AsyncIterable<Uint8Array>, entry: Written): AsyncIterable<Uint8Array> {
  const source = measured(chunks, entry);
  const first: Uint8Array[] = [];
  while (entry.bytes <= SMALL) {
    const { done, value } = await source.next();
    if (done) return void (yield deflateRawSync(Buffer.concat(first), { level: constants.Z_BEST_SPEED }));
    first.push(value);
  }
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED });
  async function* all() {
    yield* first;
    yield* source;
  }
  // A source that fails destroys the stream that is read below, so its error reaches the caller there.
  pipeline(Readable.from(all(), { objectMode: false }), deflate, () => {});
  for await (const chunk of deflate) yield chunk as Uint8Array;
}

async function* measured(chunks: AsyncIterable<Uint8Array>, entry: Written): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    entry.crc = crc32(chunk, entry.crc);
    entry.bytes += chunk.length;
    yield chunk;
  }
}

function localHeader({ name }: Written): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(DEFLATE, 8);
  head.writeUInt16LE(DATE, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function descriptor({ crc, packed, bytes }: Written): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(crc, 4);
  tail.writeUInt32LE(packed, 8);
  tail.writeUInt32LE(bytes, 12);
  return tail;
}

/** Behind 4 GB the place of the entry stands in a field of its own (zip64). */
function centralHeader({ name, crc, packed, bytes, offset }: Written): Buffer {
  const far = offset >= LARGEST_ENTRY;
  const extra = Buffer.alloc(far ? 12 : 0);
  if (far) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(MADE_BY, 4);
  head.writeUInt16LE(far ? 45 : 20, 6);
  head.writeUInt16LE(FLAGS, 8);
  head.writeUInt16LE(DEFLATE, 10);
  head.writeUInt16LE(DATE, 14);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(packed, 20);
  head.writeUInt32LE(bytes, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(FILE_MODE, 38);
  head.writeUInt32LE(Math.min(offset, LARGEST_ENTRY), 42);
  return Buffer.concat([head, name, extra]);
}

/** The end record, with those of zip64 before it where numbers need them. */
function ending(count: number, start: number, end: number): Buffer {
  const size = end - start;
  const large = count >= 0xffff || start >= LARGEST_ENTRY || size >= LARGEST_ENTRY;
  const wide = Buffer.alloc(large ? 76 : 0);
  if (large) {
    wide.writeUInt32LE(0x06064b50, 0);
    wide.writeBigUInt64LE(44n, 4);
    wide.writeUInt16LE(MADE_BY, 12);
    wide.writeUInt16LE(45, 14);
    wide.writeBigUInt64LE(BigInt(count), 24);
    wide.writeBigUInt64LE(BigInt(count), 32);
    wide.writeBigUInt64LE(BigInt(size), 40);
    wide.writeBigUInt64LE(BigInt(start), 48);
    wide.writeUInt32LE(0x07064b50, 56);
    wide.writeBigUInt64LE(BigInt(end), 64);
    wide.writeUInt32LE(1, 72);
  }
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(Math.min(count, 0xffff), 8);
  last.writeUInt16LE(Math.min(count, 0xffff), 10);
  last.writeUInt32LE(Math.min(size, LARGEST_ENTRY), 12);
  last.writeUInt32LE(Math.min(start, LARGEST_ENTRY), 16);
  return Buffer.concat([wide, last]);
}
