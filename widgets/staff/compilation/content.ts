import type { Compilation } from "../../../functions/compilation/contract.ts";
import type { MaterialPage } from "../../../functions/materials/contract.ts";
import type { Block } from "../official-paper/block.ts";
import { blocksOf } from "./blocks.ts";

export interface Article {
  id: string;
  title: string;
  author: string;
  blocks: Block[];
}

/** The whole 专刊 as both outputs, Word file and printed page, write it. */
export interface Content {
  title: string;
  issue: string;
  /** `2026年11月24日` */
  date: string;
  department: string;
  /** Paragraphs; empty without a preface. */
  preface: string[];
  articles: Article[];
  /** Titles of materials that were withdrawn since and are left out. */
  missing: string[];
}

export const dateInWords = (day: string): string => {
  const [year, month, date] = day.split("-");
  return `${year}年${Number(month)}月${Number(date)}日`;
};

type Page = Pick<MaterialPage, "id" | "title" | "author" | "body" | "link">;

/** A reprint that nobody has authorised has no text: its address stands in place (国版办发〔2015〕3号). */
const articleOf = ({ id, title, author, body, link }: Page): Article => ({
  id,
  title,
  author,
  blocks: body === "" && link ? [{ kind: "paragraph", runs: [{ text: `原文地址：${link}` }] }] : blocksOf(body),
});

export function contentOf(compilation: Compilation, pages: readonly Page[]): Content {
  const { title, issue, date, department, preface, entries } = compilation;
  const byId = new Map(pages.map((page) => [page.id, page]));
  return {
    title,
    issue,
    department,
    date: dateInWords(date),
    preface: preface.split(/\n+/).flatMap((line) => line.trim() || []),
    articles: entries.flatMap(({ id }) => (byId.has(id) ? [articleOf(byId.get(id)!)] : [])),
    missing: entries.filter(({ id }) => !byId.has(id)).map((entry) => entry.title),
  };
}
