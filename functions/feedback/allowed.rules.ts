import type { WhoAmI } from "../people/contract.ts";
import { type Entry, type StepName, staffSteps } from "./rules.ts";

/** Editors and directors see everything; a lead is bound to the own 组室. @returns that office, or undefined when there is no bound */
export function boundOffice(person: WhoAmI): string | undefined {
  return person.roles.includes("editor") || person.roles.includes("director") ? undefined : person.office;
}

const ofLeads: StepName[] = ["answer", "return"];

/**
 * The steps that this person may take now. 退回 is for the 负责人 of the 组室 that has it; who may do everything assigns anew instead.
 * @param target the one that it is merged into, when it is: once that is answered, nothing is undone
 */
export function stepsFor(person: WhoAmI, entry: Entry, target?: Entry): StepName[] {
  const leads = person.roles.includes("lead") && person.office !== "" && person.office === entry.office;
  const moderates = boundOffice(person) === undefined;
  return staffSteps(entry).filter((step) => {
    if (step === "return") return leads;
    if (step === "unmerge" && target?.answeredAt !== undefined) return false;
    return moderates || (leads && ofLeads.includes(step));
  });
}
