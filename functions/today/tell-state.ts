import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { failedReminders } from "../reminders/troubles.ts";
import { readLamps } from "./today.ts";

/** Sees what those see who answer for the column. */
const watcher: WhoAmI = { id: "system", login: "system", name: "系统", roles: ["editor"], office: "", unit: "" };

/**
 * The job: one line in the log with what decides about the column (国办秘函〔2019〕19号: unanswered feedback and a column that is not
 * updated are vetoes), from which alarms and graphs are made. Numbers only.
 */
export async function tellState(deps: Deps): Promise<number> {
  const [{ column, feedback }, unsent] = await Promise.all([readLamps(deps, watcher, deps.clock()), failedReminders(deps.store)]);
  deps.log("column-state", {
    // A column that was never opened is not late.
    daysWithoutMaterial: column?.days ?? 0,
    waitingFeedback: feedback?.waiting ?? 0,
    oldestFeedbackDays: feedback?.oldest?.days ?? 0,
    oldestFeedbackWorkingDays: feedback?.oldest?.workingDays ?? 0,
    unsentReminders: unsent.items.length,
  });
  return 0;
}
