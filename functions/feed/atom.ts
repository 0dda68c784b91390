import type { MaterialCard } from "../materials/contract.ts";

// Characters that XML 1.0 does not allow at all, not even escaped.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, "")
    .replace(/[&<>"']/g, (sign) => escapes[sign]!);
}

/** Atom (RFC 4287) of the newest materials; `origin` without a slash at its end. */
export function atomFeed(origin: string, cards: MaterialCard[]): string {
  const updated = cards[0]?.publishedAt ?? "1970-01-01T00:00:00.000Z";
  const entries = cards.map((card) => {
    const address = `${origin}/column/${card.id}`;
    return [
      "<entry>",
      `<id>${xmlText(address)}</id><title>${xmlText(card.title)}</title>`,
      `<link rel="alternate" type="text/html" href="${xmlText(address)}"/>`,
      `<published>${card.publishedAt}</published><updated>${card.publishedAt}</updated>`,
      `<author><name>${xmlText(card.author || card.source || "干训讲堂")}</name></author>`,
      `<category term="${xmlText(card.category)}"/><summary>${xmlText(card.summary)}</summary>`,
      "</entry>",
    ].join("");
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><id>${xmlText(origin)}/column/</id><title>干训讲堂</title><updated>${updated}</updated><link rel="self" type="application/atom+xml" href="${xmlText(origin)}/feed.xml"/><link rel="alternate" type="text/html" href="${xmlText(origin)}/column/"/>${entries.join("")}</feed>\n`;
}
