import type { AuditEntry } from "../audit/contract.ts";
import type { Role } from "../people/contract.ts";
import type { TodayChange } from "./contract.ts";

/** Beginnings of the actions that a role may see among the last changes; what is not listed is seen in the audit log or not at all. */
const seen: Record<Role, readonly string[]> = {
  unit: [],
  cadre: ["material."],
  lead: ["material."],
  editor: ["material.", "feedback."],
  director: ["material.", "feedback.", "settings.", "unit.", "person.", "holidays."],
  admin: ["settings.", "unit.", "person.", "holidays.", "backup.", "archive."],
};

/** Who read whose contact details is for the audit log alone; a first picture or file is no news. */
const never = ["feedback.contact", "feedback.reveal", "feedback.template"];

/** Whether one of the roles may see a line of the log as news: what was refused or failed is none. */
export function maySeeChange(roles: readonly Role[], { action, outcome }: Pick<AuditEntry, "action" | "outcome">): boolean {
  if (outcome !== "done" || never.some((one) => action.startsWith(one))) return false;
  return roles.some((role) => seen[role].some((beginning) => action.startsWith(beginning)));
}

/** Whether there is any use in reading the log for these roles. */
export function seesChanges(roles: readonly Role[]): boolean {
  return roles.some((role) => seen[role].length > 0);
}

/**
 * The last changes, newest first: of each object only what was done to it last, and nothing that this person did, who knows it.
 * @param mayObject whether this person may know of the object
 */
export function lastChanges(
  entries: readonly AuditEntry[],
  me: { id: string; roles: readonly Role[] },
  mayObject: (object: string) => boolean,
  most: number,
): AuditEntry[] {
  const told = new Set<string>();
  const news = entries.filter((entry) => {
    if (told.has(entry.object) || !maySeeChange(me.roles, entry) || !mayObject(entry.object)) return false;
    told.add(entry.object);
    return entry.by !== me.id;
  });
  return news.slice(0, most);
}

/**
 * The same done several times in a row is one piece of news: twelve units taken over from a file need no twelve lines. What bears a
 * title keeps its line.
 */
export function runsOf(changes: readonly (TodayChange & { by: string })[]): TodayChange[] {
  const runs: (TodayChange & { by: string })[] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    if (last && last.by === change.by && last.action === change.action && !last.title && !change.title)
      runs[runs.length - 1] = { ...last, times: (last.times ?? 1) + 1 };
    else runs.push(change);
  }
  return runs.map(({ by: _, ...run }) => run);
}
