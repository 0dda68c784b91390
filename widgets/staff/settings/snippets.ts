/** What is put into the portal's page. */
export type Part = "materials" | "feedback" | "both" | "admin";
/** How it gets there: two lines of script, the same for editors that drop unknown tags, a frame, or a link. */
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

/** Heights as the loader reserves them itself once it has come. */
const heights = { materials: 1200, feedback: 680, admin: 60 } as const;
const MATERIALS_HEAD = 288;
const MATERIALS_LINE = 126;

type Tag = keyof typeof heights;
const tagsOf = (part: Part): Tag[] => (part === "both" ? ["materials", "feedback"] : [part]);

function attributes({ category, limit }: SnippetChoice, tag: Tag, prefix: string): string {
  if (tag !== "materials") return "";
  return (
    (category === "" ? "" : ` ${prefix}category="${attribute(category)}"`) + (limit === USUAL_LIMIT ? "" : ` ${prefix}limit="${limit}"`)
  );
}

function heightLine(choice: SnippetChoice, selector: (tag: Tag) => string): string {
  const rules = tagsOf(choice.part).map((tag) => {
    const height = tag === "materials" ? Math.min(heights.materials, MATERIALS_HEAD + MATERIALS_LINE * choice.limit) : heights[tag];
    return `${selector(tag)}{display:block;min-height:${height}px}`;
  });
  return `<style>${rules.join(" ")}</style>`;
}

/** The address of the plain page that shows the same without a script. */
export function pageAddress(origin: string, { part, category }: Pick<SnippetChoice, "part" | "category">): string {
  if (part === "feedback") return `${origin}/column/feedback`;
  if (part === "admin") return `${origin}/staff/`;
  return `${origin}/column/${category === "" ? "" : `?category=${encodeURIComponent(category)}`}`;
}

/**
 * What the framed plain page may do. No allow-scripts: it has none. allow-same-origin, or its form would be sent without the origin that
 * it is checked by.
 */
export const sandbox = "allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox";

const names: Record<Part, string> = { materials: "干训讲堂", feedback: "干训讲堂：我要反馈", both: "干训讲堂", admin: "干训讲堂工作台" };

/**
 * The exact lines for the portal's editor.
 * @param origin of the column, such as `https://column.example.gov.cn`
 */
export function snippetOf(origin: string, choice: SnippetChoice): string {
  const { mode, part } = choice;
  const script = `<script src="${origin}/embed/gxjt.js" async></script>`;
  if (mode === "script") {
    const tags = tagsOf(part).map((tag) => `<gxjt-${tag}${attributes(choice, tag, "")}></gxjt-${tag}>`);
    return [...(choice.reserve ? [heightLine(choice, (tag) => `gxjt-${tag}`)] : []), script, ...tags].join("\n");
  }
  if (mode === "plain-tags") {
    const tags = tagsOf(part).map((tag) => `<div data-gxjt="${tag}"${attributes(choice, tag, "data-")}></div>`);
    return [...(choice.reserve ? [heightLine(choice, (tag) => `[data-gxjt=${tag}]`)] : []), ...tags, script].join("\n");
  }
  const address = attribute(pageAddress(origin, choice));
  if (mode === "link") return `<a href="${address}" target="_blank" rel="noopener">${names[part]}</a>`;
  return `<iframe src="${address}" title="${names[part]}" width="100%" height="${part === "feedback" ? 900 : 1200}" frameborder="0" loading="lazy" sandbox="${sandbox}"></iframe>`;
}

/** A page with nothing but the snippet, as a look at it. */
export function blankPage(snippet: string): string {
  return `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>嵌入效果</title></head><body>${snippet}</body></html>`;
}

export const modes: readonly { mode: Mode; title: string; text: string }[] = [
  { mode: "script", title: "脚本（建议）", text: "和门户网页融为一体，功能最全。贴到网页的源代码里。" },
  { mode: "plain-tags", title: "脚本，普通标签", text: "编辑器会删掉不认识的标签时用这种，效果一样。" },
  { mode: "frame", title: "内嵌框架", text: "编辑器不让放脚本时用这种。框里是不用脚本的网页版。" },
  { mode: "link", title: "链接和二维码", text: "什么都不让贴时，放一个链接；二维码可以印在纸上、发到群里。" },
];

export const parts: readonly { part: Part; title: string }[] = [
  { part: "both", title: "学习资料和反馈" },
  { part: "materials", title: "学习资料" },
  { part: "feedback", title: "反馈" },
  { part: "admin", title: "工作台入口" },
];

/** Whether this part can be installed that way: the workbench stands in no frame that a portal writes. */
export const possible = (mode: Mode, part: Part): boolean => part !== "admin" || mode !== "frame";
