import { isNode, literalText, type Node, type Source, walk } from "./sources.ts";

/** The one file that puts DynamoDB expressions together. */
export const builder = "functions/store/dynamo-expressions.ts";

const EXPRESSION = /^(KeyCondition|Condition|Filter|Update|Projection)Expression$/;

/**
 * Text that is put together where DynamoDB reads an expression (ASVS 1.2.4). Values belong behind `:v`, names behind `#n`, and
 * both are handed out by the builder alone. Inside the builder every interpolated piece must come from `use.name()`,
 * `use.value()` or a function that is given `use`; anywhere else no expression is interpolated at all.
 */
export function builtExpressions(source: Source): Node[] {
  return source.file === builder ? unsafePieces(source.program) : interpolated(source.program);
}

/** Template strings with holes, and sums of texts, in the value of a member called `…Expression`. */
function interpolated(program: Node): Node[] {
  const found: Node[] = [];
  walk(program, (node) => {
    const value = expressionValue(node);
    if (!value) return;
    walk(value, (part) => {
      if (holes(part).length > 0 || (part.type === "BinaryExpression" && part["operator"] === "+")) found.push(part);
    });
  });
  return found;
}

function expressionValue(node: Node): Node | undefined {
  const [name, value] =
    node.type === "Property"
      ? [node["key"], node["value"]]
      : node.type === "AssignmentExpression" && isNode(node["left"])
        ? [node["left"]["property"], node["right"]]
        : [];
  const text = isNode(name) && name.type === "Identifier" ? String(name["name"]) : literalText(name);
  return text !== undefined && EXPRESSION.test(text) && isNode(value) ? value : undefined;
}

/** The holes of the template strings that hold something else than an alias. */
function unsafePieces(program: Node): Node[] {
  const values = valuesByName(program);
  const found: Node[] = [];
  walk(program, (node) => {
    // The builder's own aliases, #n0 and :v0, are made of a counter.
    const [first] = node.type === "TemplateLiteral" ? (node["quasis"] as Node[]) : [];
    const start = isNode(first) ? (first["value"] as { raw: string }).raw : "";
    if (start === "#n" || start === ":v") return;
    found.push(...holes(node).filter((hole) => !isAlias(hole, values, new Set())));
  });
  return found;
}

function holes(node: Node): Node[] {
  return node.type === "TemplateLiteral" ? (node["expressions"] as Node[]) : [];
}

/** What each constant is set to; a destructured list of values counts one by one. */
function valuesByName(program: Node): Map<string, Node[]> {
  const values = new Map<string, Node[]>();
  const add = (target: unknown, value: unknown) => {
    if (isNode(target) && target.type === "Identifier" && isNode(value))
      values.set(String(target["name"]), [...(values.get(String(target["name"])) ?? []), value]);
  };
  walk(program, (node) => {
    if (node.type !== "VariableDeclarator") return;
    const [id, init] = [node["id"] as Node, node["init"]];
    if (id.type === "ArrayPattern" && isNode(init) && init.type === "ArrayExpression") {
      (id["elements"] as unknown[]).forEach((target, index) => add(target, (init["elements"] as unknown[])[index]));
    } else add(id, init);
  });
  return values;
}

function isAlias(node: Node, values: Map<string, Node[]>, seen: Set<string>): boolean {
  const alias = (part: unknown) => isNode(part) && isAlias(part, values, seen);
  if (literalText(node) !== undefined) return true;
  if (node.type === "TemplateLiteral") return holes(node).every(alias);
  if (node.type === "ConditionalExpression") return alias(node["consequent"]) && alias(node["alternate"]);
  if (node.type === "Identifier") {
    const name = String(node["name"]);
    const set = values.get(name) ?? [];
    if (seen.has(name)) return false;
    seen.add(name);
    const safe = set.length > 0 && set.every(alias);
    seen.delete(name);
    return safe;
  }
  return node.type === "CallExpression" && isAliasCall(node);
}

/** `use.name(…)`, `use.value(…)`, `isLive(use, …)`, and the joining of a list whose own pieces are looked at where they are made. */
function isAliasCall(node: Node): boolean {
  const callee = node["callee"] as Node;
  const [first] = node["arguments"] as Node[];
  if (isNode(first) && first.type === "Identifier" && first["name"] === "use") return true;
  if (callee.type !== "MemberExpression") return false;
  const [object, property] = [callee["object"] as Node, callee["property"] as Node];
  if (property["name"] === "join") return object.type === "Identifier" && literalText(first) !== undefined;
  return object["name"] === "use" && (property["name"] === "name" || property["name"] === "value");
}
