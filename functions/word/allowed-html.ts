/** The closed list of the body's tags. Whoever shows a body may rely on it: no other tag, no other attribute. */
export const inlineTags = ["br", "strong", "em", "u", "s", "sub", "sup", "a", "img"];
export const blockTags = ["h2", "h3", "h4", "p", "ul", "ol", "blockquote", "table", "figure", "hr"];
export const partTags = ["li", "caption", "thead", "tbody", "tr", "th", "td", "figcaption"];

/** A stored picture of this column, in one path segment after its id, or the placeholder of one that is still to be stored. */
const PICTURE = /^(?:\/api\/materials\/[0-9a-z-]+\/files\/[0-9a-z]+\/(?!(?:\.|%2e){1,2}$)[^"'<>\s\\/?#\p{Cc}]+|gxjt-image:[0-9]{1,4})$/iu;
const LONGEST_LINK = 2000;
const LONGEST_ALT = 200;

/**
 * What is left of an element's attributes.
 * @returns undefined when the element means nothing without one that it lacks: a link without an address, a picture without a source.
 */
export function allowedAttributes(tag: string, given: Record<string, string>): Record<string, string> | undefined {
  if (tag === "a") {
    const href = allowedLink(given["href"] ?? "");
    return href === undefined ? undefined : { href };
  }
  if (tag === "img") {
    const src = given["src"] ?? "";
    return PICTURE.test(src)
      ? {
          src,
          alt: Array.from(oneLine(given["alt"] ?? ""))
            .slice(0, LONGEST_ALT)
            .join("")
            .trim(),
        }
      : undefined;
  }
  if (tag === "td" || tag === "th") return { ...span("colspan", given), ...span("rowspan", given) };
  return {};
}

/** http and https only, no user name or password, no control characters, spaces or backslashes (ASVS 1.2.2). */
export function allowedLink(href: string): string | undefined {
  const trimmed = href.trim();
  if (trimmed.length > LONGEST_LINK || !/^https?:\/\/[^\s\p{Cc}\\"'<>]+$/iu.test(trimmed)) return undefined;
  try {
    const { username, password } = new URL(trimmed);
    return username || password ? undefined : trimmed;
  } catch {
    // No address after all. Not URL.canParse: the editor runs this in browsers that lack it.
    return undefined;
  }
}

function span(name: string, given: Record<string, string>): Record<string, string> {
  const value = given[name] ?? "";
  return /^([2-9]|[1-4]\d|50)$/.test(value) ? { [name]: value } : {};
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
