/** Width of a label's part in letters: a Chinese character is one, a digit or Latin letter about half. */
const widthOf = (part: string) => Array.from(part).reduce((sum, letter) => sum + (letter > "\u00ff" ? 1 : 0.58), 0);

/**
 * Breaks a label into lines of at most so many letters, as Chinese is broken: anywhere but within a number. One letter a line is
 * upright writing, which charts use too. @param room letters that fit into a line, at least 1
 */
export function breakLabel(label: string, room: number): string[] {
  const parts = label.match(/\d+月?|[\s\S]/gu) ?? [];
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines[lines.length - 1];
    if (part === "\n") lines.push("");
    else if (last !== undefined && widthOf(last + part) <= Math.max(1, room)) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.filter((line) => line !== "");
}

/** Every how-manieth label is written, so that none runs into the next. */
export function stride(labels: readonly string[], room: number): number {
  const widest = Math.max(1, ...labels.map((label) => Math.max(0, ...breakLabel(label, room).map(widthOf))));
  return Math.max(1, Math.ceil((widest + 0.2) / Math.max(0.1, room)));
}
