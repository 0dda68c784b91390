import type { Role, WhoAmI } from "../people/contract.ts";
import type { ColumnSettings } from "../settings/contract.ts";
import type { MaterialAction, MaterialRecord } from "./contract.ts";
import { allowedSteps, barred, mayEdit, type Going } from "./rules.ts";

/** Who is asked to do what, as in `access.ts`; a test holds the two to each other. */
export const actionRoles: Record<MaterialAction, readonly Role[]> = {
  edit: ["cadre", "lead", "editor"],
  provide: ["cadre", "lead", "editor"],
  review: ["lead", "editor", "director"],
  sign: ["director", "lead"],
  return: ["lead", "editor", "director"],
  withdraw: ["editor", "director"],
  revise: ["cadre", "lead", "editor"],
};

/** What the state permits to somebody, in the order in which it is offered. */
function possible(material: Going): MaterialAction[] {
  const steps = allowedSteps(material).filter((step) => step !== "publish");
  if (material.state === "draft") return ["edit", ...steps];
  return material.state === "published" || material.state === "withdrawn" ? ["revise", ...steps] : steps;
}

/** What this person may do now, and what not and why. */
export function actionsFor(
  material: Going,
  who: WhoAmI,
  settings: Pick<ColumnSettings, "threePeople">,
): Pick<MaterialRecord, "allowed" | "blocked"> {
  const allowed: MaterialAction[] = [];
  const blocked: MaterialRecord["blocked"] = [];
  for (const action of possible(material)) {
    const roles = [...actionRoles[action]];
    const writing = action === "edit" || action === "provide" || action === "revise";
    const bar = action === "edit" || action === "revise" ? undefined : barred(material, action, who.id, settings);
    if (bar) blocked.push({ action, why: bar, roles });
    else if (!who.roles.some((role) => roles.includes(role))) blocked.push({ action, why: "role", roles });
    else if (writing && !mayEdit(material, who)) blocked.push({ action, why: "not-yours", roles });
    else allowed.push(action);
  }
  return { allowed, blocked };
}
