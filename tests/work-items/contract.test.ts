import * as v from "valibot";
import { describe, expect, test } from "vitest";
import {
  milestoneDone,
  responsibilityInput,
  rhythmNames,
  rhythms,
  signatureInput,
  stepInput,
  supervisionAnswer,
  supervisionInput,
  workItemInput,
  workItemLimits,
  workItemStateNames,
  workItemStates,
  workItemUpdate,
  workItemVersion,
} from "../../functions/work-items/contract.ts";
import { workLinksQuery, workMenuQuery, workOverviewQuery } from "../../functions/work-items/menu.contract.ts";
import { reportInput, reportsInput } from "../../functions/work-items/reports.contract.ts";

const item = {
  kind: "项目",
  title: "  村级民主治理  ",
  office: "组织科",
  owner: "owner",
  start: "2026-03-02",
  end: "2026-06-30",
  rhythm: "monthly",
};
const three = { reason: "雪灾", measures: "加派人手", until: "2026-07-31" };
const report = { due: "2026-06-30", done: "完成 3 个村" };

/** Schema, what it takes, and what it refuses. */
const cases: [string, v.GenericSchema, object[], object[]][] = [
  [
    "an item",
    workItemInput,
    [item, { ...item, source: { kind: "visit", activity: "a123", problem: "p123" } }],
    [
      { ...item, title: " " },
      { ...item, kind: "别的" },
      { ...item, start: "2026-02-30" },
      { ...item, source: { kind: "feedback" } },
      { ...item, source: { kind: "plan", feedback: "a123" } },
      { ...item, state: "closed" },
      { ...item, milestones: [{ title: "启动", date: "2026-03-02", doneOn: "2026-03-02" }] },
      { ...item, members: Array.from({ length: workItemLimits.members + 1 }, () => "owner") },
    ],
  ],
  [
    "a change",
    workItemUpdate,
    [{ ...item, version: 1 }],
    [item, { ...item, version: 0 }, { ...item, version: 1, source: { kind: "plan" } }],
  ],
  ["a version", workItemVersion, [{ version: 3 }], [{}, { version: "3" }]],
  [
    "a step",
    stepInput,
    [
      { step: "start", version: 1 },
      { step: "delay", version: 1, ...three },
      { step: "close", version: 1, result: "成果" },
    ],
    [
      { step: "delay", version: 1, reason: "雪灾", until: three.until },
      { step: "delay", version: 1, ...three, measures: " " },
      { step: "close", version: 1 },
      { step: "cancel", version: 1 },
      { step: "start" },
      { step: "reopen", version: 1 },
    ],
  ],
  [
    "a report",
    reportInput,
    [report, { ...report, explanation: three }],
    [
      { ...report, done: "" },
      { ...report, late: false },
      { ...report, explanation: {} },
    ],
  ],
  ["reports", reportsInput, [{ reports: [{ item: "item", ...report }] }], [{ reports: [] }, { reports: [report] }]],
  [
    "a milestone",
    milestoneDone,
    [
      { version: 1, doneOn: "" },
      { version: 1, doneOn: "2026-03-02" },
    ],
    [{ version: 1 }],
  ],
  ["a 目标责任", responsibilityInput, [{ version: 1, text: "责任" }], [{ version: 1, text: "" }]],
  ["a signature", signatureInput, [{ revision: 1 }], [{ revision: 0 }]],
  ["a 督办", supervisionInput, [{ text: "请说明", answerBy: "2026-03-02" }], [{ text: "请说明" }]],
  ["its answer", supervisionAnswer, [{ answer: "已办" }], [{ answer: "" }]],
  ["the menu", workMenuQuery, [{}, { year: "2026" }], [{ year: 2026 }, { month: "2026-03" }]],
  ["links", workLinksQuery, [{ feedback: "a123" }], [{}, { feedback: "a123", material: "b123" }]],
  ["the overview", workOverviewQuery, [{}, { month: "2026-03" }], [{ month: "2026-13" }]],
];

describe("the contract", () => {
  test.each(cases)("of %s takes what is right and refuses what is wrong", (_, schema, right, wrong) => {
    for (const one of right) expect(v.safeParse(schema, one).success, JSON.stringify(one)).toBe(true);
    for (const one of wrong) expect(v.safeParse(schema, one).success, JSON.stringify(one)).toBe(false);
  });

  test("names every state and rhythm in the words of the interface", () => {
    expect(workItemStates.map((state) => workItemStateNames[state])).toEqual(["草拟", "推进中", "未完成", "已注销", "取消"]);
    expect(rhythms.map((rhythm) => rhythmNames[rhythm])).toEqual(["每周", "每两周", "每月"]);
  });
});
