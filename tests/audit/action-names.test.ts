import { resolve } from "node:path";
import { expect, it } from "vitest";
import { stepTable } from "../../functions/feedback/rules.ts";
import { actionName, actionNames, kindNames, noteName, objectName } from "../../widgets/staff/audit/action-names.ts";
import { literalText, type Node, readProject, walk } from "../architecture/sources.ts";

const sources = readProject(resolve(import.meta.dirname, "../..")).filter(
  ({ file }) => file.startsWith("functions/") && !/^functions\/(store|blobs|files|word|search)\//.test(file),
);
const kinds = new Set(Object.keys(actionNames).map((action) => action.split(".")[0]!));
const CODE = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

/** What the parts of a computed code may be. */
const steps: Record<string, string[]> = {
  material: ["provide", "review", "sign", "return", "withdraw"],
  progress: ["edit", "provide", "review", "sign", "return", "withdraw"],
  feedback: Object.keys(stepTable),
};

it("every action that the functions write has a name in Chinese", () => {
  const used = new Set<string>();
  const unknown = new Set<string>();
  for (const { file, program } of sources) {
    walk(program, (node) => {
      const text = literalText(node);
      if (text && CODE.test(text) && kinds.has(text.split(".")[0]!) && !/\.(ts|json|zip|css)$/.test(text)) used.add(text);
      // The third argument of a line is its action, whatever its kind.
      const callee = node.type === "CallExpression" ? (node["callee"] as Node)["name"] : undefined;
      if (callee === "auditLine" || callee === "lineOfChange") {
        const action = (node["arguments"] as Node[])[2];
        const plain = literalText(action);
        if (plain) used.add(plain);
      }
      if (node.type === "TemplateLiteral") {
        const [head, ...rest] = (node["quasis"] as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
        const before = /^([a-z]+)\.$/.exec(head ?? "")?.[1];
        if (before && kinds.has(before) && rest.join("") === "") {
          if (steps[before]) for (const step of steps[before]) used.add(`${before}.${step}`);
          else unknown.add(`${file} \`${head}…\``);
        }
        const after = head === "" && rest.length === 1 ? /^\.([a-z-]+)$/.exec(rest[0]!)?.[1] : undefined;
        if (after && file.startsWith("functions/backup/")) for (const kind of ["backup", "archive"]) used.add(`${kind}.${after}`);
      }
    });
  }
  expect([...unknown]).toEqual([]);
  expect(used.size).toBeGreaterThan(40);
  expect([...used].filter((action) => !actionNames[action])).toEqual([]);
});

it("every kind of object that the functions write has a name in Chinese", () => {
  const objects = new Set<string>();
  for (const { program } of sources)
    walk(program, (node) => {
      const callee = node.type === "CallExpression" ? (node["callee"] as Node)["name"] : undefined;
      if (callee !== "auditLine" && callee !== "lineOfChange") return;
      const object = (node["arguments"] as Node[])[3];
      const head = object?.type === "TemplateLiteral" ? (object["quasis"] as { value: { cooked: string } }[])[0]!.value.cooked : undefined;
      const plain = literalText(object) ?? head;
      if (plain) objects.add(plain);
    });
  expect(objects.size).toBeGreaterThan(15);
  expect([...objects].filter((object) => objectName(`${object}${object.endsWith("#") ? "1" : ""}`).startsWith(object))).toEqual([]);
});

it("names are Chinese, and every kind of action can be filtered by", () => {
  for (const [action, name] of Object.entries(actionNames)) expect(name, action).toMatch(/^[\u4e00-\u9fff（）A-Za-z ]+$/);
  expect([...kinds].toSorted()).toEqual(kindNames.map(([kind]) => kind).toSorted());
});

it("what has no name is shown as it is", () => {
  expect(actionName("later.thing")).toBe("later.thing");
  expect([objectName("material#abc"), objectName("settings"), objectName("GET /api/staff/people"), objectName("later#1")]).toEqual([
    "资料 abc",
    "设置",
    "GET /api/staff/people",
    "later#1",
  ]);
  expect(objectName("backup#20261124t125404-fnj29ss32vxgwqnk")).toBe("备份 2026-11-24 20:54");
  expect([noteName("forbidden"), noteName("讲稿.pdf")]).toEqual(["没有权限", "讲稿.pdf"]);
});
