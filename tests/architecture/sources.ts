import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "vite";

/** The parts of an ESTree node that the walkers read. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [member: string]: unknown;
}

/** One parsed source file; `file` is relative to the project's root, with forward slashes. */
export interface Source {
  file: string;
  text: string;
  program: Node;
}

const roots = ["infra", "functions", "widgets", "tests"];

/** Every TypeScript file of the project's own. */
export function projectFiles(root: string): string[] {
  return roots.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
      .filter((name) => /\.tsx?$/.test(name) && !name.includes("node_modules/"))
      .sort(),
  );
}

/** @throws when the text is not valid TypeScript: a file that cannot be read must not pass unseen. */
export function parseSource(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  return { file, text, program: program as unknown as Node };
}

export function readProject(root: string): Source[] {
  return projectFiles(root).map((file) => parseSource(file, readFileSync(join(root, file), "utf8")));
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

/** Visits a node and everything below it, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit);
  }
}

export function literalText(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  return undefined;
}

export function lineOf(source: Source, node: Node): number {
  return source.text.slice(0, node.start).split("\n").length;
}
