import { describe, expect, test } from "vitest";
import type { WhoAmI } from "../../functions/people/contract.ts";
import { checkMark, checkTask, doerOf, isDone, stateOf, type StoredTask } from "../../functions/study-tasks/rules.ts";

const NOW = Date.parse("2026-11-23T01:00:00Z");
const person = (more: Partial<WhoAmI>): WhoAmI => ({
  id: "one",
  login: "one",
  name: "某人",
  roles: ["cadre"],
  office: "",
  unit: "",
  ...more,
});
const audience = (more: Partial<StoredTask["audience"]> = {}): StoredTask["audience"] => ({
  people: "all",
  offices: [],
  units: [],
  ...more,
});
const task = (more: Partial<StoredTask> = {}): StoredTask => ({
  id: "task",
  title: "学习报告",
  materials: [
    { id: "one", title: "一" },
    { id: "two", title: "二" },
  ],
  audience: audience(),
  deadline: "2026-11-30",
  noteCharacters: 5000,
  reflections: 1,
  note: "",
  closed: false,
  createdAt: "2026-11-01T00:00:00.000Z",
  createdBy: "编辑",
  ...more,
});
const codeOf = (run: () => void): string => {
  try {
    run();
    return "ok";
  } catch (error) {
    const { code, details } = error as { code: string; details: { errors?: { field: string; code: string }[] } };
    return [code, ...(details.errors ?? []).map((one) => `${one.field} ${one.code}`)].join(": ");
  }
};

describe("a study task", () => {
  test("is open to the end of its last day in Beijing", () => {
    expect(stateOf(task({ deadline: "2026-11-23" }), Date.parse("2026-11-23T15:59:59Z"))).toBe("open");
    expect(stateOf(task({ deadline: "2026-11-23" }), Date.parse("2026-11-23T16:00:00Z"))).toBe("past");
    expect(stateOf(task({ closed: true }), NOW)).toBe("closed");
  });

  test("is done when all its materials are marked, whatever else is", () => {
    expect(isDone(task(), ["one"])).toBe(false);
    expect(isDone(task(), ["two", "gone", "one"])).toBe(true);
  });

  test.each([
    [person({}), audience(), "person one"],
    [person({ roles: ["lead"] }), audience(), "person one"],
    [person({ roles: ["editor", "director", "admin"] }), audience(), "nobody"],
    [person({ office: "组织科" }), audience({ people: "offices", offices: ["组织科"] }), "person one"],
    [person({ office: "干部科" }), audience({ people: "offices", offices: ["组织科"] }), "nobody"],
    [person({ office: "" }), audience({ people: "offices", offices: [""] }), "nobody"],
    [person({}), audience({ people: "none", units: ["shanshi"] }), "nobody"],
    [person({ roles: ["unit"], unit: "shanshi" }), audience({ units: ["shanshi"] }), "unit shanshi"],
    [person({ roles: ["unit"], unit: "hailin" }), audience({ units: ["shanshi"] }), "nobody"],
    [person({ roles: ["unit"], unit: "" }), audience(), "nobody"],
    // A cadre's account may name a unit without being its contact.
    [person({ unit: "shanshi" }), audience({ people: "none", units: ["shanshi"] }), "nobody"],
  ])("%o works on %o as %s", (who, meant, expected) => {
    const doer = doerOf({ audience: meant }, who);
    expect(doer ? `${doer.kind} ${doer.id}` : "nobody").toBe(expected);
  });

  test("needs somebody who is asked, and a deadline within a year that has not passed unless it stood before", () => {
    const check = (deadline: string, meant = audience(), before?: string) =>
      codeOf(() => checkTask({ deadline, audience: meant }, NOW, before));
    expect(check("2026-11-23")).toBe("ok");
    expect(check("2026-11-22")).toBe("invalid-body: deadline past");
    expect(check("2026-11-22", audience(), "2026-11-22")).toBe("ok");
    expect(check("2028-01-01")).toBe("invalid-body: deadline too_late");
    expect(check("2026-11-30", audience({ people: "none" }))).toBe("invalid-body: audience nobody");
    expect(check("2026-11-30", audience({ people: "offices", units: ["shanshi"] }))).toBe("invalid-body: audience nobody");
  });

  test("late marks count, marks are taken back until the deadline only, a closed task stands", () => {
    const late = task({ deadline: "2026-11-22" });
    expect(codeOf(() => checkMark(task(), false, NOW))).toBe("ok");
    expect(codeOf(() => checkMark(late, true, NOW))).toBe("ok");
    expect(codeOf(() => checkMark(late, false, NOW))).toBe("illegal-step");
    expect(codeOf(() => checkMark(task({ closed: true }), true, NOW))).toBe("illegal-step");
  });
});
