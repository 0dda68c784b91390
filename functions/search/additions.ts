import { chunkOf, emptyBitmap, setBit, type Bitmap } from "./postings.ts";

/**
 * The ordinals to be added to each gram of one chunk. A fold of thousands of documents meets millions of pairs, so they
 * lie in two flat arrays as linked lists (8 bytes a pair) instead of an array object per gram.
 */
export class Additions {
  readonly chunk: number;
  #heads = new Map<string, number>();
  #ordinals = new Uint32Array(4096);
  #previous = new Int32Array(4096);
  #length = 0;

  constructor(chunk: number) {
    this.chunk = chunk;
  }

  add(ordinal: number, grams: Iterable<string>): void {
    if (chunkOf(ordinal) !== this.chunk) throw new RangeError(`ordinal ${ordinal} is not in chunk ${this.chunk}`);
    for (const gram of grams) {
      if (this.#length === this.#ordinals.length) this.#grow();
      this.#ordinals[this.#length] = ordinal;
      this.#previous[this.#length] = this.#heads.get(gram) ?? -1;
      this.#heads.set(gram, this.#length++);
    }
  }

  grams(): Iterable<string> {
    return this.#heads.keys();
  }

  /** The ordinals of a gram as a bitmap of the chunk. */
  bitmap(gram: string): Bitmap {
    const bitmap = emptyBitmap();
    for (let at = this.#heads.get(gram) ?? -1; at >= 0; at = this.#previous[at]!) setBit(bitmap, this.#ordinals[at]!);
    return bitmap;
  }

  #grow(): void {
    const ordinals = new Uint32Array(this.#length * 2);
    ordinals.set(this.#ordinals);
    this.#ordinals = ordinals;
    const previous = new Int32Array(this.#length * 2);
    previous.set(this.#previous);
    this.#previous = previous;
  }
}
