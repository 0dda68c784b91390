import type { TaskList } from "../../../functions/study-tasks/contract.ts";

type Material = { id: string; title: string };
const KEY = "gxjt:unit-materials";

/** Materials of the unit's tasks, kept on the device so that they can be ticked without a line. Public titles, nothing of a person. */
export function knownMaterials(): Material[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]") as Material[];
  } catch {
    return [];
  }
}

export function keepMaterials({ open, past }: TaskList): void {
  const all = [...open, ...past].filter(({ mine }) => mine).flatMap(({ materials }) => materials);
  const distinct = [...new Map(all.map((one) => [one.id, one])).values()].slice(0, 60);
  try {
    localStorage.setItem(KEY, JSON.stringify(distinct));
  } catch {
    // Then they are chosen with the line there.
  }
}
