import { clockwork } from "../../functions/clockwork.ts";
import type { Deps } from "../../functions/deps.ts";
import { jobs } from "../../functions/jobs.ts";
import type { Lease } from "../../functions/store/lease.ts";

/** Between two looks at the lease, ms. */
const BEAT = 5_000;

/**
 * Runs the timed jobs on this machine; a run that is still going is not started again.
 * @param lease of several machines over one store, only the one that holds it starts jobs
 * @returns a stop that waits for the running ones, then frees the lease
 */
export function startClockwork(deps: Deps, lease?: Lease): () => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const run = (name: string) => {
    if (running.has(name) || (lease && !lease.held())) return;
    const job = jobs[name]!(deps)
      .then(
        (done) => (done > 0 ? deps.log("job", { name, done }) : undefined),
        (error: unknown) => deps.log("job-failed", { name, reason: String(error) }),
      )
      .finally(() => running.delete(name));
    running.set(name, job);
  };

  let tending: Promise<void> | undefined;
  let held = false;
  const tend = async (): Promise<void> => {
    await lease!.tend().catch((error: unknown) => deps.log("lease-unread", { reason: String(error) }));
    if (lease!.held() !== held) deps.log(held ? "jobs-elsewhere" : "jobs-here");
    held = lease!.held();
    tending = undefined;
  };
  const look = () => void (tending ??= tend());
  if (lease) look();

  const timers = clockwork.map(([name, every]) => setInterval(run, every, name).unref());
  if (lease) timers.push(setInterval(look, BEAT).unref());
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running.values());
    await tending;
    await lease?.release().catch((error: unknown) => deps.log("lease-kept", { reason: String(error) }));
  };
}
