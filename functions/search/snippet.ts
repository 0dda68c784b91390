import type { SnippetPiece } from "../materials/contract.ts";
import { isBoundary, normalise } from "./normalise.ts";

interface Span {
  start: number;
  end: number;
}

/** Overlapping hits are joined up to this length, so that no repetition makes an endless piece. */
const LONGEST_HIT = 80;

/** Where the terms stand in the original text, in order and apart; overlapping ones are joined. */
function hits(text: string, terms: string[]): Span[] {
  const { text: normal, starts, ends } = normalise(text);
  const found: Span[] = [];
  for (const term of terms) {
    for (let at = normal.indexOf(term); at >= 0; at = normal.indexOf(term, at + term.length)) {
      found.push({ start: starts[at]!, end: ends[at + term.length - 1]! });
    }
  }
  const apart: Span[] = [];
  for (const span of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = apart.at(-1);
    if (!last || span.start >= last.end) apart.push(span);
    else if (span.end - last.start <= LONGEST_HIT) last.end = Math.max(last.end, span.end);
  }
  return apart;
}

function pieces(text: string, { start, end }: Span, spans: Span[]): SnippetPiece[] {
  const made: SnippetPiece[] = [];
  let at = start;
  for (const span of spans) {
    if (span.start > at) made.push({ text: text.slice(at, span.start), hit: false });
    made.push({ text: text.slice(span.start, span.end), hit: true });
    at = span.end;
  }
  if (at < end) made.push({ text: text.slice(at, end), hit: false });
  return made;
}

/** The whole title, its hits marked. */
export function titlePieces(title: string, terms: string[]): SnippetPiece[] {
  return pieces(title, { start: 0, end: title.length }, hits(title, terms));
}

/** Of a snippet, in UTF-16 units: its length, the least of it, and the most that stands before the first hit. */
const LENGTH = 80;
const LEAST = 60;
const BEFORE = 24;

const sentenceEnds = "。!?!?;;\n\r";
const isBlank = (text: string, at: number) => text[at]!.trim() === "";

/** Begins after the end of a sentence when one is near, so that the snippet reads from its beginning. */
function beginning(text: string, hit: number): number {
  const earliest = Math.max(0, Math.min(hit - BEFORE, text.length - LENGTH));
  const latest = Math.min(hit, Math.max(earliest, text.length - LEAST));
  let start = earliest;
  for (let at = earliest; at < latest; at++) if (sentenceEnds.includes(text[at]!)) start = at + 1;
  while (start < hit && (isBlank(text, start) || !isBoundary(text, start))) start++;
  return start;
}

function ending(text: string, least: number, wanted: number): number {
  let end = Math.min(text.length, wanted);
  while (end > least && (isBlank(text, end - 1) || !isBoundary(text, end))) end--;
  return end;
}

function around(text: string, spans: Span[]): SnippetPiece[] {
  const blank = text.length - text.trimStart().length;
  const first = spans[0] ?? { start: blank, end: blank };
  const start = beginning(text, first.start);
  const end = ending(text, first.end, Math.max(start + LENGTH, first.end));
  // A hit across the end is not marked.
  const inside = spans.filter((span) => span.end <= end);
  const made = pieces(text, { start, end }, inside);
  if (start > blank) made.unshift({ text: "…", hit: false });
  if (end < text.trimEnd().length) made.push({ text: "…", hit: false });
  return made;
}

/**
 * Sixty to ninety characters of the original around the first hit of the text, else of the summary, with every hit
 * marked; the beginning of the summary or text when the words are in the title alone. A piece "…" stands for what is
 * cut off.
 */
export function snippetOf({ text, summary }: { text: string; summary: string }, terms: string[]): SnippetPiece[] {
  for (const source of [text, summary]) {
    const spans = hits(source, terms);
    if (spans.length > 0) return around(source, spans);
  }
  return around(summary === "" ? text : summary, []);
}
