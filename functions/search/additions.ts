import { chunkOf, setBit, type Bitmap } from "./postings.ts";

/**
 * The ordinals to be added to each gram of one chunk. A fold of thousands of documents meets millions of pairs, so they
 * lie in two flat arrays as linked lists (8 bytes a pair) instead of an array object per gram.
 */
export class Additions {
  readonly chunk: number;
  // An object per gram, so that adding to a known one takes one look-up.
  #heads = new Map<string, { at: number }>();
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
      const head = this.#heads.get(gram);
      this.#previous[this.#length] = head ? head.at : -1;
      if (head) head.at = this.#length;
      else this.#heads.set(gram, { at: this.#length });
      this.#length += 1;
    }
  }

  grams(): Iterable<string> {
    return this.#heads.keys();
  }

  /** Adds the ordinals of a gram to its posting. @returns whether that changed it */
  addTo(bitmap: Bitmap, gram: string): boolean {
    let changed = false;
    for (let at = this.#heads.get(gram)?.at ?? -1; at >= 0; at = this.#previous[at]!) {
      if (setBit(bitmap, this.#ordinals[at]!)) changed = true;
    }
    return changed;
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
