import type { PublicFeedback } from "../feedback/contract.ts";
import type { MaterialCard } from "../materials/contract.ts";
import { address, escapeHtml, page } from "../packages/page.ts";
import { metaLine } from "../packages/pages.ts";
import { chinaDay, HOUR, isoTime } from "../platform/clock.ts";
import type { Year } from "./read-year.ts";
import type { Withdrawn } from "./rules.ts";

export const HOME = "index.html";
export const MATERIALS = "资料";
const COLUMN = "干训讲堂";

export interface ArchivedPage {
  path: string;
  card: MaterialCard;
  /** `YYYY-MM-DD` in Beijing. */
  publishedOn: string;
  /** Of a 制度规范. */
  edition?: number;
}

/** As public pages show times: `YYYY-MM-DD HH:MM`, Beijing. */
const time = (iso: string) =>
  isoTime(Date.parse(iso) + 8 * HOUR)
    .slice(0, 16)
    .replace("T", " ");
const titleOf = (year: number) => `${COLUMN} ${year} 年归档`;

function item({ path, card, publishedOn, edition }: ArchivedPage): string {
  const version = edition === undefined ? "" : `（第${edition}版）`;
  const meta = metaLine({ ...card, publishedOn });
  return `<li><a href="${address(...path.split("/"))}">${escapeHtml(card.title)}${version}</a><span class="meta">${meta}</span></li>`;
}

function sections(pages: ArchivedPage[], keyOf: (page: ArchivedPage) => string, name: (key: string) => string): string {
  const keys = [...new Set(pages.map(keyOf))];
  return keys
    .map((key) => {
      const own = pages.filter((each) => keyOf(each) === key);
      return `<h2>${escapeHtml(name(key))}（${own.length}）</h2>\n<ol class="contents">${own.map(item).join("\n")}</ol>`;
    })
    .join("\n");
}

/** The first page: by category, in the order in which the categories came. */
export function contentsPage({ year, feedback, withdrawn }: Year, pages: ArchivedPage[]): string {
  const links: [string, string][] = [
    ["按月份.html", "按月份查看"],
    ["答复.html", `公开答复（${feedback.length}）`],
    ["统计.html", "年度统计"],
    ["撤回.html", `撤回的资料（${withdrawn.length}）`],
  ];
  const tools = links.map(([path, name]) => `<li><a href="${address(path)}">${name}</a></li>`).join("");
  const list = pages.length === 0 ? "<p>本年度没有发布资料。</p>" : sections(pages, ({ card }) => card.category, String);
  return page(
    titleOf(year),
    `<h1>${titleOf(year)}</h1>
<p class="meta">资料 ${pages.length} 篇。不联网也可以打开；各文件的校验值见 sha256sums.txt。</p>
<ul class="tools">${tools}</ul>
${list}`,
    false,
  );
}

export function monthsPage(year: number, pages: ArchivedPage[]): string {
  const name = (month: string) => `${year} 年 ${Number(month.slice(5))} 月`;
  const list = pages.length === 0 ? "<p>本年度没有发布资料。</p>" : sections(pages, ({ publishedOn }) => publishedOn.slice(0, 7), name);
  return page(`${titleOf(year)} 按月份`, `<h1>按月份查看</h1>\n${list}`);
}

const paragraphs = (text: string) =>
  text
    .split(/\n+/)
    .filter((line) => line.trim() !== "")
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join("");

/** 政府网站发展指引: 受理时间, 答复时间, 答复部门, 内容. */
export function answersPage(year: number, feedback: PublicFeedback[]): string {
  const items = feedback.map(({ kind, from, text, materialTitle, receivedAt, acceptedAt, answeredAt, office, answer }) => {
    const about = materialTitle ? `　资料：《${escapeHtml(materialTitle)}》` : "";
    return `<article class="question"><h2>${escapeHtml(kind)}</h2>
<p class="meta">${escapeHtml(from)}　${time(receivedAt)}${about}</p>
<div>${paragraphs(text)}</div>
<blockquote>${paragraphs(answer)}<p class="meta">受理时间：${time(acceptedAt)}　答复时间：${time(answeredAt)}　答复部门：${escapeHtml(office)}</p></blockquote></article>`;
  });
  return page(`${titleOf(year)} 公开答复`, `<h1>公开答复</h1>\n${items.length === 0 ? "<p>本年度没有公开答复。</p>" : items.join("\n")}`);
}

function table(head: string[], rows: (string | number)[][]): string {
  const columns = head.map((name) => `<th scope="col">${name}</th>`).join("");
  const lines = rows.map(
    ([first = "", ...rest]) =>
      `<tr><th scope="row">${escapeHtml(String(first))}</th>${rest.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
  );
  return `<table><thead><tr>${columns}</tr></thead><tbody>${lines.join("\n")}</tbody></table>`;
}

export function figuresPage({ year, figures }: Year): string {
  const { months, categories, kinds, medianDays } = figures;
  const days = medianDays === undefined ? "" : `，从收到到答复的天数中位数为 ${medianDays} 天`;
  return page(
    `${titleOf(year)} 统计`,
    `<h1>年度统计</h1>
<p>发布资料 ${figures.materials} 篇，附件 ${figures.attachments} 个；撤回 ${figures.withdrawn} 篇；公开答复 ${figures.answered} 件${days}。</p>
<h2>按月份</h2>
${table(
  ["月份", "发布（篇）", "浏览（次）", "下载（次）", "答复（件）"],
  months.map((each) => [each.month, each.published, each.views, each.downloads, each.answered]),
)}
<p class="note">浏览和下载只统计本归档所收的资料。</p>
<h2>按类别</h2>
${table(
  ["类别", "资料（篇）", "附件（个）"],
  categories.map((each) => [each.category, each.materials, each.attachments]),
)}
<h2>按反馈类型</h2>
${table(
  ["类型", "答复（件）"],
  kinds.map((each) => [each.kind, each.answered]),
)}`,
  );
}

export function withdrawnPage(year: number, withdrawn: Withdrawn[]): string {
  const rows = withdrawn.map((each) => [
    each.title,
    escapeHtml(each.category),
    chinaDay(Date.parse(each.publishedAt)),
    chinaDay(Date.parse(each.withdrawnAt)),
    escapeHtml(each.reason),
  ]);
  const list = rows.length === 0 ? "<p>没有撤回的资料。</p>" : table(["标题", "类别", "发布", "撤回", "原因"], rows);
  return page(
    `${titleOf(year)} 撤回的资料`,
    `<h1>撤回的资料</h1>\n<p class="note">本年度发布后撤回的、本年度撤回的资料，只列标题、日期和原因，不收正文和附件。</p>\n${list}`,
  );
}

/** CR LF, so that the oldest editor of Windows shows lines. */
export function readMe({ year, editions, feedback, withdrawn }: Year): string {
  return [
    titleOf(year),
    "",
    "一、怎样打开",
    "解压后双击 index.html，用任何浏览器都能打开，不需要联网。",
    "",
    "二、收录范围",
    `1. ${year} 年发布、没有撤回的资料 ${editions.length} 篇（制度规范按版计），含正文和附件；同一篇资料一年内多次修订的，收最后一次。`,
    "2. 制度规范收录当年发布的每一版。",
    `3. 当年公开答复的意见建议 ${feedback.length} 件，不含留言人姓名和联系方式。`,
    `4. 撤回的资料 ${withdrawn.length} 篇，只列标题、日期和原因。`,
    "5. 未经授权的转载只列标题和原文地址。",
    "",
    "三、文件",
    "index.html、按月份.html、答复.html、统计.html、撤回.html：目录和汇总页；",
    "资料：每篇一页，附件在“资料/附件”中；",
    "data：同样内容的 JSON 数据（UTF-8）；",
    "manifest.json、sha256sums.txt：全部文件的清单和 SHA-256 校验值。",
    "",
    "四、怎样核对",
    "Linux：在解压后的文件夹中运行 sha256sum -c sha256sums.txt",
    "Windows：certutil -hashfile 文件名 SHA256，与 sha256sums.txt 中的值比较。",
    "数据相同，生成的归档包每个字节都相同。",
    "",
  ].join("\r\n");
}
