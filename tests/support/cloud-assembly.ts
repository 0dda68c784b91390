import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { oneAtATime } from "../../infra/build-lock.ts";
import { sourceStamp } from "../../infra/build.ts";

const root = resolve(import.meta.dirname, "../..");
export const assemblyFolder = resolve(root, "dist/cloud");
const stampFile = join(assemblyFolder, ".stamp");

/** A piece of a template or of a request, as deep as it happens to be. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Tree = any;

export interface Resource {
  Type: string;
  Properties: Record<string, Tree>;
  DependsOn?: string[];
  [more: string]: unknown;
}

export interface Template {
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
}

/** A machine that reaches nothing: every connection of the process is refused, and it has no credentials. */
const cutOff = {
  PATH: `${resolve(root, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
  HOME: "/nonexistent",
  AWS_EC2_METADATA_DISABLED: "true",
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  NO_COLOR: "1",
};

/** Runs `npx cdk …` in the project, without a network and an account. */
export function cdk(...given: string[]): { status: number | null; output: string; seconds: number } {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync("npx", ["--offline", "cdk", ...given], { cwd: root, env: cutOff, encoding: "utf8" });
  return { status, output: stdout + stderr, seconds: (performance.now() - start) / 1000 };
}

/** What `cdk synth` makes, made once for all tests of the same sources. @throws with its output when it fails */
export function assembly(): void {
  const current = () => existsSync(stampFile) && readFileSync(stampFile, "utf8") === sourceStamp();
  if (current()) return;
  oneAtATime(resolve(root, "dist/.synthesizing"), () => {
    if (current()) return;
    const { status, output, seconds } = cdk("synth", "--quiet", "--output", assemblyFolder);
    if (status !== 0) throw new Error(`cdk synth failed after ${seconds} s: ${output}`);
    writeFileSync(stampFile, sourceStamp());
  });
}

export function template(stack: string): Template {
  assembly();
  return JSON.parse(readFileSync(join(assemblyFolder, `${stack}.template.json`), "utf8")) as Template;
}

/** The resources of one type by their logical ids. */
export function resourcesOf({ Resources }: Template, type: string): Record<string, Resource> {
  return Object.fromEntries(Object.entries(Resources).filter(([, { Type }]) => Type === type));
}

/** A value of the template as text: references become `<Id>` and `<Id.Attribute>`, unless `known` has a word for them. */
export function textOf(value: unknown, known: Record<string, string> = {}): string {
  if (typeof value === "string") return value;
  const [[name, given] = []] = Object.entries<Tree>(value as object);
  if (name === "Ref") return known[given] ?? `<${given}>`;
  if (name === "Fn::GetAtt") return known[given.join(".")] ?? `<${given.join(".")}>`;
  if (name === "Fn::Join") return (given[1] as unknown[]).map((part) => textOf(part, known)).join(given[0]);
  throw new Error(`no text for ${JSON.stringify(value)}`);
}

/** The folder of the bundle that a function of the template is made of. */
export function bundleOf(stack: string, { Properties }: Resource): string {
  const { files } = JSON.parse(readFileSync(join(assemblyFolder, `${stack}.assets.json`), "utf8")) as {
    files: Record<string, { source: { path: string } }>;
  };
  const hash = String(Properties["Code"].S3Key).split(".")[0]!;
  return join(assemblyFolder, files[hash]!.source.path);
}
