const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
const BLOCK_END = /^(?:\/(?:h[2-4]|p|li|blockquote|caption|tr|figcaption|figure|table|ul|ol)|(?:ul|ol|table|p|blockquote|br|hr)\b.*)$/;
const SENTENCE_END = /[。！？!?；…][”’」』）)]*/g;
const BLOCK_OF_SENTENCES = /[。！？!?；;：:，,….][”’」』）)]*$/;
/** UTF-16 units; headings in official style stay well below. */
const LONGEST_HEADING = 40;

/** A short line that no mark ends: a heading, a caption, a row of a table. It explains nothing in the middle of sentences. */
const isHeading = (block: string): boolean => block.length <= LONGEST_HEADING && !BLOCK_OF_SENTENCES.test(block);

/**
 * The text of canonical clean HTML, one line a block or table row, cells apart by a space. In one pass, without a parser: the canonical form
 * has no `<` or `>` but in tags. Only for what `cleanHtml` gave.
 */
export function plainText(cleanHtml: string): string {
  return cleanHtml
    .replace(/<([^>]*)>/g, (_, tag: string) => (BLOCK_END.test(tag) ? "\n" : /^\/t[dh]$/.test(tag) ? " " : ""))
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? "")
    .replace(/[ \t]*\n\s*/g, "\n")
    .trim();
}

/**
 * The beginning of a text for lists, without its headings: up to the last sentence that ends within `max`, else cut with `…`.
 * @param text blocks on lines of their own, as `plainText` gives them
 * @param max UTF-16 units, as in the contracts' limits; never exceeded, never through a surrogate pair.
 */
export function makeSummary(text: string, max = 120): string {
  const blocks = text.split("\n").map((block) => block.replace(/\s+/g, " ").trim());
  const sentencesOnly = blocks.filter((block) => !isHeading(block));
  // Full-width marks bring their own space.
  const line = (sentencesOnly.length ? sentencesOnly : blocks)
    .join(" ")
    .replace(/([。！？；…”]) /g, "$1")
    .trim();
  if (line.length <= max) return line;
  const ends = Array.from(line.slice(0, max).matchAll(SENTENCE_END));
  const end = ends[ends.length - 1];
  const sentences = end ? line.slice(0, end.index + end[0].length) : "";
  // A first sentence of three words says too little.
  if (sentences.length >= max / 2) return sentences;
  return `${line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
