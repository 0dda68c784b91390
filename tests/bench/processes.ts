import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Started {
  url: string;
  /** From the start of the process to its first answer, ms. */
  firstAnswer: number;
  pid: number;
  /** CPU seconds of the process so far, user and system. */
  cpuSeconds: () => number;
  rssBytes: () => number;
  stop: () => Promise<void>;
}

// Kernel ticks of /proc/<pid>/stat.
const TICKS = Number(spawnSync("getconf", ["CLK_TCK"]).stdout.toString()) || 100;

/** Starts a server that prints `ready <url>` and waits for its first answer at `path`. */
export async function startProcess(args: string[], env: Record<string, string>, path: string): Promise<Started> {
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((ready, failed) => {
    let out = "";
    child.once("exit", (code) => failed(new Error(`server ended with ${code}: ${out}`)));
    child.stdout!.on("data", (chunk) => {
      out += chunk;
      const found = /^ready (\S+)$/m.exec(out);
      if (found) ready(found[1]!.replace(/\/$/, ""));
    });
  });
  const answer = await fetch(url + path);
  await answer.arrayBuffer();
  const firstAnswer = performance.now() - began;
  const pid = child.pid!;
  return {
    url,
    firstAnswer,
    pid,
    cpuSeconds: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    },
    rssBytes: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) * 1024,
    stop: async () => {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      await ended;
    },
  };
}
