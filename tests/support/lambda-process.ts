import { fork } from "node:child_process";
import { join } from "node:path";

export interface LambdaProcess {
  /** Calls the handler. @throws what it threw */
  invoke<T = unknown>(event: unknown): Promise<T>;
  /** What it wrote to its log. */
  log: () => string;
  stop(): Promise<void>;
}

/** Loads a bundle in a process of its own, with the environment that the cloud would give it and nothing more. */
export async function startLambda(folder: string, env: Record<string, string>): Promise<LambdaProcess> {
  const child = fork(join(import.meta.dirname, "lambda-child.ts"), [join(folder, "index.mjs")], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // What the test runner sets for itself is not the function's.
    execArgv: [],
  });
  let log = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk) => (log += String(chunk)));
  const open = new Map<number, { done: (value: unknown) => void; failed: (error: Error) => void }>();
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const ready = new Promise<void>((done, failed) => {
    child.on("message", (message: { id?: number; result?: unknown; error?: string }) => {
      if (message.id === undefined) return done();
      const waiting = open.get(message.id);
      open.delete(message.id);
      if (message.error === undefined) waiting?.done(message.result);
      else waiting?.failed(new Error(message.error));
    });
    child.once("exit", () => {
      const error = new Error(`the function ended: ${log}`);
      for (const { failed: fail } of open.values()) fail(error);
      failed(error);
    });
  });
  await ready;
  let last = 0;
  return {
    invoke: <T>(event: unknown) =>
      new Promise<T>((done, failed) => {
        last += 1;
        open.set(last, { done: done as (value: unknown) => void, failed });
        child.send({ id: last, event });
      }),
    log: () => log,
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
