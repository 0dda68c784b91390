import type { Deps } from "../../functions/deps.ts";
import { clockwork, jobs } from "../../functions/jobs.ts";

/** Runs the timed jobs on this machine; a run that is still going is not started again. @returns a stop that waits for the running ones */
export function startClockwork(deps: Deps): () => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const run = (name: string) => {
    if (running.has(name)) return;
    const job = jobs[name]!(deps)
      .then(
        (done) => (done > 0 ? deps.log("job", { name, done }) : undefined),
        (error: unknown) => deps.log("job-failed", { name, reason: String(error) }),
      )
      .finally(() => running.delete(name));
    running.set(name, job);
  };
  const timers = clockwork.map(([name, every]) => setInterval(run, every, name).unref());
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running.values());
  };
}
