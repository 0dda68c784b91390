import * as v from "valibot";
import { auditLine, collectLines } from "./audit/table.ts";
import { makeBundles } from "./backup/make-bundles.ts";
import type { Deps } from "./deps.ts";
import { recountFeedback } from "./feedback/recount.ts";
import { repairFigures } from "./figures/repair.ts";
import { Problem } from "./http/problem.ts";
import { route } from "./http/route.ts";
import { migrate } from "./layout/migrate.ts";
import { makeInspections } from "./inspection/making.ts";
import { publishDue } from "./materials/publishing.ts";
import { repairSearchIndex } from "./materials/repair.ts";
import { makeReminders } from "./reminders/make.ts";
import { sendReminders } from "./reminders/send.ts";
import { foldFresh } from "./search/fold.ts";
import { moveCategories } from "./settings/categories.ts";
import { tellState } from "./today/tell-state.ts";
import { carryOver } from "./work-items/years.ts";

/** Few documents at a time: what a batch holds in memory grows with it. */
async function foldAll({ store }: Deps): Promise<number> {
  let done = 0;
  for (;;) {
    const { folded, more } = await foldFresh(store, { maxDocuments: 20 });
    done += folded;
    if (!more) return done;
  }
}

/** Every job may be run by anyone entitled, twice, late or side by side: it only brings the store to what it should be. */
export const jobs: Record<string, (deps: Deps) => Promise<number>> = {
  "publish-due": publishDue,
  "fold-search": foldAll,
  "repair-search": repairSearchIndex,
  "repair-figures": repairFigures,
  "collect-audit": collectLines,
  "recount-feedback": recountFeedback,
  "move-categories": moveCategories,
  "make-bundles": makeBundles,
  "make-inspection": makeInspections,
  "carry-over": carryOver,
  "make-reminders": makeReminders,
  "send-reminders": sendReminders,
  migrate: async (deps) => (await migrate(deps)).length,
  "tell-state": tellState,
};

export const jobRoutes = [
  route(
    "POST",
    "/api/staff/jobs/:job",
    { summary: "Run a job now", answer: v.strictObject({ done: v.number() }) },
    async ({ deps, params, person, now }) => {
      const name = params["job"]!;
      const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
      if (!job) throw new Problem("not-found");
      const done = await job(deps);
      await deps.store.transact([auditLine(now, person, "job.run", `job#${name}`, String(done))]);
      return { done };
    },
  ),
];
