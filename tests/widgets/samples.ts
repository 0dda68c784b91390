import type { MaterialList, MaterialListItem, MaterialPage } from "../../functions/materials/contract.ts";
import type { PublicFeedback } from "../../functions/feedback/contract.ts";

export const item: MaterialListItem = {
  id: "k3v9q2m4",
  title: "警惕“小节无害”",
  category: "评论文章",
  ties: ["中心工作"],
  summary: "从身边小事做起。",
  author: "办公室",
  source: "海林党建",
  documentDate: "2026-09-01",
  publishedAt: "2026-11-20T16:30:00.000Z",
  requiredReading: true,
  attachments: 2,
  link: "",
  counts: { views: 320, downloads: 4 },
};

export const list: MaterialList = { items: [item], categories: ["评论文章", "领导讲话"], cursor: "abc" };

export const page: MaterialPage = {
  ...item,
  attachments: [{ id: "a1", fileName: "样式.docx", bytes: 38_211, url: "/api/materials/k3v9q2m4/files/a1/x.docx" }],
  body: "<p>正文<strong>重点</strong></p>",
  questions: ["怎样做?"],
  characters: 6,
  edition: 1,
  editions: [{ edition: 1, publishedAt: item.publishedAt, title: item.title }],
  packageUrl: "/api/materials/k3v9q2m4/package.zip",
  related: [{ ...item, id: "r2d2c3p0", title: "相关的一篇", attachments: 0 }],
};

export const answer: PublicFeedback = {
  id: "f1f1",
  kind: "建议",
  from: "山市镇",
  text: "提前发布讨论题。",
  receivedAt: "2026-11-02T01:20:00Z",
  acceptedAt: "2026-11-02T06:05:00Z",
  answeredAt: "2026-11-04T08:30:00Z",
  office: "组织一组",
  answer: "已照办。",
};
