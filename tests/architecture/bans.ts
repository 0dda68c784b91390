import { builtExpressions } from "./expressions.ts";
import { isNode, lineOf, literalText, type Node, type Source, walk } from "./sources.ts";

/** Members that make markup or code out of text, wherever they are named: read, set, as a prop, as a key, by destructuring. */
const MARKUP = new Set([
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "dangerouslySetInnerHTML",
  "createContextualFragment",
  "srcdoc",
  "setHTMLUnsafe",
  "parseHTMLUnsafe",
]);

type Finding = [node: Node, what: string];

function nameOf(node: unknown, computed: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Identifier" || node.type === "JSXIdentifier") return computed === true ? undefined : String(node["name"]);
  return literalText(node);
}

function markup(node: Node): string | undefined {
  const named =
    node.type === "MemberExpression"
      ? node["property"]
      : node.type === "Property"
        ? node["key"]
        : node.type === "JSXAttribute"
          ? node["name"]
          : undefined;
  const name = nameOf(named, node["computed"]);
  return name !== undefined && MARKUP.has(name) ? name : undefined;
}

function member(node: Node, object: string, properties: string[]): string | undefined {
  if (node.type !== "MemberExpression") return undefined;
  const owner = node["object"];
  const ownerName = isNode(owner) ? (nameOf(owner["property"], owner["computed"]) ?? nameOf(owner, false)) : undefined;
  const name = nameOf(node["property"], node["computed"]);
  return ownerName === object && name !== undefined && properties.includes(name) ? `${object}.${name}` : undefined;
}

/** What must stand nowhere in functions/ and widgets/, as `file:line what`. Finds more than lint does: keys, props, other routes to the same thing. */
export function banned(source: Source): string[] {
  const findings: Finding[] = [];
  const inFunctions = source.file.startsWith("functions/");
  walk(source.program, (node) => {
    const report = (what: string | undefined) => what !== undefined && findings.push([node, what]);
    report(markup(node));
    report(member(node, "Math", ["random"]));
    report(member(node, "document", ["write", "writeln"]));
    if (inFunctions) {
      if (source.file !== "functions/wire.ts") report(member(node, "process", ["env"]));
      if (node.type === "MemberExpression" && nameOf(node["object"], false) === "console") report("console");
      if (node.type === "ImportDeclaration" && /^(node:)?process$/.test(literalText(node["source"]) ?? "")) report("import of process");
    }
    const callee = node.type === "NewExpression" || node.type === "CallExpression" ? nameOf(node["callee"], false) : undefined;
    if (callee === "eval" || callee === "Function") report(callee);
  });
  if (inFunctions) for (const node of builtExpressions(source)) findings.push([node, "text built inside an expression of DynamoDB"]);
  return findings.map(([node, what]) => `${source.file}:${lineOf(source, node)} ${what}`);
}
