import { address, escapeHtml, page } from "./page.ts";

interface PackedFile {
  fileName: string;
  packedAs?: string;
  inline?: boolean;
  /** Why it is not packed, when that is not its size. */
  absent?: string;
}

/** A material as it stands in the package. */
export interface PackedMaterial {
  title: string;
  category: string;
  author: string;
  source: string;
  /** `YYYY-MM-DD` in Beijing. */
  publishedOn: string;
  documentDate: string;
  /** Clean HTML with pictures already pointing into the package. */
  body: string;
  questions: string[];
  pageName: string;
  files: PackedFile[];
}

export const ATTACHMENTS = "附件";
const SIGN_IN_ROWS = 30;
const ANSWER_LINES = 4;

/** For materials that bring no questions: the 三个结合 of the study drive. */
export const standardQuestions = [
  "结合中心工作：资料中的哪些要求和做法，与本单位当前的中心工作直接相关？准备怎样落实？",
  "结合存在的问题：对照资料找一找差距，本单位和本人存在哪些问题？原因是什么，怎样改？",
  "结合自身业务：从自己的岗位出发，学了这份资料，下一步打算做好哪一件具体的事？",
];

export function indexPage(columnName: string, madeOn: string, materials: PackedMaterial[]): string {
  const items = materials.map(({ title, pageName, files, ...material }) => {
    const attachments = fileItems(files);
    return `<li><a href="${address(pageName)}">${escapeHtml(title)}</a><span class="meta">${metaLine(material)}</span>${attachments ? `<ul>${attachments}</ul>` : ""}</li>`;
  });
  return page(
    `${columnName} 集中学习资料`,
    `<h1>${escapeHtml(columnName)} 集中学习资料</h1>
<p class="meta">共 ${materials.length} 篇，${madeOn} 制作。不联网也可以打开。</p>
<h2>学习资料</h2>
<ol class="contents">${items.join("\n")}</ol>
<h2>集中学习用表</h2>
<ul class="tools"><li><a href="${address("签到表.html")}">签到表（可打印）</a></li><li><a href="${address("讨论题.html")}">讨论题</a></li></ul>
<p class="note">请先把压缩包全部解压，再打开 index.html。</p>`,
    false,
  );
}

/** In place of a text that may not be reprinted: where it can be read. */
export function linkToOriginal(link: string): string {
  const target = escapeHtml(link);
  return link === "" ? "" : `<p>本篇为转载，只提供标题和原文地址：<a href="${target}">${target}</a></p>`;
}

export function materialPage(material: PackedMaterial, home?: string): string {
  const { title, body, files } = material;
  const items = fileItems(files);
  const attachments = items ? `<h2>附件</h2><ul>${items}</ul>` : "";
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>\n<p class="meta">${metaLine(material)}</p>\n<div class="body">${body || "<p>本篇没有正文，请看附件或原文。</p>"}</div>\n${attachments}`,
    home,
  );
}

export function questionsPage(materials: PackedMaterial[]): string {
  const sections = materials.map(({ title, questions }) => {
    const list = (questions.length > 0 ? questions : standardQuestions).map(
      (question) => `<li class="question">${escapeHtml(question)}<div class="lines">${"<i></i>".repeat(ANSWER_LINES)}</div></li>`,
    );
    return `<h2>${escapeHtml(title)}</h2><ol>${list.join("")}</ol>`;
  });
  return page("讨论题", `<h1>讨论题</h1>\n${sections.join("\n")}`);
}

export function signInSheet(): string {
  const columns = [
    ["n", "序号"],
    ["name", "姓名"],
    ["unit", "单位"],
    ["post", "职务"],
    ["sign", "签名"],
    ["remark", "备注"],
  ];
  const head = columns.map(([style, name]) => `<th scope="col" class="${style}">${name}</th>`).join("");
  const rows = Array.from(
    { length: SIGN_IN_ROWS },
    (_, index) => `<tr><td>${index + 1}</td>${"<td></td>".repeat(columns.length - 1)}</tr>`,
  );
  const fields = ["学习主题", "时间", "地点", "主持人", "记录人", "应到 / 实到"].map((field) => `<span>${field}：</span>`).join("");
  return page(
    "集中学习签到表",
    `<div class="sheet"><h1>集中学习签到表</h1>\n<div class="head">${fields}</div>\n<table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`,
  );
}

function fileItems(files: PackedFile[]): string {
  return files
    .filter(({ inline }) => !inline)
    .map(fileItem)
    .join("");
}

function fileItem({ fileName, packedAs, absent = "文件较大，未装入本包，请到栏目网页下载" }: PackedFile): string {
  if (packedAs === undefined) return `<li>${escapeHtml(fileName)}<span class="meta">（${absent}）</span></li>`;
  return `<li><a href="${address(ATTACHMENTS, packedAs)}">${escapeHtml(fileName)}</a></li>`;
}

export function metaLine({
  category,
  author,
  source,
  publishedOn,
  documentDate,
}: Pick<PackedMaterial, "category" | "author" | "source" | "publishedOn" | "documentDate">): string {
  const parts = [
    category,
    author && `作者：${author}`,
    source && `来源：${source}`,
    `发布：${publishedOn}`,
    documentDate && `成文：${documentDate}`,
  ];
  return parts.filter(Boolean).map(escapeHtml).join("　");
}
