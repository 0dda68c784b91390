import type { Role, WhoAmI } from "../../functions/people/contract.ts";
import type { StoredWorkItem } from "../../functions/work-items/rules.ts";

/** An item of 组织科, 推进中 from March to June 2026, whose owner is "owner". */
export function sampleItem(change: Partial<StoredWorkItem> = {}): StoredWorkItem {
  return {
    id: "item",
    kind: "项目",
    title: "村级民主治理",
    office: "组织科",
    owner: { id: "owner", name: "甲", office: "组织科" },
    members: [{ id: "member", name: "乙", office: "干部科" }],
    target: "",
    start: "2026-03-02",
    end: "2026-06-30",
    rhythm: "monthly",
    unit: "",
    unitName: "",
    village: "",
    source: { kind: "plan" },
    materials: [],
    feedback: [],
    milestones: [],
    state: "underway",
    deadlines: [],
    startedOn: "2026-03-02",
    year: 2026,
    carriedFrom: [],
    marks: "",
    open: [],
    supervisions: 0,
    entries: 2,
    createdBy: "author",
    createdAt: "2026-03-01T01:00:00.000Z",
    updatedAt: "2026-03-02T01:00:00.000Z",
    version: 2,
    ...change,
  };
}

export function somebody(role: Role, id = `some-${role}`, office = "组织科"): WhoAmI {
  return { id, login: id, name: id, roles: [role], office, unit: "" };
}
