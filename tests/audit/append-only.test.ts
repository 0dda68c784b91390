import { resolve } from "node:path";
import { expect, it } from "vitest";
import { jobs } from "../../functions/jobs.ts";
import type { FormToken } from "../../functions/feedback/contract.ts";
import type { Store, TransactOperation } from "../../functions/store/store.ts";
import { isNode, literalText, type Node, parseSource, readProject, type Source, walk } from "../architecture/sources.ts";
import { newColumn } from "../support/column.ts";

const sources = readProject(resolve(import.meta.dirname, "../..")).filter(({ file }) => file.startsWith("functions/"));

const memberOf = (object: unknown, name: string): unknown => {
  if (!isNode(object) || object.type !== "ObjectExpression") return undefined;
  const found = (object["properties"] as Node[]).find(
    (each) => each.type === "Property" && isNode(each["key"]) && each["key"]["name"] === name,
  );
  return found?.["value"];
};

/** Where the audit table is named, and how it is written to there. */
function breaches({ file, program, text }: Source): string[] {
  const found: string[] = [];
  walk(program, (node) => {
    if (literalText(node) === "audit" && !["functions/audit/table.ts", "functions/audit/staff.routes.ts"].includes(file))
      found.push(`${file} names the table`);
    if (node.type === "Property" && isNode(node["key"]) && literalText(memberOf(node["value"], "table")) === "audit") {
      const kind = String(node["key"]["name"]);
      const condition = memberOf(node["value"], "condition");
      const absent = isNode(condition) && /^\{\s*ifAbsent: true\s*\}$/.test(text.slice(condition.start, condition.end));
      if (["put", "add", "delete"].includes(kind) && !(kind === "put" && absent)) found.push(`${file} has a ${kind} that is no new line`);
    }
    const callee = node.type === "CallExpression" ? (node["callee"] as Node) : undefined;
    const name = callee?.type === "MemberExpression" && isNode(callee["property"]) ? String(callee["property"]["name"]) : "";
    // Whole tables are written by a restore alone, the one exception.
    const restore =
      ["functions/backup/restore-backup.ts", "functions/store/store.ts"].includes(file) || file.startsWith("functions/store/");
    if (name === "putBack" && !restore) found.push(`${file} puts items back`);
  });
  return found;
}

it("no file but that of the log names its table; there lines are only put where nothing was, and nowhere deleted", () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.flatMap(breaches)).toEqual([]);
  // The test can see: the same file with a planted delete is found.
  const table = sources.find(({ file }) => file === "functions/audit/table.ts")!;
  const planted = `${table.text}\nexport const bad = { delete: { table: "audit", key: { pk: "a", sk: "b" } } };`;
  expect(breaches(parseSource("functions/audit/table.ts", planted))).toEqual(["functions/audit/table.ts has a delete that is no new line"]);
  expect(breaches(parseSource("functions/x/y.ts", `store.delete("audit", key)`))).toEqual(["functions/x/y.ts names the table"]);
});

it("whatever the column does, every line that was written stands as it was", async () => {
  const column = await newColumn();
  const seen = new Map<string, string>();
  const stands = () => {
    const rows = new Map(column.rows("audit").map(({ pk, sk, data }) => [`${pk} ${sk}`, data]));
    for (const [key, data] of seen) expect(rows.get(key), key).toBe(data);
    for (const [key, data] of rows) seen.set(key, data);
  };
  const written: TransactOperation[] = [];
  const { transact, put, delete: remove, add } = column.store;
  Object.assign(column.store, {
    transact: (operations: TransactOperation[], token?: string) => {
      written.push(...operations);
      return transact(operations, token);
    },
    put: (table: string, ...rest: [never, never]) => {
      expect(table).not.toBe("audit");
      return put(table, ...rest);
    },
    delete: (table: string, ...rest: [never, never]) => {
      expect(table).not.toBe("audit");
      return remove(table, ...rest);
    },
    add: (given: Parameters<Store["add"]>[0]) => {
      expect(given.table).not.toBe("audit");
      return add(given);
    },
  } satisfies Partial<Store>);

  const material = await column.publish();
  stands();
  const [admin, editor] = [await column.signIn(["admin"]), await column.signIn(["editor"])];
  await column.step(editor, material, "withdraw", { reason: "有误" });
  const { formToken } = (await column.call<FormToken>("GET", "/api/feedback/form")).body;
  column.time.now += 5000;
  const { body: receipt } = await column.call<{ code: string }>("POST", "/api/feedback", {
    body: { kind: "建议", text: "多办几次。", formToken },
  });
  await jobs["collect-audit"]!(column.deps);
  stands();
  await column.call("DELETE", `/api/feedback/receipts/${receipt.code}`);
  await column.call("POST", "/api/staff/backups", { cookie: admin, body: {} });
  for (const job of Object.keys(jobs)) await jobs[job]!(column.deps).catch(() => 0);
  await column.call("POST", "/api/staff/session", { body: { login: "nobody", password: "wrong password" } });
  column.time.now += 400 * 86_400_000;
  await (column.store as unknown as { sweepExpired: () => Promise<number> }).sweepExpired();
  for (const job of Object.keys(jobs)) await jobs[job]!(column.deps).catch(() => 0);
  stands();
  expect(seen.size).toBeGreaterThanOrEqual(10);
  for (const operation of written) {
    if ("delete" in operation) expect(operation.delete.table).not.toBe("audit");
    if ("add" in operation) expect(operation.add.table).not.toBe("audit");
    if ("put" in operation && operation.put.table === "audit") {
      expect(operation.put.condition).toEqual({ ifAbsent: true });
      expect(operation.put.item.expiresAt).toBeUndefined();
    }
  }
});
