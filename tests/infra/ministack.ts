/** Deploys the synthesized template to MiniStack, the AWS emulator from PyPI, and sends events to what it made; without it, says so. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpResult } from "../../functions/aws/http-event.ts";
import { EDGE_HEADER } from "../../functions/http/headers.ts";
import { answerOf, httpEvent } from "../support/http-api.ts";
import { assembly, assemblyFolder, type Template } from "../support/cloud-assembly.ts";

const program = process.env["MINISTACK"] || "ministack";
const [port, region, stack] = [process.env["GATEWAY_PORT"] || "4566", "ap-southeast-1", "gxjt-prod"];
const address = `http://127.0.0.1:${port}`;
const keys = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };

if (spawnSync("sh", ["-c", 'command -v "$0"', program]).status !== 0) {
  process.stdout.write("not run: MiniStack is not on this machine (pip install ministack, or MINISTACK=/path/to/ministack).\n");
  process.exit(0);
}

/** What MiniStack 1.5 cannot make is left out: alarms over formulas, and the copying of built files by the AWS command line. */
function fitting(template: Template): { template: Template; left: string[] } {
  const left = Object.entries(template.Resources)
    .filter(
      ([, { Type, Properties }]) => Type === "Custom::CDKBucketDeployment" || (Type === "AWS::CloudWatch::Alarm" && Properties["Metrics"]),
    )
    .map(([id]) => id);
  for (const id of left) delete template.Resources[id];
  for (const resource of Object.values(template.Resources)) {
    if (resource.DependsOn) resource.DependsOn = [resource.DependsOn].flat().filter((id) => !left.includes(id));
    const variables = resource.Type === "AWS::Lambda::Function" && resource.Properties["Environment"]?.Variables;
    if (variables?.SECRET_ID)
      Object.assign(variables, { DYNAMODB_ENDPOINT: address, S3_ENDPOINT: address, AWS_ENDPOINT_URL_SECRETS_MANAGER: address });
  }
  return { template, left };
}

function cdk(...given: string[]): void {
  const env = { ...process.env, ...keys, AWS_REGION: region, AWS_ENDPOINT_URL: address, CDK_DISABLE_CLI_TELEMETRY: "1" };
  const command = resolve(import.meta.dirname, "../../node_modules/aws-cdk/bin/cdk");
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...given], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`cdk ${given[0]} failed: ${(stdout + stderr).slice(-3000)}`);
}

/** Service and region stand in the signature's scope; the signature itself is not looked at. */
const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
});

async function secret(id: string): Promise<string> {
  const target = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "secretsmanager.GetSecretValue" };
  const headers = { ...signed("secretsmanager"), ...target };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify({ SecretId: id }) });
  return ((await answer.json()) as { SecretString: string }).SecretString;
}

async function lambda<T>(path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${address}/2015-03-31/functions/${path}`, {
    headers: signed("lambda"),
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok || answer.headers.has("x-amz-function-error")) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}

const folder = mkdtempSync(join(tmpdir(), "gxjt-ministack-"));
assembly();
cpSync(assemblyFolder, folder, { recursive: true });
const file = join(folder, `${stack}.template.json`);
const { template, left } = fitting(JSON.parse(readFileSync(file, "utf8")) as Template);
writeFileSync(file, JSON.stringify(template));
const env = { ...process.env, ...keys, BIND_HOST: "127.0.0.1", GATEWAY_PORT: port, LAMBDA_EXECUTOR: "local" };
const emulator = spawn(program, [], { cwd: folder, env, stdio: "ignore" });
try {
  for (
    let tries = 0;
    tries < 300 &&
    !(await fetch(`${address}/_ministack/health`).then(
      ({ ok }) => ok,
      () => false,
    ));
    tries++
  )
    await sleep(100);
  cdk("bootstrap", `aws://000000000000/${region}`, "--app", folder);
  cdk("deploy", stack, "--app", folder, "--require-approval", "never");
  process.stdout.write(`deployed ${Object.keys(template.Resources).length} resources; left out: ${left.join(", ")}\n`);
  const { Functions } = await lambda<{ Functions: { FunctionName: string; Description?: string }[] }>("");
  const named = (end: string) => Functions.find(({ Description }) => Description?.endsWith(`: ${end}`))!.FunctionName;
  const { link } = await lambda<{ link: string }>(`${named("jobs")}/invocations`, { setUp: true });
  process.stdout.write(`jobs: ${link.replace(/#\S+/, "#…")}\n`);
  const headers = { [EDGE_HEADER]: await secret(`${stack}-edge`) };
  for (const path of ["/api/units", "/api/materials"]) {
    const { status } = answerOf(await lambda<HttpResult>(`${named("public")}/invocations`, httpEvent("GET", path, { headers })));
    process.stdout.write(`public ${path}: ${status}\n`);
  }
} finally {
  emulator.kill();
  rmSync(folder, { recursive: true, force: true });
}
