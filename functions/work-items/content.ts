import { visitKinds } from "../activities/contract.ts";
import { findActivity } from "../activities/table.ts";
import type { Deps } from "../deps.ts";
import { boundOffice } from "../feedback/allowed.rules.ts";
import type { Entry } from "../feedback/rules.ts";
import { findEntries } from "../feedback/table.ts";
import { type FieldError, Problem } from "../http/problem.ts";
import { maySee } from "../materials/rules.ts";
import { findLines } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { newId } from "../platform/ids.ts";
import { readSettings } from "../settings/table.ts";
import { listColleagues } from "../study/colleagues.ts";
import { findUnit } from "../units/table.ts";
import type { SourceInput, WorkItemContent } from "./contract.ts";
import { faultsOf } from "./content.rules.ts";
import type { StoredWorkItem } from "./rules.ts";

export type Content = Pick<
  StoredWorkItem,
  Exclude<keyof WorkItemContent, "owner" | "members" | "milestones"> | "owner" | "members" | "milestones" | "unitName"
>;

/** Whether this person handles the feedback: editors and directors all of it, a lead that of the own 组室. */
export function mayHandle(who: WhoAmI, { office }: Pick<Entry, "office">): boolean {
  if (!who.roles.some((role) => role === "editor" || role === "director" || role === "lead")) return false;
  const bound = boundOffice(who);
  return bound === undefined || (bound !== "" && bound === office);
}

/** Feedback that an editor has passed is work; what waits or was refused is not, and what was withdrawn is gone. */
const isWork = ({ state }: Pick<Entry, "state">) => state === "accepted" || state === "answered";

/** People: those who study, and whom the item names already. */
async function peopleOf(deps: Deps, { owner, members, office }: WorkItemContent, before: StoredWorkItem | undefined) {
  const errors: FieldError[] = [];
  const [colleagues, { offices }] = await Promise.all([listColleagues(deps.store), readSettings(deps.store)]);
  const known = new Map([...colleagues, ...(before ? [before.owner, ...before.members] : [])].map((one) => [one.id, one]));
  if (!known.has(owner)) errors.push({ field: "owner", code: "unknown" });
  if (members.some((id) => !known.has(id))) errors.push({ field: "members", code: "unknown" });
  const there = offices.includes(office) || before?.office === office || colleagues.some((one) => one.office === office);
  if (!there) errors.push({ field: "office", code: "unknown" });
  return { errors, owner: known.get(owner)!, members: members.flatMap((id) => known.get(id) ?? []) };
}

async function placeOf(deps: Deps, { unit, village }: WorkItemContent, before: StoredWorkItem | undefined) {
  const errors: FieldError[] = [];
  const found = unit === "" ? undefined : await findUnit(deps.store, unit);
  if (unit !== "" && (!found || (found.retired && before?.unit !== unit))) errors.push({ field: "unit", code: "unknown" });
  const stays = before?.unit === unit && before.village === village;
  if (found && village !== "" && !stays && !found.villages.includes(village)) errors.push({ field: "village", code: "unknown" });
  return { errors, unitName: found?.name ?? "" };
}

/** Linked materials and feedback exist and this person may see them; what is linked already may stay. */
async function linkFaults(deps: Deps, who: WhoAmI, { materials, feedback }: WorkItemContent, before: StoredWorkItem | undefined) {
  const fresh = {
    materials: materials.filter((id) => !before?.materials.includes(id)),
    feedback: feedback.filter((id) => !before?.feedback.includes(id)),
  };
  const [lines, entries] = await Promise.all([findLines(deps.store, fresh.materials), findEntries(deps.store, fresh.feedback)]);
  const errors: FieldError[] = [];
  if (lines.filter((line) => maySee(line, who)).length < fresh.materials.length) errors.push({ field: "materials", code: "unknown" });
  if (entries.filter((entry) => isWork(entry) && mayHandle(who, entry)).length < fresh.feedback.length)
    errors.push({ field: "feedback", code: "unknown" });
  return errors;
}

/**
 * What may be stored of an input: names looked up, new milestones with their ids. What the item names already may stay, though the
 * person has left or the unit is retired.
 * @throws Problem invalid-body
 */
export async function contentOf(deps: Deps, who: WhoAmI, input: WorkItemContent, before?: StoredWorkItem): Promise<Content> {
  const [people, place, links] = await Promise.all([
    peopleOf(deps, input, before),
    placeOf(deps, input, before),
    linkFaults(deps, who, input, before),
  ]);
  const errors = [...faultsOf(input, before), ...people.errors, ...place.errors, ...links];
  if (errors.length > 0) throw new Problem("invalid-body", { errors: errors.slice(0, 20) });
  const doneOn = new Map(before?.milestones.map((one) => [one.id, one.doneOn]));
  return {
    ...input,
    owner: people.owner,
    members: people.members,
    unitName: place.unitName,
    milestones: input.milestones.map(({ id, title, date }) => ({ id: id || newId(), title, date, doneOn: doneOn.get(id) ?? "" })),
  };
}

/** @throws Problem invalid-body when the problem or feedback is not there, or is none that this person may make an item from */
export async function checkSource(deps: Deps, who: WhoAmI, source: SourceInput): Promise<void> {
  const wrong = (field: string, code: string) => new Problem("invalid-body", { errors: [{ field: `source.${field}`, code }] });
  if (source.kind === "plan") return;
  if (source.kind === "feedback") {
    const [entry] = await findEntries(deps.store, [source.feedback]);
    if (!entry || !mayHandle(who, entry)) throw wrong("feedback", "unknown");
    if (!isWork(entry)) throw wrong("feedback", "not_accepted");
    return;
  }
  const activity = await findActivity(deps.store, source.activity);
  const fits = activity && (source.kind === "visit" ? visitKinds.includes(activity.kind) : activity.kind === "座谈讨论");
  if (!fits) throw wrong("activity", "unknown");
  if (!activity.problems.some(({ id }) => id === source.problem)) throw wrong("problem", "unknown");
}
