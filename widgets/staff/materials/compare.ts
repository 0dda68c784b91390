import { plainText } from "../../../functions/word/plain-text.ts";

/** A piece of a text that both versions have, or only the later, or only the earlier. */
export interface Piece {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Steps of the comparison after which it is given up as too different: what then differs is shown as a whole. */
const MOST_EDITS = 2000;
/** Pieces longer than this are not looked into any further. */
const LONGEST = 2000;
/** Below this share in common, single characters would only confuse: the sentence is shown as exchanged. */
const ALIKE = 0.4;

type DiffArrays = typeof import("diff").diffArrays;

/** Sentences with their marks; a line break is a sentence of its own, so that lines stay what they are. */
export function sentences(text: string): string[] {
  return text.match(/\n|[^\n。！？!?；;]+[。！？!?；;]*[”』」’）)]*|[。！？!?；;]+[”』」’）)]*/g) ?? [];
}

/** Words of Latin letters and digits, single characters of all else; spaces stand by themselves. */
export function words(text: string): string[] {
  return text.match(/[A-Za-z\u00c0-\u024f]+|\d+|\s+|[\s\S]/gu) ?? [];
}

const join = (pieces: readonly Piece[], kind: Piece["kind"]) =>
  pieces
    .filter((piece) => piece.kind === kind || piece.kind === "same")
    .map(({ text }) => text)
    .join("");

/** Neighbours of one kind become one piece; what is removed stands before what is added. */
function tidy(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let removed = "";
  let added = "";
  const flush = () => {
    if (removed) out.push({ kind: "removed", text: removed });
    if (added) out.push({ kind: "added", text: added });
    removed = added = "";
  };
  for (const { kind, text } of pieces) {
    if (text === "") continue;
    if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else {
      flush();
      const last = out[out.length - 1];
      if (last?.kind === "same") last.text += text;
      else out.push({ kind, text });
    }
  }
  flush();
  return out;
}

function compareTokens(diffArrays: DiffArrays, before: string[], after: string[]): Piece[] | undefined {
  const changes = diffArrays(before, after, { maxEditLength: MOST_EDITS });
  return changes?.map(({ added, removed, value }) => ({ kind: added ? "added" : removed ? "removed" : "same", text: value.join("") }));
}

const inked = (text: string) => text.replace(/\s/g, "").length;

/** What was exchanged, character by character where enough of it stayed. */
function within(diffArrays: DiffArrays, before: string, after: string): Piece[] {
  const whole: Piece[] = [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ];
  if (!before || !after || before.length + after.length > LONGEST) return whole;
  const pieces = compareTokens(diffArrays, words(before), words(after));
  if (!pieces) return whole;
  const same = inked(pieces.map(({ kind, text }) => (kind === "same" ? text : "")).join(""));
  return 2 * same < ALIKE * (inked(before) + inked(after)) ? whole : pieces;
}

/**
 * The way from one text to another: sentence by sentence, then within sentences that were exchanged. Leaving out what is added gives
 * the earlier text, leaving out what is removed the later.
 */
export function compareTexts(diffArrays: DiffArrays, before: string, after: string): Piece[] {
  const rough = compareTokens(diffArrays, sentences(before), sentences(after));
  if (!rough) return tidy(within(diffArrays, before, after));
  const pieces = tidy(rough);
  const fine: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at]!;
    const next = pieces[at + 1];
    if (piece.kind === "removed" && next?.kind === "added") {
      fine.push(...within(diffArrays, piece.text, next.text));
      at += 1;
    } else fine.push(piece);
  }
  return tidy(fine);
}

export const earlier = (pieces: readonly Piece[]): string => join(pieces, "removed");
export const later = (pieces: readonly Piece[]): string => join(pieces, "added");

/** What stayed the same is shown near a change: this many characters at least, in whole sentences. */
const NEAR = 40;
/** Less than this is not worth a fold. */
const FOLDED = 60;

/**
 * The part of an unchanged piece that lies far from any change; empty when all of it is near.
 * @param first nothing was changed before it, so its beginning is far
 */
export function folded(text: string, first: boolean, last: boolean): { head: string; middle: string; tail: string } {
  const all = sentences(text);
  let from = 0;
  let to = all.length;
  for (let near = first ? NEAR : 0; near < NEAR && from < to; from += 1) near += all[from]!.length;
  for (let near = last ? NEAR : 0; near < NEAR && to > from; to -= 1) near += all[to - 1]!.length;
  const middle = all.slice(from, to).join("");
  if (middle.length < FOLDED) return { head: text, middle: "", tail: "" };
  return { head: all.slice(0, from).join(""), middle, tail: all.slice(to).join("") };
}

export interface Comparable {
  title: string;
  category: string;
  summary: string;
  body: string;
  author: string;
  source: string;
  questions: string[];
  attachments: string[];
}

const fields: [keyof Comparable, string][] = [
  ["title", "标题"],
  ["category", "分类"],
  ["summary", "摘要"],
  ["author", "作者"],
  ["source", "来源"],
  ["body", "正文"],
  ["questions", "讨论题"],
  ["attachments", "附件"],
];

export interface FieldChange {
  label: string;
  pieces: Piece[];
  /** The words are the same; only form or pictures differ. */
  formOnly: boolean;
}

const textOf = (value: string | string[], key: string) =>
  Array.isArray(value) ? value.join("\n") : key === "body" ? plainText(value) : value;

/** Every field that differs, with its pieces. The comparing package is fetched when first used. */
export async function compareVersions(before: Comparable, after: Comparable): Promise<FieldChange[]> {
  const { diffArrays } = await import("diff");
  return fields
    .filter(([key]) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map(([key, label]) => {
      const pieces = compareTexts(diffArrays, textOf(before[key], key), textOf(after[key], key));
      return { label, pieces, formOnly: pieces.every(({ kind }) => kind === "same") };
    });
}
