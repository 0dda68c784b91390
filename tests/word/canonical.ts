import { expect } from "vitest";

const PARTS: Record<string, RegExp> = {
  a: /^ href="https?:\/\/[^\s"'<>\\]+"$/i,
  img: /^ src="(?:\/api\/materials\/[0-9a-z-]+\/files\/[0-9a-z]+\/[^"'<>\s/]+|gxjt-image:\d+)" alt="[^"<>]*" \/$/i,
  td: /^(?: colspan="\d+")?(?: rowspan="\d+")?$/,
  br: /^ \/$/,
  hr: /^ \/$/,
};
const TAGS = new Set(
  "h2 h3 h4 p br ul ol li blockquote strong em u s sub sup table caption thead tbody tr th td a img figure figcaption hr".split(" "),
);

const INLINE = new Set(["a", "strong", "em", "u", "s", "sub", "sup"]);

/** An independent reading of the promise: only listed tags and attributes, balanced, text free of raw `<`, `>` and stray `&`. */
export function assertCanonical(html: string): void {
  const open: string[] = [];
  let rest = html;
  while (rest) {
    const text = /^[^<>]+/.exec(rest)?.[0];
    const tag = text ? undefined : /^<(\/?)([a-z0-9]+)([^<>]*)>/.exec(rest);
    if (text) expect(text.replace(/&(?:amp|lt|gt|quot);/g, "")).not.toContain("&");
    else {
      expect(tag, rest.slice(0, 60)).not.toBeNull();
      const [, closing = "", name = "", attributes = ""] = tag ?? [];
      expect(TAGS.has(name), name).toBe(true);
      if (closing) expect(open.pop()).toBe(name);
      else {
        expect(attributes, name).toMatch(PARTS[name === "th" ? "td" : name] ?? /^$/);
        if (!attributes.endsWith("/")) open.push(name);
        if (INLINE.has(name)) expect(open.filter((each) => each === name)).toHaveLength(1);
      }
    }
    rest = rest.slice((text ?? tag?.[0] ?? rest).length);
  }
  expect(open).toEqual([]);
}
