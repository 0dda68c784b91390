/** What spreadsheet programs take for the start of a formula, in half and full width (ASVS 1.2.10). */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/;

/** A text as it may stand in a cell of a CSV or Excel export: what would be a formula is quoted by an apostrophe. */
export function safeCell(text: string): string {
  return FORMULA_START.test(text) || text.startsWith("'") ? `'${text}` : text;
}

/** The text that `safeCell` was given: what was exported comes back unchanged by an import. */
export function textOfCell(cell: string): string {
  const text = cell.slice(1);
  return cell.startsWith("'") && (FORMULA_START.test(text) || text.startsWith("'")) ? text : cell;
}
