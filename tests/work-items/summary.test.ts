import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import type { WorkItem } from "../../functions/work-items/item.contract.ts";
import type { WorkLine, WorkOverview } from "../../functions/work-items/menu.contract.ts";
import { reportFile } from "../../widgets/staff/official-paper/report.ts";
import { nextMonth, partsOf, reportOf, sheetsOf, type Summary } from "../../widgets/staff/work-items/summary.ts";

const office = (name: string, more = {}) => ({
  office: name,
  draft: 0,
  underway: 2,
  unfinished: 1,
  closed: 3,
  cancelled: 0,
  red: 1,
  amber: 0,
  due: 4,
  onTime: 2,
  late: 1,
  missing: 1,
  ...more,
});
const overview: WorkOverview = {
  today: "2026-11-28",
  month: "2026-11",
  red: [],
  waiting: [],
  supervised: [],
  offices: [office("办公室"), office("组织科", { onTime: 4, late: 0, missing: 0, red: 0 })],
};
const item = (more: Partial<WorkItem>) =>
  ({
    title: "村级𠮷民主治理",
    office: "组织科",
    owner: { id: "a", name: "王䶮", office: "组织科" },
    deadlines: [],
    end: "2026-12-20",
    state: "underway",
    lamp: "green",
    ...more,
  }) as WorkItem;
const line = (more: Partial<WorkLine>) => item(more as Partial<WorkItem>) as unknown as WorkLine;

const summary: Summary = {
  overview,
  closed: [item({ title: "党建致富链", state: "closed", lamp: "none", endedOn: "2026-11-20", result: "建成示范村三个" })],
  unfinished: [
    item({
      state: "unfinished",
      deadlines: ["2026-10-31"],
      explanation: { reason: "秋收忙", measures: "十二月集中办。", until: "2026-12-20" },
    }),
    item({ title: "没有说明的", lamp: "red", end: "2026-11-10" }),
  ],
  next: [line({ title: "年底考评" })],
};

test("a month tells of what was closed in it, what is unfinished or red, and what is due in the next", () => {
  const items = [
    line({ id: "closed", state: "closed", endedOn: "2026-11-02" }),
    line({ id: "closed-before", state: "closed", endedOn: "2026-10-31" }),
    line({ id: "late", state: "underway", lamp: "red", end: "2026-11-01" }),
    line({ id: "delayed", state: "unfinished", lamp: "green", end: "2026-12-01" }),
    line({ id: "cancelled", state: "cancelled", end: "2026-12-01" }),
  ];
  const ids = Object.values(partsOf({ items }, "2026-11")).map((part) => part.map(({ id }) => id));
  expect(ids).toEqual([["closed"], ["late", "delayed"], ["delayed"]]);
  expect([nextMonth("2026-11"), nextMonth("2026-12")]).toEqual(["2026-12", "2027-01"]);
});

test("the Word file has the page of GB/T 9704 and says everything in order, 组室 as they stand", async () => {
  const file = await reportFile(reportOf(summary, "市委组织部"));
  const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
  const document = strFromU8(files["word/document.xml"]!);
  const mm = (attribute: string) =>
    (Number(new RegExp(` w:${attribute}="(\\d+)"`).exec(/<w:sectPr>.*<\/w:sectPr>/.exec(document)![0])![1]) / 1440) * 25.4;
  for (const [attribute, size] of Object.entries({ w: 210, h: 297, top: 37, left: 28, right: 26, bottom: 35 }))
    expect(mm(attribute)).toBeCloseTo(size, 1);
  expect(document).toContain('<w:docGrid w:type="linesAndChars"');
  const texts = (document.match(/<w:p>.*?<\/w:p>/g) ?? []).map((xml) =>
    [...xml.matchAll(/<w:t [^>]*>([^<]*)</g)].map(([, text]) => text).join(""),
  );
  expect(texts[0]).toBe("2026年11月重点工作推进情况");
  expect(texts.filter((text) => /^[一二三四五]、/.test(text))).toEqual([
    "一、总体情况",
    "二、本月注销的工作",
    "三、未完成的工作",
    "四、按时汇报情况",
    "五、下月到期的工作",
  ]);
  expect(texts).toContain("1．党建致富链（组织科）。建成示范村三个。");
  expect(texts).toContain(
    "1．村级𠮷民主治理（组织科，责任人王䶮）。原时限2026年10月31日。原因：秋收忙。进一步推进措施：十二月集中办。新的完成时限：2026年12月20日。",
  );
  expect(texts.join("")).toContain("2．没有说明的（组织科，责任人王䶮）。时限2026年11月10日，已经超过，还没有说明。");
  expect(texts.join("")).toContain("本月应汇报8次，按时6次，迟报1次，没报1次。");
  const table = /<w:tbl>.*<\/w:tbl>/.exec(document)![0];
  expect(table.indexOf("办公室")).toBeLessThan(table.indexOf("组织科"));
  expect(texts.slice(-2)).toEqual(["市委组织部", "2026年11月28日"]);
});

test("the workbook holds the same", () => {
  const sheets = sheetsOf(summary);
  expect(sheets.map(({ name }) => name)).toEqual(["汇报情况", "本月注销", "未完成", "下月到期"]);
  for (const { columns, rows } of sheets) for (const row of rows) expect(row).toHaveLength(columns.length);
  expect(sheets[0]!.rows.map((row) => row[0])).toEqual(["办公室", "组织科"]);
  expect(sheets[2]!.rows[0]!.slice(3, 7)).toEqual(["2026-10-31", "2026-12-20", "秋收忙", "十二月集中办。"]);
});
