import { jobs } from "./jobs.ts";
import { anybody } from "./people/table.ts";
import { offerSetUp } from "./people/sign-in.ts";
import { wireCloud } from "./wire-cloud.ts";

/** From the clock: a job's name. From the operator's command line: a link for the first administrator. */
type JobEvent = { job: string } | { setUp: true };

let parts: ReturnType<typeof wireCloud> | undefined;

/**
 * Runs one job; what fails is thrown, so that the cloud tries it again and keeps it in the dead-letter queue at last.
 * @returns how much was done, or the link
 */
export async function handler(event: JobEvent): Promise<{ done: number } | { link: string }> {
  parts ??= wireCloud();
  parts.catch(() => (parts = undefined));
  const { deps } = await parts;
  if ("setUp" in event) {
    if (await anybody(deps.store)) throw new Error("somebody has an account already: administrators are made in the workbench");
    return { link: `${deps.config.publicOrigin}/staff/set-up#${await offerSetUp(deps)} (once, within 24 hours)` };
  }
  const job = Object.hasOwn(jobs, event.job) ? jobs[event.job] : undefined;
  if (!job) throw new Error(`there is no job ${event.job}`);
  try {
    const done = await job(deps);
    deps.log("job", { name: event.job, done });
    return { done };
  } catch (error) {
    deps.log("job-failed", { name: event.job, reason: String(error) });
    throw error;
  }
}
