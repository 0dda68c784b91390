import type { NoteInput } from "./contract.ts";

/** Beyond this many changed paragraphs on both sides the whole middle counts as one change: the table below would be too large. */
const LARGEST = 4_000_000;

/** For each paragraph of `base` its place in `other`, or undefined: a longest common subsequence, after equal ends are taken off. */
function places(base: readonly string[], other: readonly string[]): (number | undefined)[] {
  const found = Array.from<number | undefined>({ length: base.length });
  let start = 0;
  while (start < base.length && start < other.length && base[start] === other[start]) found[start] = start++;
  let [end, otherEnd] = [base.length, other.length];
  while (end > start && otherEnd > start && base[end - 1] === other[otherEnd - 1]) found[--end] = --otherEnd;
  const [rows, columns] = [end - start, otherEnd - start];
  if (rows === 0 || columns === 0 || rows * columns > LARGEST) return found;
  const width = columns + 1;
  // lengths[r * width + c]: how much base from r and other from c have in common.
  const lengths = new Uint16Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        base[start + row] === other[start + column]
          ? lengths[(row + 1) * width + column + 1]! + 1
          : Math.max(lengths[(row + 1) * width + column]!, lengths[row * width + column + 1]!);
  for (let row = 0, column = 0; row < rows && column < columns;) {
    if (base[start + row] === other[start + column]) found[start + row++] = start + column++;
    else if (lengths[(row + 1) * width + column]! >= lengths[row * width + column + 1]!) row += 1;
    else column += 1;
  }
  return found;
}

const equal = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((line, place) => line === other[place]);

export interface MergedText {
  /** Nothing was changed on both sides in the same place. */
  clean: boolean;
  /** The merged text, where both changed with my paragraphs; and the same with theirs. Equal when clean. */
  mine: string;
  theirs: string;
}

/**
 * Three-way merge by paragraph. What one side alone has changed is taken; what both have added in the same place stands one after the
 * other, theirs first; only where both changed or deleted the same paragraphs in different ways somebody has to decide.
 */
export function mergeTexts(base: string, mine: string, theirs: string): MergedText {
  const [b, m, t] = [base, mine, theirs].map((text) => text.split("\n")) as [string[], string[], string[]];
  const [inMine, inTheirs] = [places(b, m), places(b, t)];
  const result = { mine: [] as string[], theirs: [] as string[] };
  let clean = true;
  let [from, mineFrom, theirsFrom] = [0, 0, 0];
  for (let place = 0; place <= b.length; place += 1) {
    const [mineAt, theirsAt] = place === b.length ? [m.length, t.length] : [inMine[place], inTheirs[place]];
    if (mineAt === undefined || theirsAt === undefined) continue;
    const [was, isMine, isTheirs] = [b.slice(from, place), m.slice(mineFrom, mineAt), t.slice(theirsFrom, theirsAt)];
    if (equal(isMine, was) || equal(isMine, isTheirs)) push(result, isTheirs, isTheirs);
    else if (equal(isTheirs, was)) push(result, isMine, isMine);
    else if (was.length === 0) push(result, [...isTheirs, ...isMine], [...isTheirs, ...isMine]);
    else {
      clean = false;
      push(result, isMine, isTheirs);
    }
    if (place < b.length) push(result, [b[place]!], [b[place]!]);
    [from, mineFrom, theirsFrom] = [place + 1, mineAt + 1, theirsAt + 1];
  }
  return { clean, mine: result.mine.join("\n"), theirs: result.theirs.join("\n") };
}

function push(result: { mine: string[]; theirs: string[] }, mine: readonly string[], theirs: readonly string[]): void {
  for (const line of mine) result.mine.push(line);
  for (const line of theirs) result.theirs.push(line);
}

/** Whether every paragraph of `part` stands in `whole`, in its order. */
export function contains(whole: string, part: string): boolean {
  const lines = whole.split("\n");
  let from = 0;
  return part.split("\n").every((line) => {
    if (line.trim() === "") return true;
    const at = lines.indexOf(line, from);
    from = at + 1;
    return at >= 0;
  });
}

export interface MergedNote {
  clean: boolean;
  mine: NoteInput;
  theirs: NoteInput;
}

const alike = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The same for a whole note: its text by paragraph, every other field as one. */
export function mergeNotes(base: NoteInput, mine: NoteInput, theirs: NoteInput): MergedNote {
  const text = mergeTexts(base.text, mine.text, theirs.text);
  const merged = { clean: text.clean, mine: { ...mine, text: text.mine }, theirs: { ...theirs, text: text.theirs } };
  const take = (field: keyof NoteInput) => {
    if (alike(mine[field], base[field])) Object.assign(merged.mine, { [field]: theirs[field] });
    else if (alike(theirs[field], base[field])) Object.assign(merged.theirs, { [field]: mine[field] });
    else if (!alike(mine[field], theirs[field])) merged.clean = false;
  };
  take("kind");
  take("title");
  take("day");
  take("ties");
  take("about");
  return merged;
}
