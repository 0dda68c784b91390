import type { WorkItemContent } from "../../../functions/work-items/contract.ts";
import type { WorkItem } from "../../../functions/work-items/item.contract.ts";

/** An item as it is being written: materials and feedback with the words that name them. */
export interface ItemText extends Omit<WorkItemContent, "materials" | "feedback"> {
  materials: { id: string; title: string }[];
  feedback: { id: string; label: string }[];
}

export const emptyItem = (office: string, owner: string): ItemText => ({
  kind: "常规性",
  title: "",
  office,
  owner,
  members: [],
  target: "",
  start: "",
  end: "",
  rhythm: "monthly",
  unit: "",
  village: "",
  materials: [],
  feedback: [],
  milestones: [],
});

export function textOf(item: WorkItem): ItemText {
  const { kind, title, office, owner, members, target, start, end, rhythm, unit, village, materials, feedback, milestones } = item;
  return {
    kind,
    title,
    office,
    target,
    start,
    end,
    rhythm,
    unit,
    village,
    owner: owner.id,
    members: members.map(({ id }) => id),
    materials: materials.map(({ id, title: name }) => ({ id, title: name })),
    feedback: feedback.map(({ id, label }) => ({ id, label })),
    milestones: milestones.map(({ id, title: name, date }) => ({ id, title: name, date })),
  };
}

/** What is sent: without what another kind left in the form, and without empty milestones. */
export function contentOf({ materials, feedback, milestones, ...text }: ItemText): WorkItemContent {
  return {
    ...text,
    members: text.members.filter((one) => one !== text.owner),
    village: text.unit === "" ? "" : text.village,
    materials: materials.map(({ id }) => id),
    feedback: feedback.map(({ id }) => id),
    milestones: text.kind === "项目" ? milestones.filter(({ title, date }) => title.trim() !== "" || date !== "") : [],
  };
}
