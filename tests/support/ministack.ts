import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { assembly, assemblyFolder, type Template } from "./cloud-assembly.ts";

/** Reason -> logical ids of what the emulator cannot make for it. */
type Left = Record<string, string[]>;

export interface MiniStack {
  address: string;
  region: string;
  keys: { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string };
  /** Deploys one stack of the assembly. @returns what was deployed, and what of the template the emulator cannot make */
  deploy(stack: string): Promise<{ template: Template; left: Left }>;
  stop(): Promise<void>;
}

const REGION = "ap-southeast-1";
const keys = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };

/** Whether the program can be run. */
export const isInstalled = (program: string) => spawnSync("sh", ["-c", 'command -v "$0"', program]).status === 0;

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((done) => {
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}

/** What MiniStack 1.5 cannot make, and why. */
const impossible: [is: (resource: Template["Resources"][string]) => boolean, why: string][] = [
  [
    ({ Type, Properties }) => Type === "AWS::CloudWatch::Alarm" && Properties["Metrics"],
    "it knows no alarms over formulas or named metrics",
  ],
  [
    ({ Type }) => Type === "Custom::CDKBucketDeployment",
    "its functions have no AWS command line, so the built files were put there by hand",
  ],
];

/** Takes out of the template what cannot be made, and tells the functions where the emulator is. */
function fit(template: Template, address: string): Left {
  const left: Left = {};
  for (const [id, resource] of Object.entries(template.Resources)) {
    const why = impossible.find(([is]) => is(resource))?.[1];
    if (!why) continue;
    (left[why] ??= []).push(id);
    delete template.Resources[id];
  }
  for (const resource of Object.values(template.Resources)) {
    if (resource.DependsOn) resource.DependsOn = [resource.DependsOn].flat().filter((id) => template.Resources[id]);
    const variables = resource.Type === "AWS::Lambda::Function" && resource.Properties["Environment"]?.Variables;
    if (variables?.SECRET_ID)
      Object.assign(variables, { DYNAMODB_ENDPOINT: address, S3_ENDPOINT: address, AWS_ENDPOINT_URL_SECRETS_MANAGER: address });
  }
  return left;
}

/** Starts the emulator with a folder of its own for all that it writes. @throws Error when the port is taken or it does not come up */
export async function startMiniStack(program: string, port: number): Promise<MiniStack> {
  if (!(await isFree(port))) throw new Error(`port ${port} is taken: choose another by GATEWAY_PORT`);
  const folder = mkdtempSync(join(tmpdir(), "gxjt-ministack-"));
  const address = `http://127.0.0.1:${port}`;
  const own = { ...process.env, ...keys, HOME: folder, TMPDIR: folder };
  const env = { ...own, BIND_HOST: "127.0.0.1", GATEWAY_PORT: String(port), MINISTACK_REGION: REGION, LAMBDA_EXECUTOR: "local" };
  // In a group of its own: the functions' processes are the emulator's children.
  const emulator = spawn(program, [], { cwd: folder, env, stdio: "ignore", detached: true });
  const ended = new Promise<void>((done) => emulator.once("exit", () => done()).once("error", () => done()));
  const kill = () => {
    try {
      process.kill(-emulator.pid!, "SIGKILL");
    } catch {
      // Nothing of the group is left.
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  process.once("exit", kill);
  const stop = async () => {
    emulator.kill("SIGTERM");
    await Promise.race([ended, sleep(5000)]);
    process.off("exit", kill);
    kill();
  };
  const answers = () =>
    fetch(`${address}/_ministack/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; !(await answers()); tries++) {
    if (tries === 300 || emulator.exitCode !== null) {
      await stop();
      throw new Error("MiniStack does not come up");
    }
    await sleep(100);
  }

  function cdk(...given: string[]): void {
    const command = resolve(import.meta.dirname, "../../node_modules/aws-cdk/bin/cdk");
    const where = { AWS_REGION: REGION, AWS_ENDPOINT_URL: address, CDK_DISABLE_CLI_TELEMETRY: "1" };
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...given], { env: { ...own, ...where }, encoding: "utf8" });
    if (status !== 0) throw new Error(`cdk ${given[0]} failed: ${(stdout + stderr).slice(-3000)}`);
  }

  async function deploy(stack: string) {
    assembly();
    const app = join(folder, "assembly");
    cpSync(assemblyFolder, app, { recursive: true });
    const file = join(app, `${stack}.template.json`);
    const template = JSON.parse(readFileSync(file, "utf8")) as Template;
    const left = fit(template, address);
    writeFileSync(file, JSON.stringify(template));
    cdk("bootstrap", `aws://000000000000/${REGION}`, "--app", app);
    cdk("deploy", stack, "--app", app, "--require-approval", "never");
    return { template, left };
  }
  return { address, region: REGION, keys, deploy, stop };
}
