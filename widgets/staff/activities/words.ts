import { visitKinds, type Activity, type ActivityKind } from "../../../functions/activities/contract.ts";

export const isVisit = (kind: ActivityKind): boolean => visitKinds.includes(kind);

/** Place, unit and village in one line. */
export function whereWords({ unitName, village, place }: Pick<Activity, "unitName" | "village" | "place">): string {
  // Village names often begin with the name of their unit.
  const area = village.startsWith(unitName) ? village : unitName + village;
  return [area, place].filter((part) => part !== "").join("，") || "—";
}

export function peopleWords({ people, others }: Pick<Activity, "people" | "others">): string {
  return [people.map(({ name }) => name).join("、"), others].filter((part) => part !== "").join("；");
}

const NAMED = 3;

/** The same for a list: of many the first few. */
export function fewWords(activity: Pick<Activity, "people" | "others">): string {
  const { people } = activity;
  if (people.length <= NAMED) return peopleWords(activity);
  const names = people.slice(0, NAMED).map(({ name }) => name);
  return `${names.join("、")}等 ${people.length} 人`;
}

/** How many problems were found and, of visits, solved. */
export function problemWords({ kind, problems }: Pick<Activity, "kind" | "problems">): string {
  if (problems.length === 0) return "—";
  if (!isVisit(kind)) return `${problems.length} 个问题`;
  const solved = problems.filter(({ solvedOn }) => solvedOn !== "").length;
  return solved === problems.length ? `${solved} 个，都已解决` : `${problems.length} 个，已解决 ${solved} 个`;
}

/** A figure beside its target, in words. */
export function targetWords(count: number, target: number): string {
  const done = count === 0 ? "还没有" : `已有 ${count} 次`;
  if (target === 0) return done;
  return count >= target ? `${done}，达到目标（${target} 次）` : `${done}，目标 ${target} 次`;
}
