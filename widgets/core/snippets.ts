/** What is put into the portal's page. */
export type Part = "materials" | "feedback" | "both" | "progress" | "admin";
/** How it gets there: lines with a script, the same for editors that drop unknown tags, a frame, or a link. */
export type Mode = "script" | "plain-tags" | "frame" | "link";

export interface SnippetChoice {
  mode: Mode;
  part: Part;
  /** Only this category; "" for all. */
  category: string;
  /** Lines a page, 1 to 50; 20 is the widget's own. */
  limit: number;
  /** Reserves the height, so that the page does not jump while the column loads. */
  reserve: boolean;
}

/** Text as it may stand in an attribute in double quotes. */
const attribute = (text: string) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

const USUAL_LIMIT = 20;

/** Heights as the loader reserves them itself once it has come; for progress that of a few projects, since it shows as many as there are. */
const heights = { materials: 1200, feedback: 680, progress: 480, admin: 60 } as const;
const MATERIALS_HEAD = 288;
const MATERIALS_LINE = 126;

type Tag = keyof typeof heights;
const tagsOf = (part: Part): Tag[] => (part === "both" ? ["materials", "feedback"] : [part]);

/** An element of a snippet: its name, its attributes, and the link in it. */
export interface SnippetNode {
  name: string;
  attributes: Record<string, string>;
  /** What is left for visitors where an editor drops the script or the tag; many editors drop an empty element, too. */
  link: { href: string; text: string };
}

/** The elements that a script mode puts into the page, in their order. */
export function nodesOf(origin: string, choice: SnippetChoice): SnippetNode[] {
  const { category, limit } = choice;
  return tagsOf(choice.part).map((tag) => {
    const own = {
      ...(tag === "materials" && category !== "" && { category }),
      ...(tag === "materials" && limit !== USUAL_LIMIT && { limit: String(limit) }),
    };
    const link = { href: pageAddress(origin, { part: tag, category }), text: names[tag] };
    if (choice.mode === "script") return { name: `gxjt-${tag}`, attributes: own, link };
    const data = Object.fromEntries(Object.entries(own).map(([key, value]) => [`data-${key}`, value]));
    // Both, since some editors drop the one and some the other.
    return { name: "div", attributes: { class: `gxjt-${tag}`, "data-gxjt": tag, ...data }, link };
  });
}

const textOf = ({ name, attributes, link }: SnippetNode) =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${attribute(value)}"`)
    .join("")}><a href="${attribute(link.href)}">${link.text}</a></${name}>`;

function heightLine(choice: SnippetChoice, selector: (tag: Tag) => string): string {
  const rules = tagsOf(choice.part).map((tag) => {
    const height = tag === "materials" ? Math.min(heights.materials, MATERIALS_HEAD + MATERIALS_LINE * choice.limit) : heights[tag];
    return `${selector(tag)}{display:block;min-height:${height}px}`;
  });
  return `<style>${rules.join(" ")}</style>`;
}

/** The address of the plain page that shows the same without a script. */
export function pageAddress(origin: string, { part, category }: Pick<SnippetChoice, "part" | "category">): string {
  if (part === "feedback" || part === "progress") return `${origin}/column/${part}`;
  if (part === "admin") return `${origin}/staff/`;
  return `${origin}/column/${category === "" ? "" : `?category=${encodeURIComponent(category)}`}`;
}

/** What may stand in a frame: the workbench stands in none that a portal writes. */
export const framedParts = ["both", "materials", "feedback", "progress"] as const satisfies Part[];

/** The address of the page that shows the widgets in a portal's frame. */
export function frameAddress(origin: string, { part, category, limit }: Pick<SnippetChoice, "part" | "category" | "limit">): string {
  const asked = part === "both" || part === "materials" ? { category, limit: limit === USUAL_LIMIT ? "" : String(limit) } : {};
  const query = Object.entries(asked).flatMap(([key, value]) => (value === "" ? [] : [`${key}=${encodeURIComponent(value)}`]));
  return `${origin}/embed/frame/${part}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}

/**
 * What the framed page may do. allow-same-origin is its own origin, by which the API knows it, never the portal's. No allow-top-navigation:
 * nothing in the frame leads the portal's page elsewhere.
 */
export const sandbox = "allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox";

/**
 * Lines for the portal's own script: with them the frames are as high as what is in them, and the portal's page scrolls to what was opened
 * in them; without them they scroll. They take messages from the column's exact origin and from these frames alone, in the exact shape, and ask only what has loaded, since a frame that has not
 * is still of the portal's own origin. In ES5, as old portals' scripts are.
 */
export function frameHelper(origin: string): string {
  return `(function (column) {
  var frames = function () { return [].slice.call(document.querySelectorAll('iframe[src^="' + column + '/embed/frame/"]')); };
  var ask = function (frame) { frame.contentWindow.postMessage({ gxjt: "hello" }, column); };
  window.addEventListener("message", function (event) {
    if (event.origin !== column || typeof event.data !== "object" || !event.data) return;
    var data = event.data, keys = Object.keys(data).join(), px = data.height || data.top || 0, at;
    if (typeof px !== "number" || !(px >= 0 && px < 100000)) return;
    frames().forEach(function (frame) {
      if (frame.contentWindow !== event.source) return;
      if (keys === "gxjt,height" && data.gxjt === "height" && px) frame.style.height = px + "px";
      if (keys !== "gxjt,top" || data.gxjt !== "show") return;
      at = frame.getBoundingClientRect().top + px;
      if (at < 0 || at > window.innerHeight - 80) window.scrollBy(0, at - 20);
    });
  });
  document.addEventListener("load", function (event) { if (frames().indexOf(event.target) >= 0) ask(event.target); }, true);
  if (document.readyState === "complete") frames().forEach(ask);
})("${origin}");`;
}

export const names: Record<Part, string> = {
  materials: "干训讲堂",
  feedback: "干训讲堂：我要反馈",
  both: "干训讲堂",
  progress: "干训讲堂：工作推进",
  admin: "干训讲堂工作台",
};

/**
 * The exact lines for the portal's editor.
 * @param origin of the column, such as `https://column.example.gov.cn`
 */
export function snippetOf(origin: string, choice: SnippetChoice): string {
  const { mode, part } = choice;
  const script = `<script src="${origin}/embed/gxjt.js" async></script>`;
  if (mode === "script") {
    const height = choice.reserve ? [heightLine(choice, (tag) => `gxjt-${tag}`)] : [];
    return [...height, script, ...nodesOf(origin, choice).map(textOf)].join("\n");
  }
  if (mode === "plain-tags") {
    const height = choice.reserve ? [heightLine(choice, (tag) => `.gxjt-${tag}`)] : [];
    return [...height, ...nodesOf(origin, choice).map(textOf), script].join("\n");
  }
  if (mode === "link") return `<a href="${attribute(pageAddress(origin, choice))}" target="_blank" rel="noopener">${names[part]}</a>`;
  const height = part === "feedback" || part === "progress" ? 900 : 1200;
  return `<iframe src="${attribute(frameAddress(origin, choice))}" title="${names[part]}" width="100%" height="${height}" frameborder="0" loading="lazy" sandbox="${sandbox}"></iframe>`;
}

export const modes: readonly { mode: Mode; title: string; text: string }[] = [
  { mode: "script", title: "脚本（建议）", text: "和门户网页融为一体，功能最全。贴到网页的源代码里。" },
  { mode: "plain-tags", title: "脚本，普通标签", text: "编辑器会删掉不认识的标签时用这种，效果一样。" },
  {
    mode: "frame",
    title: "内嵌框架",
    text: "编辑器不让放脚本、或者网站的安全策略不放行外来脚本时用这种。功能一样，高度固定，框里自己滚动。",
  },
  { mode: "link", title: "链接和二维码", text: "什么都不让贴时，放一个链接；二维码可以印在纸上、发到群里。" },
];

export const parts: readonly { part: Part; title: string }[] = [
  { part: "both", title: "学习资料和反馈" },
  { part: "materials", title: "学习资料" },
  { part: "feedback", title: "反馈" },
  { part: "progress", title: "工作推进情况" },
  { part: "admin", title: "工作台入口" },
];

/** Whether this part can be installed that way. */
export const possible = (mode: Mode, part: Part): boolean => mode !== "frame" || (framedParts as readonly Part[]).includes(part);
