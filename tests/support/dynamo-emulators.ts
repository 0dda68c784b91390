import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A running emulator of DynamoDB's API, on the loopback interface only. */
export interface Emulator {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** Ends the process and removes its files. */
  stop(): Promise<void>;
}

export type EmulatorName = "dynoxide" | "extenddb";

/** Both are optional packages for Linux on x64. */
const binaries: Record<EmulatorName, string> = {
  dynoxide: join(import.meta.dirname, "../../node_modules/@dynoxide/linux-x64/dynoxide"),
  extenddb: join(import.meta.dirname, "../../node_modules/@extenddb/linux-x64/extenddb"),
};

/** Why the emulator cannot run here, or nothing when it can. */
export function emulatorMissing(name: EmulatorName): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return `${name} is for Linux on x64 only`;
  return existsSync(binaries[name]) ? undefined : `the optional package @${name}/linux-x64 is not installed`;
}

/** The key pair of AWS's own documentation, which extenddb's developer mode expects. */
const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function spawnEmulator(name: EmulatorName, port: number, folder: string): ChildProcess {
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder, EXTENDDB__SERVER__PORT: String(port) };
  const options = { cwd: folder, env, stdio: "ignore" as const };
  if (name === "dynoxide") return spawn(binaries.dynoxide, ["--host", "127.0.0.1", "--port", String(port)], options);
  const [config, data] = [join(folder, "extenddb.toml"), join(folder, "extenddb.sqlite")];
  execFileSync(binaries.extenddb, ["init", "--sqlite-path", data, "--config", config, "--bind-addr", "127.0.0.1"], options);
  // Its indexes lag and its tables come up slowly on purpose, to resemble the cloud; tests need neither.
  for (const setting of ["index_propagation_delay_ms", "control_plane_delay_seconds"]) {
    execFileSync(binaries.extenddb, ["settings", "-c", config, "set", setting, "0"], options);
  }
  return spawn(binaries.extenddb, ["serve", "--foreground", "-c", config], options);
}

async function untilItAnswers(endpoint: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`the emulator ended with ${child.exitCode}`);
    // Any HTTP answer will do, refusals included.
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return;
    await sleep(50);
  }
  throw new Error(`no answer at ${endpoint}`);
}

/** Starts an emulator on a free port and waits until it answers. */
export async function startEmulator(name: EmulatorName): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), `gxjt-${name}-`));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawnEmulator(name, port, folder);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const kill = () => child.kill("SIGKILL");
  // A test run that is broken off must not leave the process behind.
  process.once("exit", kill);
  const stop = async () => {
    process.off("exit", kill);
    kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilItAnswers(endpoint, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, region: "us-east-1", credentials, stop };
}
