import { allowedSteps, barred, type Going } from "../materials/rules.ts";
import type { Role, WhoAmI } from "../people/contract.ts";
import type { ColumnSettings } from "../settings/contract.ts";
import type { StoredWorkItem } from "../work-items/rules.ts";
import { mayEver } from "../work-items/state-machine.rules.ts";
import type { ProgressAction, ProgressCard, ProgressRecord } from "./contract.ts";

export type Draft = ProgressRecord["draft"];

/** What is on its way to the public, as it is stored. */
export interface StoredProgress extends Going {
  /** That of the project. */
  id: string;
  draft: Draft;
  publishedAt?: string;
  updatedAt: string;
  version: number;
}

/** What the public is told of a project beside the words written for it: no person, no report, no reason. */
export function draftOf({ title, office, target, state, start, end, milestones }: StoredWorkItem, summary: string): Draft {
  return { title, office, target, summary, state, start, end, milestones: milestones.map(({ id: _, ...one }) => one) };
}

export function cardOf({ id, draft }: StoredProgress, publishedAt: string): ProgressCard {
  return { id, ...draft, publishedAt };
}

/** As in `access.ts`; a test holds the two to each other. */
export const progressRoles: Record<ProgressAction, readonly Role[]> = {
  edit: ["cadre", "lead", "director"],
  provide: ["cadre", "lead", "director"],
  review: ["lead", "editor", "director"],
  sign: ["director", "lead"],
  return: ["lead", "editor", "director"],
  withdraw: ["editor", "director"],
};

/** Who writes for a project: whoever answers for it, the lead of its 组室, the director. */
export const mayWrite = (who: WhoAmI, project: StoredWorkItem): boolean => mayEver(who, project, "milestone");

/**
 * Who sees what is on its way: who writes it, and those who review and sign (editor, director, and a lead once it was 提供).
 */
export function maySee(who: WhoAmI, record: Going | undefined, project: StoredWorkItem): boolean {
  if (mayWrite(who, project) || who.roles.some((role) => role === "editor" || role === "director")) return true;
  return who.roles.includes("lead") && record !== undefined && (record.live || record.state !== "draft");
}

/** What the state permits; a draft may be written anew at any time but while others examine it. */
function possible(record: Going | undefined, project: StoredWorkItem): ProgressAction[] {
  const begun = project.kind === "项目" && project.state !== "draft";
  const steps = record ? allowedSteps(record).filter((step) => step !== "publish") : [];
  const writable = begun && (!record || !["to-review", "to-sign"].includes(record.state));
  return writable ? ["edit", ...steps] : steps;
}

/** What this person may do now, and what not and why: 提供 → 保密审查 → 签发 by the rules of materials. */
export function actionsFor(
  record: Going | undefined,
  project: StoredWorkItem,
  who: WhoAmI,
  settings: Pick<ColumnSettings, "threePeople">,
): Pick<ProgressRecord, "allowed" | "blocked"> {
  const allowed: ProgressAction[] = [];
  const blocked: ProgressRecord["blocked"] = [];
  for (const action of possible(record, project)) {
    const writes = action === "edit" || action === "provide";
    const bar = record && action !== "edit" ? barred(record, action, who.id, settings) : undefined;
    if (bar) blocked.push({ action, why: bar });
    else if (!who.roles.some((role) => progressRoles[action].includes(role))) blocked.push({ action, why: "role" });
    else if (writes && !mayWrite(who, project)) blocked.push({ action, why: "not-yours" });
    else allowed.push(action);
  }
  return { allowed, blocked };
}
