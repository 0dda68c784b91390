import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { defaultCategories, threeTies } from "../../functions/settings/contract.ts";
import { feedbackKinds, feedbackLimits, feedbackStateNames } from "../../functions/feedback/contract.ts";
import { materialLimits } from "../../functions/materials/contract.ts";
import { plainNav } from "../../widgets/core/nav.ts";
import { listHref } from "../../widgets/core/nav.ts";
import * as t from "../../widgets/core/texts.ts";
import { day, fileSize, minute } from "../../widgets/core/format.ts";
import { emptyForm, FormView } from "../../widgets/feedback/view-form.tsx";
import { ProgressView, StatisticsView } from "../../widgets/feedback/view-progress.tsx";
import { DetailView } from "../../widgets/materials/view-detail.tsx";
import { ListView, ties, usualCategories } from "../../widgets/materials/view-list.tsx";
import { answer, item, list, page } from "./samples.ts";

const nav = plainNav("");
const listed = (props: Partial<Parameters<typeof ListView>[0]> = {}): string =>
  renderToString(<ListView heading="干训讲堂" query={{}} nav={nav} list={list} rows={5} {...props} />);

test("what is copied from the contracts to keep valibot out of the bundles is the same there", () => {
  expect(ties).toEqual(threeTies);
  expect(usualCategories).toEqual(defaultCategories);
  expect(t.kinds).toEqual(feedbackKinds);
  // Authors are shown the state of what theirs is merged into.
  const { merged: _, ...shown } = feedbackStateNames;
  expect(t.states).toEqual(shown);
  const form = renderToString(<FormView values={emptyForm} errors={{}} units={[]} />);
  for (const limit of [feedbackLimits.text, feedbackLimits.name, feedbackLimits.contact]) expect(form).toContain(`maxlength="${limit}"`);
  expect(listed()).toContain(`maxlength="${materialLimits.query}"`);
});

test("every problem code has a sentence in Chinese", () => {
  const codes =
    "invalid-body invalid-query not-json too-large not-found method-not-allowed too-many form-token-invalid form-token-early form-token-used idempotency-mismatch consent-required unknown-material unknown-unit unavailable internal forbidden unauthenticated conflict illegal-step bad-cursor".split(
      " ",
    );
  for (const code of codes) expect(t.problems[code]).toMatch(/[\u4e00-\u9fff]。$/);
  expect(t.problemText({ code: "made-up" })).toBe(t.problems.internal);
  expect(t.problemText({ code: "too-many", wait: 60 })).toMatch(/请在 \d\d:\d\d 以后再试/);
});

test("a row shows title, category, Beijing date, source, summary, 必读, attachments and views", () => {
  const out = listed();
  for (const part of [item.title, "评论文章", "2026-11-21", "来源：海林党建", item.summary, "必读", "附件 2", "阅读 320"])
    expect(out).toContain(part);
  expect(out).toContain(`href="/column/${item.id}"`);
});

test("without script, filters, search and paging are plain addresses", () => {
  const out = listed({ query: { category: "评论文章", q: "小节" }, next: nav.list({ category: "评论文章", cursor: "abc" }) });
  expect(out).toContain('action="/column/"');
  expect(out).toContain('name="category" value="评论文章"');
  expect(out).toContain(`href="/column/?category=${encodeURIComponent("评论文章")}&amp;cursor=abc"`);
  expect(out.match(/aria-current="true"/g)).toHaveLength(2);
  expect(out).not.toContain("加入学习包");
});

test("hits are marked in title and snippet, and never as HTML", () => {
  const pieces = [
    { text: "<b>", hit: false },
    { text: "小节", hit: true },
  ];
  const out = listed({ list: { ...list, items: [{ ...item, titlePieces: pieces, snippet: pieces }] } });
  expect(out.match(/&lt;b><mark>小节<\/mark>/g)).toHaveLength(2);
});

test("an empty list says so and leads on; a loading list holds its place", () => {
  expect(listed({ list: { ...list, items: [] } })).toContain(t.nothingHere);
  expect(listed({ list: { ...list, items: [] }, query: { q: "无" } })).toContain(t.nothingFound);
  const loading = listed({ list: undefined });
  expect(loading.match(/class="wait"/g)).toHaveLength(5);
  expect(loading).toContain("领导讲话");
});

const detailed = (change: Partial<typeof page> = {}): string =>
  renderToString(
    <DetailView page={{ ...page, ...change }} answers={[answer]} nav={nav} back={{ href: "/column/" }} base="https://api.example" />,
  );

test("a material shows its text, dates, questions, attachments, package, answers and related ones", () => {
  const out = detailed();
  for (const part of [
    "<strong>重点</strong>",
    "2026-11-21 00:30",
    "成文日期",
    "2026-09-01",
    "怎样做?",
    "38 KB",
    "组织一组",
    "2026-11-04 16:30",
    "相关的一篇",
  ])
    expect(out).toContain(part);
  expect(out).toContain('href="https://api.example/api/materials/k3v9q2m4/package.zip"');
  expect(out).toContain('href="https://api.example/api/materials/k3v9q2m4/files/a1/x.docx"');
  expect(out).not.toContain(t.editions);
});

test("a reprint without authorisation is title and link only, and the link is a web address or none", () => {
  const out = detailed({ body: "", link: "https://www.example.gov.cn/1.html" });
  expect(out).toContain(t.reprintOnly);
  expect(out).toContain('href="https://www.example.gov.cn/1.html"');
  expect(detailed({ body: "", link: "javascript:alert(1)" })).not.toContain("javascript:");
});

test("editions are listed when there is more than one", () => {
  const out = detailed({
    edition: 2,
    editions: [
      { edition: 2, publishedAt: item.publishedAt, title: "新" },
      { edition: 1, publishedAt: item.publishedAt, title: "旧" },
    ],
  });
  expect(out).toContain("第 2 版");
  expect(out.match(/现行/g)).toHaveLength(1);
});

test("the form: consent is not ticked, the trap is out of reach, errors belong to their fields", () => {
  const out = renderToString(<FormView values={emptyForm} errors={{ text: "错" }} units={[{ id: "shanshi", name: "山市镇" }]} />);
  expect(out).not.toMatch(/<input type="checkbox"[^>]* checked/);
  expect(out).toMatch(/aria-hidden="true">.*name="website" tabindex="-1" autocomplete="off"/);
  expect(out).toMatch(/<textarea id="text" name="text" aria-invalid="true" aria-describedby="text-error"/);
  expect(out).toContain('<b id="text-error">错</b>');
  expect(out).toContain('<option value="shanshi">山市镇</option>');
});

test("under the 查询码 stand state, times, answer and reason", () => {
  const out = renderToString(
    <ProgressView progress={{ kind: "建议", state: "rejected", text: "<i>", receivedAt: answer.receivedAt, reason: "涉及个人信息" }} />,
  );
  expect(out).toContain("不予公开");
  expect(out).toContain("涉及个人信息");
  expect(out).toContain("&lt;i>");
  expect(renderToString(<StatisticsView statistics={{ received: 3, answered: 0 }} />)).not.toContain(t.statMedian);
});

test("no view has an inline style or handler in its markup", () => {
  for (const out of [listed(), detailed(), renderToString(<FormView values={emptyForm} errors={{}} units={[]} />)])
    expect(out).not.toMatch(/ (?:style|on\w+)=/);
});

test("times are Beijing's and sizes are readable", () => {
  expect(minute("2026-12-31T16:00:00Z")).toBe("2027-01-01 00:00");
  expect(minute(undefined)).toBe("");
  expect(day("2026-12-31T15:59:59Z")).toBe("2026-12-31");
  expect([999, 38_211, 1_280_311].map(fileSize)).toEqual(["999 B", "38 KB", "1.3 MB"]);
  expect(listHref("/column/", { q: "a&b=#", tag: "" })).toBe("/column/?q=a%26b%3D%23");
});
