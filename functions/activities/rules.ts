import type { FieldError } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import type { StudyTargets } from "../study/settings.contract.ts";
import { activityKinds, visitKinds, type ActivityInput, type ActivityYear } from "./contract.ts";

export interface Participant {
  id: string;
  name: string;
  office: string;
}

/** An activity without its photos; the names are those of the day on which it was written down. */
export interface LoggedActivity extends Omit<ActivityInput, "people"> {
  id: string;
  unitName: string;
  people: Participant[];
  by: string;
  byName: string;
  office: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** The author, the lead of the author's 组室 and the editors; everybody of the staff reads. */
export function mayChange(who: WhoAmI, { by, office }: Pick<LoggedActivity, "by" | "office">): boolean {
  if (who.id === by || who.roles.includes("editor")) return true;
  return office !== "" && who.office === office && who.roles.includes("lead");
}

/**
 * What contradicts itself or the calendar, field by field.
 * @param today YYYY-MM-DD in Beijing: what lies ahead is no log
 */
export function faultsOf({ kind, date, people, others, topics, problems, unit, village }: ActivityInput, today: string): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (field: string, code: string) => void errors.push({ field, code });
  if (date > today) wrong("date", "future");
  if (people.length === 0 && others === "") wrong("people", "non_empty");
  if (new Set(people).size < people.length) wrong("people", "repeated");
  if (kind !== "座谈讨论" && topics.length > 0) wrong("topics", "other_kind");
  if (village !== "" && unit === "") wrong("unit", "non_empty");
  const ids = problems.flatMap(({ id }) => id || []);
  if (new Set(ids).size < ids.length) wrong("problems", "repeated");
  for (const [place, { solvedOn }] of problems.entries()) {
    if (solvedOn === "") continue;
    if (!visitKinds.includes(kind)) wrong(`problems.${place}.solvedOn`, "other_kind");
    else if (solvedOn < date) wrong(`problems.${place}.solvedOn`, "before_activity");
    else if (solvedOn > today) wrong(`problems.${place}.solvedOn`, "future");
  }
  return errors;
}

/** Whose visits this person is shown. */
function seen(who: WhoAmI, { id, office }: Participant): boolean {
  if (who.id === id || who.roles.includes("director") || who.roles.includes("editor")) return true;
  return office !== "" && who.office === office && who.roles.includes("lead");
}

/** The year beside its targets. @param colleagues in the order in which they are shown */
export function yearOf(
  activities: readonly LoggedActivity[],
  colleagues: readonly Participant[],
  who: WhoAmI,
  targets: Pick<StudyTargets, "symposiums" | "visits">,
): Omit<ActivityYear, "year" | "more"> {
  const visits = activities.filter(({ kind }) => visitKinds.includes(kind));
  const villages = new Set(visits.flatMap(({ unit, village }) => (village ? [`${unit} ${village}`] : [])));
  return {
    kinds: activityKinds.map((kind) => ({ kind, count: activities.filter((activity) => activity.kind === kind).length })),
    symposiumTarget: targets.symposiums,
    villages: villages.size,
    visitTarget: targets.visits,
    people: colleagues
      .filter((one) => seen(who, one))
      .map((one) => ({ ...one, visits: visits.filter(({ people }) => people.some(({ id }) => id === one.id)).length })),
  };
}
