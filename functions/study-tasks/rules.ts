import { Problem } from "../http/problem.ts";
import type { Role, WhoAmI } from "../people/contract.ts";
import { chinaDay, DAY } from "../platform/clock.ts";
import type { ChosenMaterial } from "../study/chosen-materials.ts";
import { mayRead, studies, type Owner } from "../study/reader.rules.ts";
import type { TaskInput, taskStates } from "./contract.ts";

/** A study task as it is kept: its materials under the titles that they had. */
export interface StoredTask extends Omit<TaskInput, "materials"> {
  id: string;
  materials: ChosenMaterial[];
  closed: boolean;
  createdAt: string;
  createdBy: string;
}

/** Whose marks: a person's own, or those of a unit, which its contact sets. */
export type Doer = { kind: "person" | "unit"; id: string };

const has = ({ roles }: Pick<WhoAmI, "roles">, ...wanted: Role[]) => roles.some((role) => wanted.includes(role));

export function stateOf({ closed, deadline }: Pick<StoredTask, "closed" | "deadline">, now: number): (typeof taskStates)[number] {
  if (closed) return "closed";
  return deadline < chinaDay(now) ? "past" : "open";
}

/** Whether a task is meant for a person who studies. */
export function isMeant({ audience }: Pick<StoredTask, "audience">, { office }: { office: string }): boolean {
  return audience.people === "all" || (audience.people === "offices" && office !== "" && audience.offices.includes(office));
}

/** As whom this person works on the task; undefined for those to whom it is not addressed. One's own part goes before that of a unit. */
export function doerOf(task: Pick<StoredTask, "audience">, person: WhoAmI): Doer | undefined {
  if (studies(person) && isMeant(task, person)) return { kind: "person", id: person.id };
  if (has(person, "unit") && task.audience.units.includes(person.unit)) return { kind: "unit", id: person.unit };
  return undefined;
}

/** Editors and directors know of every task, others of those that are addressed to them. */
export function maySeeTask(task: Pick<StoredTask, "audience">, person: WhoAmI): boolean {
  return has(person, "editor", "director") || doerOf(task, person) !== undefined;
}

/** Who may see what a person has marked: whoever may read what that person writes, and the editor, who follows the task. */
export const maySeeMarks = (reader: WhoAmI, owner: Owner): boolean => has(reader, "editor") || mayRead(reader, owner);
/** Units belong to no 组室, so their marks are for those who follow all of it. */
export const maySeeUnits = (reader: WhoAmI): boolean => has(reader, "editor", "director");

/** A task counts as done when all its materials are marked. */
export const isDone = (task: { materials: readonly { id: string }[] }, marked: readonly string[]): boolean =>
  task.materials.every(({ id }) => marked.includes(id));

/**
 * @param before the deadline as it was, which may stay though it has passed
 * @throws Problem invalid-body for a deadline that has passed or is more than a year away, or an audience of nobody
 */
export function checkTask({ deadline, audience }: Pick<TaskInput, "deadline" | "audience">, now: number, before?: string): void {
  const fault = (field: string, code: string) => new Problem("invalid-body", { errors: [{ field, code }] });
  if (deadline !== before && deadline < chinaDay(now)) throw fault("deadline", "past");
  if (deadline > chinaDay(now + 366 * DAY)) throw fault("deadline", "too_late");
  const nobody = audience.people === "none" && audience.units.length === 0;
  if (nobody || (audience.people === "offices" && audience.offices.length === 0)) throw fault("audience", "nobody");
}

/** @throws Problem illegal-step when the task is closed, or a mark is taken back after the deadline */
export function checkMark(task: StoredTask, done: boolean, now: number): void {
  const state = stateOf(task, now);
  if (state === "closed" || (state === "past" && !done)) throw new Problem("illegal-step", { allowed: state === "past" ? ["mark"] : [] });
}
