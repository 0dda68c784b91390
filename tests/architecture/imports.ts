import { posix } from "node:path";
import { isNode, literalText, type Node, type Source, walk } from "./sources.ts";

/** One edge of the import graph. `to` is a project file, or a bare package or `node:` name. */
export interface Import {
  from: string;
  to: string;
  /** Erased at run time: `import type`, `export type`, `import("…").Type`, or every name marked `type`. */
  typeOnly: boolean;
}

/** Everything that a file imports, in any of the forms that TypeScript knows. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const add = (specifier: unknown, typeOnly: boolean) => {
    const name = literalText(specifier);
    if (name !== undefined) found.push({ from: source.file, to: resolve(source.file, name), typeOnly });
  };
  walk(source.program, (node) => {
    if (node.type === "ImportDeclaration") add(node["source"], isErased(node, "importKind"));
    else if (node.type === "ExportNamedDeclaration" || node.type === "ExportAllDeclaration")
      add(node["source"], isErased(node, "exportKind"));
    else if (node.type === "ImportExpression") add(node["source"], false);
    else if (node.type === "TSImportType") add(node["source"] ?? node["argument"], true);
    else if (node.type === "NewExpression" && isUrlOfModule(node)) add((node["arguments"] as Node[])[0], false);
  });
  return found;
}

function isErased(node: Node, kind: "importKind" | "exportKind"): boolean {
  if (node[kind] === "type") return true;
  const names = node["specifiers"];
  return Array.isArray(names) && names.length > 0 && names.every((name) => isNode(name) && name[kind] === "type");
}

/** `new URL("./worker.ts", import.meta.url)` loads a module just as an import does. */
function isUrlOfModule(node: Node): boolean {
  const callee = node["callee"];
  const [address] = node["arguments"] as Node[];
  return isNode(callee) && callee["name"] === "URL" && /^\.{1,2}\/.*\.tsx?$/.test(literalText(address) ?? "");
}

function resolve(from: string, specifier: string): string {
  const [path = specifier] = specifier.split("?");
  return path.startsWith(".") ? posix.join(posix.dirname(from), path) : path;
}

/** Loops of value imports, each as the list of its files. Imports of types are erased and cannot loop at run time. */
export function cycles(imports: Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const path: string[] = [];
  const loops: string[][] = [];
  const visit = (file: string): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      loops.push([...path.slice(at), file]);
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const to of next.get(file) ?? []) visit(to);
    path.pop();
    done.add(file);
  };
  for (const file of next.keys()) visit(file);
  return loops;
}

/** What runs when this file is loaded: every value import, followed to its end. Each name with the import that led there. */
export function reached(start: string, imports: Import[]): Map<string, string> {
  const via = new Map<string, string>();
  const queue = [start];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    for (const { from, to, typeOnly } of imports) {
      if (from !== file || typeOnly || via.has(to)) continue;
      via.set(to, from);
      queue.push(to);
    }
  }
  return via;
}
