import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Deps } from "../../functions/deps.ts";
import { clockwork } from "../../functions/clockwork.ts";
import { jobs } from "../../functions/jobs.ts";
import type { Lease } from "../../functions/store/lease.ts";
import { startClockwork } from "../../infra/local/clockwork.ts";

const everyone = Object.fromEntries(clockwork);
const every = everyone["publish-due"]!;
const original = { ...jobs };

interface Run {
  finish: (done: number) => void;
  fail: (error: Error) => void;
}

let runs: Record<string, Run[]>;
let logged: [string, unknown][];
let stop: () => Promise<void>;

beforeEach(() => {
  vi.useFakeTimers();
  runs = {};
  logged = [];
  for (const name of Object.keys(jobs)) {
    runs[name] = [];
    jobs[name] = () => new Promise((finish, fail) => runs[name]!.push({ finish, fail }));
  }
  stop = startClockwork({ log: (event, details) => void logged.push([event, details]) } as Deps);
});
afterEach(async () => {
  for (const { finish } of Object.values(runs).flat()) finish(0);
  await stop();
  Object.assign(jobs, original);
  vi.useRealTimers();
});

const publishing = () => runs["publish-due"]!;

test("each job runs at its own distance, none at once, and only those of the clock", async () => {
  await vi.advanceTimersByTimeAsync(Math.min(...Object.values(everyone)) - 1);
  expect(Object.values(runs).flat()).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(Math.max(...Object.values(everyone)));
  for (const name of Object.keys(jobs)) expect(runs[name], name).toHaveLength(Object.hasOwn(everyone, name) ? 1 : 0);
});

test("a run that is still going is not started again; when it has ended the next turn starts one", async () => {
  await vi.advanceTimersByTimeAsync(5 * every);
  expect(publishing()).toHaveLength(1);
  publishing()[0]!.finish(3);
  await vi.advanceTimersByTimeAsync(every);
  expect(publishing()).toHaveLength(2);
  expect(logged).toEqual([["job", { name: "publish-due", done: 3 }]]);
});

test("a run that fails is logged, and the next turn tries again; one with nothing to do is not worth a line", async () => {
  await vi.advanceTimersByTimeAsync(every);
  publishing()[0]!.fail(new Error("away"));
  await vi.advanceTimersByTimeAsync(every);
  publishing()[1]!.finish(0);
  await vi.advanceTimersByTimeAsync(every);
  expect(publishing()).toHaveLength(3);
  expect(logged).toEqual([["job-failed", { name: "publish-due", reason: "Error: away" }]]);
});

test("stopping waits for what is running, and starts nothing more", async () => {
  await vi.advanceTimersByTimeAsync(every);
  const others = Object.values(runs).flat().length - 1;
  for (const [name, going] of Object.entries(runs)) if (name !== "publish-due") for (const { finish } of going) finish(0);
  let stopped = false;
  const stopping = stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(10 * every);
  expect([stopped, publishing().length]).toEqual([false, 1]);
  publishing()[0]!.fail(new Error("at the last moment"));
  await stopping;
  await vi.advanceTimersByTimeAsync(10 * every);
  expect([stopped, Object.values(runs).flat().length, vi.getTimerCount()]).toEqual([true, 1 + others, 0]);
});

test("of several machines the one that holds the lease runs the jobs, and frees it when its last run has ended", async () => {
  await stop();
  let held = false;
  let released = false;
  let tended = 0;
  const lease = { tend: async () => void (tended += 1), held: () => held, release: async () => void (released = true) };
  stop = startClockwork({ log: (event, details) => void logged.push([event, details]) } as Deps, lease as unknown as Lease);
  await vi.advanceTimersByTimeAsync(3 * every);
  expect([publishing().length, tended > 5]).toEqual([0, true]);
  held = true;
  await vi.advanceTimersByTimeAsync(every);
  expect(publishing()).toHaveLength(1);
  held = false;
  await vi.advanceTimersByTimeAsync(3 * every);
  expect(publishing()).toHaveLength(1);
  expect(logged.map(([event]) => event)).toEqual(["jobs-here", "jobs-elsewhere"]);
  const stopping = stop();
  await vi.advanceTimersByTimeAsync(every);
  expect(released).toBe(false);
  for (const { finish } of Object.values(runs).flat()) finish(0);
  await stopping;
  expect(released).toBe(true);
});
