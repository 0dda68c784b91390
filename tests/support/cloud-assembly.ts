import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { oneAtATime } from "../../infra/build-lock.ts";
import { sourceStamp } from "../../infra/build.ts";

const root = resolve(import.meta.dirname, "../..");
export const assemblyFolder = resolve(root, "dist/cloud");
const record = join(assemblyFolder, "synthesis.json");

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

/** How the assembly was made. */
export interface Synthesis {
  /** Of the sources that it was made from. */
  stamp: string;
  /** Whether there was no network at all, or only no way out through it. */
  network: "none" | "closed proxies";
  /** What it took of the processors: the wall's clock would measure what else the machine does. */
  processorSeconds: number;
}

/** Neither an account nor a home with settings; whoever asks for a proxy finds a closed port. */
const cutOff = {
  PATH: `${resolve(root, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
  AWS_EC2_METADATA_DISABLED: "true",
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  NO_COLOR: "1",
};

/** `1m2.5s` of the shell's `times`. */
const seconds = (text: string) => text.split("m").reduce((sum, part) => sum * 60 + parseFloat(part), 0);

/** Runs `npm run synth` as it is, where possible on a machine that has no network, not even its own. @throws with its output when it fails */
function synthesise(): Synthesis {
  const stamp = sourceStamp();
  // Else the assets of earlier sources would lie beside those of today.
  rmSync(assemblyFolder, { recursive: true, force: true });
  const home = mkdtempSync(join(tmpdir(), "gxjt-synth-"));
  const alone = spawnSync("unshare", ["-rn", "true"]).status === 0;
  const shell = ["sh", "-c", 'npm run synth -- --output "$0" && times', assemblyFolder];
  const [program, ...given] = alone ? ["unshare", "-rn", ...shell] : shell;
  const { status, stdout, stderr } = spawnSync(program!, given, { cwd: root, env: { ...cutOff, HOME: home }, encoding: "utf8" });
  rmSync(home, { recursive: true, force: true });
  if (status !== 0) throw new Error(`npm run synth failed: ${stdout}${stderr}`);
  const ofChildren = stdout.trim().split("\n").at(-1)!.split(" ");
  return { stamp, network: alone ? "none" : "closed proxies", processorSeconds: ofChildren.reduce((sum, part) => sum + seconds(part), 0) };
}

function current(): Synthesis | undefined {
  const made = existsSync(record) ? (JSON.parse(readFileSync(record, "utf8")) as Synthesis) : undefined;
  return made?.stamp === sourceStamp() ? made : undefined;
}

/** What `npm run synth` makes, made once for all tests of the same sources. */
export function assembly(): Synthesis {
  let made = current();
  if (made) return made;
  oneAtATime(resolve(root, "dist/.synthesizing"), () => {
    made = current() ?? synthesise();
    writeFileSync(record, JSON.stringify(made));
  });
  return made!;
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
