/** A stretch of text of one look; `\n` in it is a line break. */
export interface Run {
  text: string;
  bold?: true;
  italic?: true;
  underline?: true;
  strike?: true;
  sub?: true;
  sup?: true;
}

export interface Cell {
  runs: Run[];
  header: boolean;
  columns: number;
  rows: number;
}

/** What a text consists of, whatever it is written to. List items are paragraphs that bring their mark, as in official documents. */
export type Block =
  | { kind: "heading"; level: 2 | 3 | 4; runs: Run[] }
  | { kind: "paragraph"; runs: Run[]; centred?: true }
  | { kind: "picture"; src: string; alt: string }
  | { kind: "table"; rows: Cell[][] };
