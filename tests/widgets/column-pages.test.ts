import { expect, test } from "vitest";
import {
  renderAnswersPage,
  renderFeedbackPage,
  renderListPage,
  renderMaterialPage,
  renderProblemPage,
  renderProgressPage,
  renderReceiptPage,
} from "../../functions/column/pages.tsx";
import { jsonForHtml } from "../../functions/column/document.tsx";
import { answer, list, page } from "./samples.ts";

const site = { origin: "https://column.example.gov.cn", stylesheet: "/embed/column-1.css" };
const token = { formToken: "t".repeat(30), units: [{ id: "shanshi", name: "山市镇" }] };

test("a list page is a whole document that search engines can read", () => {
  const out = renderListPage({ site, list, query: {} });
  expect(out).toMatch(/^<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"\/>/);
  expect(out).toContain('<link rel="canonical" href="https://column.example.gov.cn/column/"/>');
  expect(out).toContain('<link rel="alternate" type="application/atom+xml"');
  expect(out).toContain('href="/column/?cursor=abc"');
  expect(out).not.toMatch(/<script|<style| style=| on\w+=/);
});

test("searches and later pages are not for search engines", () => {
  expect(renderListPage({ site, list, query: { q: "小节" } })).toContain('content="noindex"');
  expect(renderListPage({ site, list, query: { cursor: "x" } })).toContain("回到第一页");
});

test("a material page has its one h1, its data and the way to the form", () => {
  const out = renderMaterialPage({ site, page, answers: [answer] });
  expect(out.match(/<h1/g)).toHaveLength(1);
  expect(out).toContain(`<title>${page.title} - 干训讲堂</title>`);
  expect(out).toContain('href="/column/feedback?material=k3v9q2m4"');
  // The page is cached, so it may hold no form token.
  expect(out).not.toContain("formToken");
  const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(out)![1]!) as Record<string, string>;
  expect(data).toMatchObject({
    headline: page.title,
    datePublished: page.publishedAt,
    mainEntityOfPage: "https://column.example.gov.cn/column/k3v9q2m4",
  });
});

test("the plain form posts its token and the material", () => {
  const out = renderFeedbackPage({ site, form: { token, material: page.id } });
  expect(out).toContain('method="post" action="/column/feedback">');
  expect(out).toContain(`name="material" value="${page.id}"`);
  expect(out).toContain(`name="formToken" value="${token.formToken}"`);
});

test("nothing in a title can leave its place", () => {
  const title = "</title></script><script>alert(1)</script>\u2028<!--&";
  const out = renderMaterialPage({ site, page: { ...page, title, summary: '"><b>' }, answers: [] });
  expect(out.match(/<script/g)).toHaveLength(1);
  expect(out).not.toContain("\u2028<!--");
  expect(out).not.toContain('"><b>');
  expect(JSON.parse(jsonForHtml({ title }))).toEqual({ title });
  expect(jsonForHtml({ title })).not.toMatch(/[<>&\u2028]/);
});

test("a refused form keeps what was typed and says why, beside the field", () => {
  const out = renderFeedbackPage({
    site,
    form: { token, values: { text: "留着<", unit: "shanshi", kind: "提问" }, problem: { code: "consent-required" } },
  });
  expect(out).toContain("留着&lt;");
  expect(out).toContain('<option value="shanshi" selected>');
  expect(out).toContain('id="consent-error"');
  expect(out).toMatch(/value="提问" checked/);
});

test("查询: asks, shows, asks again before it deletes", () => {
  const progress = { kind: "建议", state: "answered", text: "字", receivedAt: answer.receivedAt } as const;
  expect(renderProgressPage({ site })).toContain('action="/column/receipt"');
  expect(renderProgressPage({ site, code: "8F3K-Q2MW-7TRD", progress })).toContain('name="do" value="ask"');
  const asking = renderProgressPage({ site, code: "8F3K-Q2MW-7TRD", progress, asking: true });
  expect(asking).toContain('name="do" value="withdraw"');
  expect(asking).toContain("不能恢复");
  expect(renderProgressPage({ site, code: "X", problem: { code: "not-found" } })).toContain('id="code-error"');
  expect(renderReceiptPage({ site, code: "8F3K-Q2MW-7TRD" })).toContain("8F3K-Q2MW-7TRD");
});

test("answers and problems have pages of their own", () => {
  const out = renderAnswersPage({
    site,
    answers: { items: [answer], cursor: "n" },
    statistics: { received: 18, answered: 12, medianDays: 2 },
  });
  expect(out).toContain("组织一组");
  expect(out).toContain('href="/column/answers?cursor=n"');
  expect(renderProblemPage({ site, code: "not-found" })).toContain("没有这个页面");
  expect(renderProblemPage({ site: { ...site, demo: true }, code: "unavailable", wait: 60 })).toContain("演示数据");
});
