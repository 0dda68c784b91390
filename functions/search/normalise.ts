/** A text in the form in which texts and queries are compared, with the way back to the original. */
export interface Normalised {
  text: string;
  /** For each UTF-16 unit of `text`: where the piece of the original that it came from begins and ends. */
  starts: Uint32Array;
  ends: Uint32Array;
}

const UNKNOWN = 0;
const PLAIN = 1;
const SEPARATOR = 2;
const EXTENDS = 3;
const OTHER = 4;

const SPACE = 0x20;

// Invisible characters vanish: a reader cannot see them, so they must not part a word (pasted texts are full of them).
const ignorable = /\p{Default_Ignorable_Code_Point}/u;
const separator = /[\p{P}\p{S}\p{Z}\p{Cc}\p{Cs}]/u;
// What may combine with the character before it: marks, conjoining jamo, half-width voice marks.
const extending = /[\p{M}\u1160-\u11ff\uff9e\uff9f]/u;

/** One byte for each character of the basic plane, filled when first met: the tests above are too slow for every one. */
const kinds = new Uint8Array(0x10000);

function classify(unit: number): number {
  const character = String.fromCharCode(unit);
  if (extending.test(character)) return EXTENDS;
  if (ignorable.test(character) || (unit >= 0xd800 && unit < 0xe000)) return OTHER;
  const folded = character.normalize("NFKC").toLowerCase();
  if (separator.test(character) && folded.length === 1 && separator.test(folded)) return SEPARATOR;
  return folded === character ? PLAIN : OTHER;
}

function kindOf(unit: number): number {
  const known = kinds[unit]!;
  return known === UNKNOWN ? (kinds[unit] = classify(unit)) : known;
}

const lengthAt = (text: string, at: number) => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

function isExtending(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit >= 0xdc00) return kindOf(unit) === EXTENDS;
  return extending.test(String.fromCodePoint(text.codePointAt(at)!));
}

/** Whether a text may be cut before `at` without breaking a character. */
export function isBoundary(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  const splitsPair = text.charCodeAt(at) >> 10 === 0x37 && text.charCodeAt(at - 1) >> 10 === 0x36;
  return !splitsPair && !isExtending(text, at);
}

class Output {
  #units: Uint16Array;
  #starts: Uint32Array;
  #ends: Uint32Array;
  #length = 0;

  constructor(room: number) {
    this.#units = new Uint16Array(room);
    this.#starts = new Uint32Array(room);
    this.#ends = new Uint32Array(room);
  }

  add(unit: number, start: number, end: number): void {
    const at = this.#length;
    // A run of separators is one space, and none leads the text.
    if (unit === SPACE && (at === 0 || this.#units[at - 1] === SPACE)) {
      if (at > 0) this.#ends[at - 1] = end;
      return;
    }
    if (at === this.#units.length) this.#grow();
    this.#units[at] = unit;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#length = at + 1;
  }

  #grow(): void {
    const room = this.#units.length * 2 + 16;
    const wider = <T extends Uint16Array | Uint32Array>(from: T, to: T): T => (to.set(from), to);
    this.#units = wider(this.#units, new Uint16Array(room));
    this.#starts = wider(this.#starts, new Uint32Array(room));
    this.#ends = wider(this.#ends, new Uint32Array(room));
  }

  finish(): Normalised {
    const length = this.#length > 0 && this.#units[this.#length - 1] === SPACE ? this.#length - 1 : this.#length;
    const text = Buffer.from(this.#units.buffer, 0, length * 2).toString("utf16le");
    return { text, starts: this.#starts.subarray(0, length), ends: this.#ends.subarray(0, length) };
  }
}

/** The rare way: a character with its marks, or one that NFKC or lower case changes. */
function addSegment(output: Output, text: string, start: number, end: number): void {
  for (const character of text.slice(start, end).normalize("NFKC").toLowerCase()) {
    if (ignorable.test(character)) continue;
    if (separator.test(character)) output.add(SPACE, start, end);
    else for (let index = 0; index < character.length; index++) output.add(character.charCodeAt(index), start, end);
  }
}

/**
 * NFKC, lower case, invisible characters dropped, and every run of punctuation, symbols and white space made one space.
 * NFKC is applied character by character (a character with its marks counts as one), so that each place of the result
 * is known in the original; text and query go through the same rule, so nothing is lost by it.
 */
export function normalise(text: string): Normalised {
  const output = new Output(text.length);
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    const kind = kindOf(unit);
    let end = at + 1;
    if (kind === PLAIN || kind === SEPARATOR) {
      if (end === text.length || !isExtending(text, end)) {
        output.add(kind === PLAIN ? unit : SPACE, at, end);
        at = end;
        continue;
      }
    } else end = at + lengthAt(text, at);
    while (end < text.length && isExtending(text, end)) end += lengthAt(text, end);
    addSegment(output, text, at, end);
    at = end;
  }
  return output.finish();
}
