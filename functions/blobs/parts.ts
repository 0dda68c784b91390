/** S3 takes parts of 5 MB or more and 10,000 of them: this holds 8 MB in memory and reaches 80 GB. */
const PART = 8 * 1024 * 1024;

/** Gathers chunks into parts of one size; the last is whatever is left, also nothing. */
export async function* partsOf(source: AsyncIterable<Uint8Array>): AsyncIterable<{ part: Uint8Array; last: boolean }> {
  let held = new Uint8Array(0);
  let filled = 0;
  for await (const chunk of source) {
    for (let from = 0; from < chunk.length;) {
      // Handed over only when more has come: the last part is known as such.
      if (filled === PART) {
        yield { part: held, last: false };
        [held, filled] = [new Uint8Array(0), 0];
      }
      if (held.length < PART && filled + chunk.length - from > held.length) held = grown(held, filled, filled + chunk.length - from);
      const taken = Math.min(held.length - filled, chunk.length - from);
      held.set(chunk.subarray(from, from + taken), filled);
      filled += taken;
      from += taken;
    }
  }
  yield { part: held.subarray(0, filled), last: true };
}

/** A small blob costs no whole part of memory. */
function grown(held: Uint8Array, filled: number, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(PART, Math.max(needed, held.length * 2, 65_536)));
  larger.set(held.subarray(0, filled));
  return larger;
}
