import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "../../infra/build.ts";

const main = resolve(import.meta.dirname, "../../dist/server/main.js");

export interface ServerProcess {
  url: string;
  out: () => string;
  /** What it logged. */
  log: () => string;
  child: ChildProcess;
  /** Ends it and waits. @returns its exit code */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

export interface Ended {
  code: number | null;
  out: string;
  error: string;
}

export function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), "gxjt-data-"));
}

export function removeDataDir(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function launch(env: Record<string, string>) {
  build();
  // Only what a test sets: the settings of whoever runs the tests do not reach the server.
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let error = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (error += chunk));
  const ended = new Promise<Ended>((done) => child.once("exit", (code) => done({ code, out, error })));
  return { child, ended, out: () => out, log: () => error };
}

/** Starts the built server on a free port and waits for its `ready` line. @throws with what it printed when it ends before */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const { child, ended, out, log } = launch(env);
  const ready = new Promise<string>((done) => {
    const look = () => {
      const found = /^ready (\S+)\/$/m.exec(out());
      if (found) done(found[1]!);
    };
    child.stdout.on("data", look);
  });
  const first = await Promise.race([ready, ended]);
  if (typeof first !== "string") throw new Error(`the server ended with ${first.code}: ${first.out}${first.error}`);
  return {
    url: first,
    out,
    log,
    child,
    stop: async (signal = "SIGTERM") => {
      child.kill(signal);
      return (await ended).code;
    },
  };
}

/** Runs the server expecting that it ends by itself. */
export async function runToEnd(env: Record<string, string>): Promise<Ended> {
  return launch(env).ended;
}
