/** A column that an import knows: its heading in the template first, then what else people write. */
export interface ImportColumn<F extends string> {
  field: F;
  headings: readonly string[];
  /** Whether a file without this column cannot be imported. */
  needed?: boolean;
}

/** Headings are compared without blanks, brackets' contents and stars: `*用户名（字母）` is 用户名. */
const plain = (heading: string) =>
  heading
    .normalize("NFKC")
    .replace(/\([^)]*\)/g, "")
    .replace(/[\s*:]/g, "")
    .toLowerCase();

export interface Matched<F extends string> {
  rows: Record<F, string>[];
  /** Headings in the file that no column answers to. */
  ignored: string[];
  /** Headings of needed columns that the file lacks. */
  missing: string[];
}

/** A title, a date or a note may stand above the headings. */
const HEADING_WITHIN = 10;

/** Finds the row of headings and takes the known columns below it; the first of two columns with one meaning counts. */
export function matchColumns<F extends string>(table: readonly string[][], columns: readonly ImportColumn<F>[]): Matched<F> {
  const places = table.slice(0, HEADING_WITHIN).map((row) => {
    const cells = row.map(plain);
    return columns.map(({ headings }) => cells.findIndex((cell) => cell !== "" && headings.some((heading) => plain(heading) === cell)));
  });
  const counts = places.map((row) => row.filter((place) => place >= 0).length);
  const at = counts.indexOf(Math.max(0, ...counts));
  const found = (counts[at] ?? 0) > 0 ? places[at]! : columns.map(() => -1);
  const missing = columns.filter(({ needed }, column) => needed && found[column] === -1).map(({ headings }) => headings[0]!);
  if (at < 0 || missing.length > 0) return { rows: [], ignored: [], missing };
  const ignored = table[at]!.filter((heading, place) => heading !== "" && !found.includes(place));
  const rows = table.slice(at + 1).map((cells) => {
    const row = columns.map(({ field }, column) => [field, cells[found[column]!] ?? ""] as const);
    return Object.fromEntries(row) as Record<F, string>;
  });
  // A row with text only in columns that are not known, such as a sum below the list.
  return { rows: rows.filter((row) => Object.values(row).some((cell) => cell !== "")), ignored, missing };
}
