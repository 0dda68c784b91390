import type { Item, Key, NewItem } from "../store/store.ts";

/**
 * A posting says which of 16,384 neighbouring ordinals hold a gram. In memory it is always a bitmap of 2 KB, because
 * intersecting those is a plain `&`; stored it is the shorter of a bitmap and a list of gaps, at most 2.7 KB in base64.
 */
export const CHUNK_BITS = 14;
const CHUNK_SIZE = 1 << CHUNK_BITS;
const BITMAP_BYTES = CHUNK_SIZE / 8;

export type Bitmap = Uint32Array;

export const emptyBitmap = (): Bitmap => new Uint32Array(CHUNK_SIZE / 32);
export const chunkOf = (ordinal: number) => ordinal >> CHUNK_BITS;
const within = (ordinal: number) => ordinal & (CHUNK_SIZE - 1);

/** @returns whether the bit was not yet set */
export function setBit(bitmap: Bitmap, ordinal: number): boolean {
  const isNew = !hasBit(bitmap, ordinal);
  bitmap[within(ordinal) >> 5]! |= 1 << (ordinal & 31);
  return isNew;
}

export function clearBit(bitmap: Bitmap, ordinal: number): void {
  bitmap[within(ordinal) >> 5]! &= ~(1 << (ordinal & 31));
}

export function hasBit(bitmap: Bitmap, ordinal: number): boolean {
  return (bitmap[within(ordinal) >> 5]! & (1 << (ordinal & 31))) !== 0;
}

/** The ordinals of a chunk's bitmap, highest first: newest first. */
export function* descending(bitmap: Bitmap, chunk: number): Generator<number> {
  for (let index = bitmap.length - 1; index >= 0; index--) {
    let word = bitmap[index]!;
    while (word !== 0) {
      const bit = 31 - Math.clz32(word);
      yield (chunk << CHUNK_BITS) + index * 32 + bit;
      word = (word & ~(1 << bit)) >>> 0;
    }
  }
}

export function intersect(into: Bitmap, other: Bitmap): void {
  for (let index = 0; index < into.length; index++) into[index]! &= other[index]!;
}

// Filled and read within one call, millions of times in a large fold.
const scratch = Buffer.alloc(BITMAP_BYTES);

/** `b` and a bitmap, or `g` and the gaps between ordinals, seven bits a byte. The empty posting is "". */
export function encodePosting(bitmap: Bitmap): string {
  let length = 0;
  let last = -1;
  for (let index = 0; index < bitmap.length; index++) {
    let word = bitmap[index]!;
    while (word !== 0) {
      const bit = 31 - Math.clz32(word & -word);
      const gap = index * 32 + bit - last - 1;
      // Denser than a bitmap would be: two bytes hold any gap of a chunk.
      if (length + 2 > BITMAP_BYTES) return `b${bitmapBytes(bitmap).toString("base64")}`;
      if (gap > 127) scratch[length++] = 128 | (gap >> 7);
      scratch[length++] = gap & 127;
      last += gap + 1;
      word = (word & (word - 1)) >>> 0;
    }
  }
  return length === 0 ? "" : `g${scratch.toString("base64", 0, length)}`;
}

function bitmapBytes(bitmap: Bitmap): Buffer {
  const bytes = Buffer.alloc(BITMAP_BYTES);
  bitmap.forEach((word, index) => bytes.writeUInt32LE(word, index * 4));
  return bytes;
}

export function decodePosting(posting: string): Bitmap {
  const bitmap = emptyBitmap();
  const bytes = Buffer.from(posting.slice(1), "base64");
  if (posting.startsWith("b")) {
    for (let index = 0; index < bitmap.length; index++) bitmap[index] = bytes.readUInt32LE(index * 4);
    return bitmap;
  }
  let ordinal = -1;
  for (let at = 0; at < bytes.length; at++) {
    const high = bytes[at]!;
    ordinal += 1 + (high < 128 ? high : ((high & 127) << 7) | bytes[++at]!);
    setBit(bitmap, ordinal);
  }
  return bitmap;
}

/** Postings lie in a fixed number of partitions, so that a repair can walk all of them without knowing any gram. */
export const BUCKETS = 256;

export const bucketKey = (bucket: number) => `search#gram#${String(bucket).padStart(3, "0")}`;

/** 32-bit FNV-1a, folded to a byte: spreads grams, protects nothing. */
export function bucketOf(gram: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < gram.length; index++) hash = Math.imul(hash ^ gram.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (BUCKETS - 1);
}

/** What follows the last `#` is the chunk. */
export function postingKey(gram: string, chunk: number): Key {
  return { pk: bucketKey(bucketOf(gram)), sk: `${gram}#${String(chunk).padStart(6, "0")}` };
}

export const chunkOfKey = ({ sk }: Key) => Number(sk.slice(sk.lastIndexOf("#") + 1));

export function postingItem(key: Key, bitmap: Bitmap): NewItem {
  return { pk: key.pk, sk: key.sk, posting: encodePosting(bitmap) };
}

export function postingOf(item: Item | undefined): Bitmap {
  return typeof item?.["posting"] === "string" ? decodePosting(item["posting"]) : emptyBitmap();
}
