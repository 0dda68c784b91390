import {
  type AnyNode,
  type CallExpression,
  type Literal,
  type MemberExpression,
  type NewExpression,
  type ObjectExpression,
  parse,
  type Program,
} from "acorn";
import { base, full, simple } from "acorn-walk";
import { nameOf, ownerOf, propertiesOf, textOf } from "./nodes.ts";
import { attributeNamed, constructorNamed, elementNamed, exactMember, membersNamed, names, oldest, optionNamed } from "./names.ts";
import { scanRegex } from "./regexes.ts";
import { isStyleSheet, type Kind, scanStyles, type See } from "./styles.ts";
import { type Feature, feature, unknown } from "./support.ts";

/** The last edition of the language whose syntax all promised engines read, but for the few parts that `scanScript` looks for. */
const EDITION = 2021;

/** Chromium before 91 throws in an optional chain where an argument follows a spread one (https://crbug.com/42201552). */
const spreadInChain: Feature = { id: "javascript.syntax.spread_in_optional_chain", lacking: [{ engine: "Chromium 90", since: "91" }] };

const brokenSpread = (node: AnyNode): boolean =>
  node.type === "CallExpression" && node.arguments.slice(0, -1).some((argument) => argument.type === "SpreadElement");

const selecting = new Set(["querySelector", "querySelectorAll", "matches", "closest"]);
const settingAttributes = new Set(["setAttribute", "toggleAttribute"]);
const makingNoElements = new Set([
  ...selecting,
  ...settingAttributes,
  "addEventListener",
  "removeEventListener",
  "getAttribute",
  "hasAttribute",
]);

/** Goes through a script: syntax, regular expressions, global names, members, options, elements, attributes, and the styles that it holds as text. */
export function scanScript(text: string, see: See): void {
  const one = (found: Feature | undefined, node: AnyNode, kind: Kind) => found && see(found, node.start, kind);
  const styles = (value: string, node: AnyNode, context?: Parameters<typeof scanStyles>[2]) =>
    scanStyles(value, (found, offset, kind) => see(found, node.start + offset, kind), context);
  const style = (name: string, node: AnyNode) => one(feature(["css", "properties", dashed(name)]), node, "property");
  const callees = new Set<AnyNode>();

  simple(
    program(text, see),
    {
      ExportAllDeclaration: (node) =>
        one(node.exported ? feature(["javascript", "statements", "export", "namespace"]) : undefined, node, "syntax"),
      Identifier: (node) => one(names.globals.get(node.name), node, "name"),
      MemberExpression: (node) => member(node, callees.has(node)),
      ChainExpression: (node) => full(node, (part) => brokenSpread(part) && one(spreadInChain, part, "syntax")),
      VariableDeclarator(node) {
        const owner = node.id.type === "ObjectPattern" && node.init ? ownerOf(node.init) : undefined;
        if (node.id.type !== "ObjectPattern" || owner === undefined) return;
        for (const [name, part] of propertiesOf(node.id)) one(exactMember(name, owner), part, "name");
      },
      Literal: literal,
      TemplateLiteral: (node) => held(node.quasis.map((part) => part.value.cooked ?? "").join("x"), node),
      CallExpression: call,
      NewExpression: call,
    },
    {
      ...base,
      // To ask for a type is no use of it.
      UnaryExpression(node, state, visit) {
        if (node.operator !== "typeof" || node.argument.type !== "Identifier") visit(node.argument, state);
      },
      // A call's callee is seen before the call itself.
      CallExpression(node, state, visit) {
        callees.add(node.callee);
        base.CallExpression!(node, state, visit);
      },
    },
  );

  function member(node: MemberExpression, isCalled: boolean) {
    const name = nameOf(node.property, node.computed);
    const owner = ownerOf(node.object);
    if (name === undefined) return;
    if (owner === "style") style(name, node.property);
    else one(oldest(membersNamed(name, owner, isCalled)), node.property, "name");
  }

  function literal(node: Literal) {
    if (node.regex)
      scanRegex(node.regex.pattern, node.regex.flags, (found, offset) => see(found, node.start + 1 + offset, "regular expression"));
    else if (typeof node.value === "string") held(node.value, node);
  }

  /** Text that is a style sheet from its first letter to its last. */
  function held(value: string, node: AnyNode) {
    if (/\{[^{}]*:[^{}]*\}/.test(value) && /\}\s*$/.test(value) && isStyleSheet(value)) styles(value, node);
  }

  function call(node: CallExpression | NewExpression) {
    const { callee } = node;
    const isMember = callee.type === "MemberExpression";
    const called = isMember ? nameOf(callee.property, callee.computed) : nameOf(callee, false);
    const [first, second] = node.arguments;
    const word = textOf(first);
    if (called !== undefined) {
      if (node.type === "NewExpression") one(constructorNamed(called), node, "name");
      const ids = meant(called, isMember ? ownerOf(callee.object) : undefined, node.type === "NewExpression");
      for (const argument of node.arguments) if (argument.type === "ObjectExpression") options(argument, ids);
      if (word !== undefined) withWord(called, word, node, textOf(second));
    }
    if (word === undefined || (called !== undefined && makingNoElements.has(called))) return;
    const element = elementNamed(word);
    one(element, node, "markup");
    if (element && second?.type === "ObjectExpression") attributes(word, second);
  }

  function withWord(called: string, word: string, node: AnyNode, second = "") {
    if (called === "RegExp") scanRegex(word, second, (found) => see(found, node.start, "regular expression"));
    if (selecting.has(called)) styles(word, node, "selectorList");
    if (settingAttributes.has(called)) one(attributeNamed(undefined, word), node, "markup");
    if (called === "addEventListener") one(oldest(names.events.get(word) ?? []), node, "name");
  }

  function options(object: ObjectExpression, ids: string[]) {
    for (const [name, property] of propertiesOf(object)) {
      const found = ids.map((id) => optionNamed(id, name)).filter((option) => option !== undefined);
      one(oldest(found), property, "option");
    }
  }

  /** The second argument of what makes an element: h("dialog", { inert: true, style: … }). */
  function attributes(tag: string, object: ObjectExpression) {
    for (const [name, property] of propertiesOf(object)) {
      const event = /^on([A-Za-z]+?)(?:Capture)?$/.exec(name)?.[1]?.toLowerCase();
      if (event !== undefined) one(oldest(names.events.get(event) ?? []), property, "name");
      else one(attributeNamed(tag, name), property, "markup");
      if (name !== "style") continue;
      const declarations = textOf(property.value);
      if (declarations !== undefined) styles(declarations, property, "declarationList");
      if (property.value.type === "ObjectExpression") for (const [key, part] of propertiesOf(property.value)) style(key, part);
    }
  }
}

/** @throws SyntaxError on what is no script at all; what is merely too new is seen and the rest read on */
function program(text: string, see: See): Program {
  try {
    const read = parse(text, { ecmaVersion: EDITION, sourceType: "module" });
    see({ id: "javascript.syntax", lacking: [] }, 0, "syntax");
    return read;
  } catch (error) {
    const { message, pos } = error as SyntaxError & { pos: number };
    see(unknown("javascript.syntax", `newer than ECMAScript ${EDITION}: ${message}`), pos, "syntax");
    return parse(text, { ecmaVersion: "latest", sourceType: "module" });
  }
}

/** Where the data may keep the options of a call: a constructor bears its class's name twice. */
function meant(called: string, owner: string | undefined, isNew: boolean): string[] {
  if (isNew) return [`javascript.builtins.Intl.${called}.${called}`, `javascript.builtins.${called}.${called}`, `api.${called}.${called}`];
  return owner === undefined ? [`api.${called}`, `api.Window.${called}`] : membersNamed(called, owner, true).map(({ id }) => id);
}

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
