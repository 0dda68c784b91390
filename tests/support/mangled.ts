import fc from "fast-check";
import { nodesOf, snippetOf } from "../../widgets/core/snippets.ts";

/** What editors, and the people before them, do to a pasted snippet. */
export interface Mangling {
  /** The generator's lines, or the short forms of README and /embed/. */
  form: "script" | "plain-tags" | "gxjt-" | "data-gxjt" | "class";
  part: "both" | "materials" | "feedback";
  letters: "as given" | "lower" | "UPPER";
  quotes: "double" | "single" | "none";
  around: "nothing" | "p" | "p and nbsp" | "table cell" | "font";
  /** What is left in an element. */
  inside: "as given" | "nothing" | "nbsp" | "empty p" | "link in p" | "self-closed";
  dropped: "nothing" | "data-*" | "class";
  script: "as given" | "no async" | "old attributes" | "in head" | "first" | "last" | "dropped";
  /** The script a second time: the same, with other queries, or by another name of the same column. */
  twice: "no" | "same" | "queries" | "alias";
  style: boolean;
}

export const manglings: fc.Arbitrary<Mangling> = fc.record({
  form: fc.constantFrom("script", "plain-tags", "gxjt-", "data-gxjt", "class"),
  part: fc.constantFrom("both", "materials", "feedback"),
  letters: fc.constantFrom("as given", "lower", "UPPER"),
  quotes: fc.constantFrom("double", "single", "none"),
  around: fc.constantFrom("nothing", "p", "p and nbsp", "table cell", "font"),
  inside: fc.constantFrom("as given", "nothing", "nbsp", "empty p", "link in p", "self-closed"),
  dropped: fc.constantFrom("nothing", "data-*", "class"),
  script: fc.constantFrom("as given", "no async", "old attributes", "in head", "first", "last", "dropped"),
  twice: fc.constantFrom("no", "same", "queries", "alias"),
  style: fc.boolean(),
});

/** The lines as they were given out; a test changes what it is about. */
export const unharmed: Mangling = {
  form: "script",
  part: "both",
  letters: "as given",
  quotes: "double",
  around: "nothing",
  inside: "as given",
  dropped: "nothing",
  script: "as given",
  twice: "no",
  style: true,
};

type Tag = "materials" | "feedback";
const tagsOf = (part: Mangling["part"]): Tag[] => (part === "both" ? ["materials", "feedback"] : [part]);

const short: Record<string, (tag: Tag) => string> = {
  "gxjt-": (tag) => `<gxjt-${tag}></gxjt-${tag}>`,
  "data-gxjt": (tag) => `<div data-gxjt="${tag}"></div>`,
  class: (tag) => `<div class="gxjt-${tag}"></div>`,
};

const inside: Record<Mangling["inside"], (open: string, link: string, close: string) => string> = {
  "as given": (open, link, close) => open + link + close,
  nothing: (open, _, close) => open + close,
  nbsp: (open, _, close) => `${open}&nbsp;${close}`,
  "empty p": (open, _, close) => `${open}<p>&nbsp;</p>${close}`,
  "link in p": (open, link, close) => `${open} <p>${link}</p> ${close}`,
  "self-closed": (open) => open.replace(/>$/, " />"),
};

const around: Record<Mangling["around"], (lines: string) => string> = {
  nothing: (lines) => lines,
  p: (lines) => lines.replace(/^.+$/gm, "<p>$&</p>"),
  "p and nbsp": (lines) => lines.replace(/^.+$/gm, '<p style="text-indent:2em">$&</p>\n<p>&nbsp;</p>'),
  "table cell": (lines) => `<table width="100%"><tr><td>${lines}</td></tr></table>`,
  font: (lines) => `<font size="2">${lines}</font>`,
};

const letters: Record<Mangling["letters"], (html: string) => string> = {
  "as given": (html) => html,
  lower: (html) => html.toLowerCase(),
  UPPER: (html) => html.replace(/<\/?[\w-]+/g, (tag) => tag.toUpperCase()),
};

const quotes: Record<Mangling["quotes"], (html: string) => string> = {
  double: (html) => html,
  single: (html) => html.replace(/="([^"]*)"/g, "='$1'"),
  none: (html) => html.replace(/="([^" >]+)"/g, "=$1"),
};

/** The script's line as it is left, once or twice; "" when it was dropped. */
function scriptOf({ script, twice }: Mangling, line: string, alias: string): string {
  if (script === "dropped") return "";
  let left = line;
  if (script === "no async") left = line.replace(" async", "");
  if (script === "old attributes") left = line.replace("<script", '<script type="text/javascript" language="javascript" charset="gb2312"');
  // An address that was escaped twice.
  const asked = (version: string) => left.replace("gxjt.js", `gxjt.js?v=${version}&amp;amp;t=1`);
  const pairs = { no: "", same: left, queries: asked("2"), alias: left.replace(/https?:\/\/[^/]+/, alias) };
  return (twice === "queries" ? asked("1") : left) + pairs[twice];
}

export interface Mangled {
  head: string;
  body: string;
  /** The tags that must be drawn, each once. */
  drawn: string[];
  /** The addresses of our own links, which must be seen when nothing is drawn and not be seen else. */
  links: string[];
  /** A `<p>` in our tag in a `<p>` ends both: the browser's parser has put the links behind the tags, where they stay in sight. */
  linksOutside: boolean;
}

/**
 * The lines for the column at `origin` after the mangling.
 * @param alias another address of the same column
 */
export function mangled(mangling: Mangling, origin: string, alias: string): Mangled {
  const { form, part, script: place } = mangling;
  const line = `<script src="${origin}/embed/gxjt.js" async></script>`;
  const mode = form === "plain-tags" ? "plain-tags" : "script";
  const choice = { mode, part, category: "", limit: 3, reserve: mangling.style } as const;
  const given = short[form] ? tagsOf(part).map(short[form]).join("\n") : snippetOf(origin, choice).replace(line, "");
  let lines = given.replace(
    /(<(gxjt-\w+|div)[^>]*>)(<a .*?<\/a>)?(<\/\2>)/g,
    (_, open: string, __, link: string | undefined, close: string) => inside[mangling.inside](open, link ?? "", close),
  );
  // Of both marks one is enough; an editor that drops both leaves nothing of us but the link.
  if (form === "plain-tags" && mangling.dropped === "data-*") lines = lines.replace(/ data-[\w-]+="[^"]*"/g, "");
  if (form === "plain-tags" && mangling.dropped === "class") lines = lines.replace(/ class="[^"]*"/g, "");
  const html = (text: string) => quotes[mangling.quotes](letters[mangling.letters](text));
  const [script, body] = [html(scriptOf(mangling, line, alias)), html(around[mangling.around](lines))];
  const last = place === "last" || (form === "plain-tags" && place !== "first");
  const linked = !short[form] && (mangling.inside === "as given" || mangling.inside === "link in p");
  return {
    head: place === "in head" ? script : "",
    body: place === "in head" ? body : last ? body + script : script + body,
    drawn: script === "" ? [] : tagsOf(part).map((tag) => `gxjt-${tag}`),
    linksOutside: form === "script" && mangling.inside === "link in p" && mangling.around.startsWith("p"),
    links: linked ? nodesOf(origin, choice).map(({ link }) => link.href) : [],
  };
}
