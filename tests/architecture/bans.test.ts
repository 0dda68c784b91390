import { resolve } from "node:path";
import { expect, test } from "vitest";
import { banned } from "./bans.ts";
import { builder } from "./expressions.ts";
import { parseSource, readProject } from "./sources.ts";

test("functions and widgets hold none of the banned words", () => {
  const sources = readProject(resolve(import.meta.dirname, "../..")).filter(({ file }) => /^(functions|widgets)\//.test(file));
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.flatMap(banned)).toEqual([]);
});

const BUILT = "text built inside an expression of DynamoDB";

test.each<[what: string, text: string]>([
  ["innerHTML", "node.innerHTML = text"],
  ["outerHTML", `node["outerHTML"] = text`],
  ["insertAdjacentHTML", `node.insertAdjacentHTML("beforeend", text)`],
  ["dangerouslySetInnerHTML", "const a = <p dangerouslySetInnerHTML={{ __html: text }} />"],
  ["dangerouslySetInnerHTML", `const a = h("p", { dangerouslySetInnerHTML: { __html: text } })`],
  ["innerHTML", "const { innerHTML } = node"],
  ["srcdoc", "frame.srcdoc = text"],
  ["Math.random", "const a = Math.random()"],
  ["Math.random", "const a = globalThis.Math.random()"],
  ["document.write", "document.write(text)"],
  ["document.writeln", "window.document.writeln(text)"],
  ["process.env", "const a = process.env.PORT"],
  ["process.env", "const a = globalThis.process.env"],
  ["import of process", `import { env } from "node:process"`],
  ["console", "console.log(text)"],
  ["eval", "eval(text)"],
  ["Function", "new Function(text)"],
  [BUILT, "send({ KeyConditionExpression: `pk = ${key}` })"],
  [BUILT, `send({ FilterExpression: "name = " + name })`],
  [BUILT, "input.UpdateExpression = parts.map((name) => `SET ${name} = :v`).join()"],
])("a planted %s is found", (what, text) => {
  expect(banned(parseSource("functions/materials/planted.tsx", `// first line\n${text}`))).toEqual([
    `functions/materials/planted.tsx:2 ${what}`,
  ]);
});

test("the environment is read in wire.ts, and comments and strings are no breach", () => {
  expect(banned(parseSource("functions/wire.ts", "const port = process.env.PORT"))).toEqual([]);
  expect(
    banned(
      parseSource("functions/a/b.ts", `// innerHTML, Math.random()\nconst a = "console.log"; send({ FilterExpression: "#name = :name" })`),
    ),
  ).toEqual([]);
});

test.each<[holes: number, text: string]>([
  [0, "const text = `${use.name(attribute)} = ${use.value(value)} AND ${isLive(use, seconds)}`"],
  [0, "const name = use.name(attribute); const text = `${name} < ${yes ? `${name}` : name}`; const alias = `#n${count}`"],
  [0, `const sets = ["a"]; const text = \`SET \${sets.join(", ")}\``],
  [1, "const text = `${attribute} = ${use.value(value)}`"],
  [1, "const name = attribute; const text = `${name} = 1`"],
  [1, "const text = `${use.names[0]} = 1`"],
  [1, "const text = `${list().join()} = 1`"],
])("the builder of expressions interpolates aliases alone (%i): %s", (holes, text) => {
  expect(banned(parseSource(builder, text))).toHaveLength(holes);
});
