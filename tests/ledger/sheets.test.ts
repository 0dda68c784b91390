import { expect, test } from "vitest";
import type { WhoAmI } from "../../functions/people/contract.ts";
import { sheetsOf } from "../../widgets/staff/ledger/sheets-of.ts";
import type { YearData } from "../../widgets/staff/ledger/load.ts";

const who = (roles: WhoAmI["roles"], office = ""): WhoAmI => ({ id: "me", login: "me", name: "我", roles, office, unit: "" });
const person = (id: string, name: string, office: string, present: boolean) => ({ id, name, office, present });
const inspection = (office: string, remark?: string) => ({
  month: "2026-10",
  name: "𠮷某",
  office,
  characters: 120,
  notes: 2,
  reflections: 1,
  ...(remark === undefined ? {} : { remark }),
  signedBy: "部长",
  signedAt: "2026-11-02T16:30:00.000Z",
});
const lecture = (from: string): YearData["lectures"][number] => ({
  id: from,
  speaker: { name: "讲课人", from },
  topic: "题目",
  date: "2026-05-01",
  place: "",
  state: "held",
  asked: 2,
  open: 1,
  version: 1,
});
const data: YearData = {
  year: "2026",
  days: [],
  attendance: [
    {
      slot: "2026-01-09",
      date: "2026-01-09",
      state: "planned",
      people: [person("a", "甲", "组织科", true), person("b", "乙", "办公室", false)],
    },
    {
      slot: "2026-01-23",
      date: "2026-01-24",
      state: "moved",
      people: [person("a", "甲", "组织科", false), person("b", "乙", "办公室", true)],
    },
  ],
  tasks: [],
  inspections: [inspection("组织科", "认真。"), inspection("办公室", "")],
  lectures: [lecture("组织科"), lecture("办公室"), lecture("省委党校")],
  activities: [],
};
const sheet = (name: string, me: WhoAmI, from = data) => sheetsOf(from, me).find((one) => one.name === name)!;

test("attendance has a line for each person and a column for each day that was held", () => {
  const { columns, rows } = sheet("考勤", who(["editor"]));
  expect(columns).toEqual(["组室", "姓名", "2026-01-09", "2026-01-24"]);
  expect(rows).toEqual([
    ["组织科", "甲", "√", ""],
    ["办公室", "乙", "", "√"],
  ]);
});

test("inspection sheets carry the 批阅 only where it may be read, and the day of the signature in Beijing", () => {
  const { columns, rows } = sheet("笔记检查", who(["director"]));
  expect(columns).toContain("批阅");
  expect(rows[0]).toEqual(["2026-10", "组织科", "𠮷某", 120, 2, 1, "认真。", "部长", "2026-11-03"]);
  const bare = sheet("笔记检查", who(["editor"]), { ...data, inspections: [inspection("组织科")] });
  expect([bare.columns.includes("批阅"), bare.rows[0]!.length]).toEqual([false, bare.columns.length]);
});

test("a lead finds the own 组室, editor and director all, and nobody the notes that they may not see", () => {
  const speakers = (me: WhoAmI) => sheet("讲课", me).rows.map((row) => row[2]);
  expect(speakers(who(["lead"], "组织科"))).toEqual(["组织科"]);
  expect(speakers(who(["lead"]))).toEqual([]);
  expect(speakers(who(["editor"]))).toEqual(["组织科", "办公室", "省委党校"]);
  expect(sheetsOf(data, who(["editor"])).map(({ name }) => name)).toEqual([
    "集中学习",
    "考勤",
    "学习任务",
    "笔记检查",
    "讲课",
    "活动和走访",
  ]);
  for (const { columns, rows } of sheetsOf(data, who(["director"]))) for (const row of rows) expect(row).toHaveLength(columns.length);
});
