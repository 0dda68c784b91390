import type { FieldError } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import type { SourceInput, WorkItemContent } from "./contract.ts";
import type { StoredWorkItem } from "./rules.ts";

/** What was promised when the item was set going and is not changed by hand any more: a new date needs the three things. */
const promised = ["kind", "office", "start", "end", "rhythm"] as const;

/** What contradicts itself, field by field. @param before the item that is changed */
export function faultsOf(input: WorkItemContent, before?: StoredWorkItem): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (field: string, code: string) => void errors.push({ field, code });
  if (before && before.state !== "draft") for (const field of promised) if (input[field] !== before[field]) wrong(field, "fixed");
  if (input.end < input.start) wrong("end", "before_start");
  if (input.members.includes(input.owner) || repeats(input.members)) wrong("members", "repeated");
  for (const field of ["materials", "feedback"] as const) if (repeats(input[field])) wrong(field, "repeated");
  if (input.kind === "包村" && input.unit === "") wrong("unit", "non_empty");
  if (input.village !== "" && input.unit === "") wrong("unit", "non_empty");
  if (input.kind !== "项目" && input.milestones.length > 0) wrong("milestones", "other_kind");
  for (const [place, { date }] of input.milestones.entries()) if (date < input.start) wrong(`milestones.${place}.date`, "before_start");
  const known = new Set(before?.milestones.map(({ id }) => id));
  const ids = input.milestones.flatMap(({ id }) => id || []);
  if (repeats(ids) || ids.some((id) => !known.has(id))) wrong("milestones", "unknown");
  return errors;
}

const repeats = (list: readonly string[]) => new Set(list).size < list.length;

/**
 * Who may plan an item: the director any, a lead for the own 组室, a cadre for the own 组室 and for oneself, an editor from a piece of
 * feedback for any 组室. It is a draft that a lead or the director sets going.
 */
export function mayPlan(who: WhoAmI, { office, owner }: Pick<WorkItemContent, "office" | "owner">, source: SourceInput): boolean {
  const has = (role: WhoAmI["roles"][number]) => who.roles.includes(role);
  const own = who.office !== "" && who.office === office;
  return (
    has("director") || (has("lead") && own) || (has("cadre") && own && owner === who.id) || (has("editor") && source.kind === "feedback")
  );
}

/** The fields in which two versions of an item differ, as the history names them. */
export function changedFields(before: StoredWorkItem, after: StoredWorkItem): string[] {
  const fields = [
    "kind",
    "title",
    "office",
    "owner",
    "members",
    "target",
    "start",
    "end",
    "rhythm",
    "unit",
    "village",
    "materials",
    "feedback",
    "milestones",
  ] as const;
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
