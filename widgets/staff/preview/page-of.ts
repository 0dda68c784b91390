import type { MaterialPage, MaterialRecord } from "../../../functions/materials/contract.ts";
import { makeSummary, plainText } from "../../../functions/word/plain-text.ts";
import { shownSource } from "../editor/pictures.ts";
import { toSend, type Values } from "../materials/editor-values.ts";

/** The page that publishing would make of what is written now. Pictures come from the working record. */
export function pageOf(written: Values, record: MaterialRecord | undefined): MaterialPage {
  const values = toSend(written);
  // 国版办发〔2015〕3号: without authorisation, title and link only. The server decides; this only shows it.
  const open = values.origin === "own" || values.authorisation !== "";
  const text = open ? plainText(values.body) : "";
  const publishedAt = new Date().toISOString();
  const edition = (record?.edition ?? 0) + 1;
  const listed = open ? (record?.attachments ?? []).filter(({ inline }) => !inline) : [];
  return {
    id: record?.id ?? "preview",
    title: values.title || "（还没有标题）",
    category: values.category,
    ties: values.ties,
    summary: open ? values.summary || makeSummary(text) : "",
    author: values.author,
    source: values.source,
    documentDate: values.documentDate,
    publishedAt,
    requiredReading: values.requiredReading,
    link: values.link,
    attachments: listed.map(({ id, fileName, bytes }) => ({ id, fileName, bytes, url: "#" })),
    body: open ? values.body.replace(/ src="([^"]*)"/g, (_, src: string) => ` src="${shownSource(src)}"`) : "",
    questions: open ? values.questions : [],
    characters: Array.from(text.replace(/\s/g, "")).length,
    edition,
    editions: [{ edition, publishedAt, title: values.title }],
    packageUrl: "#",
    counts: { views: 0, downloads: 0 },
    related: [],
  };
}
