import { expect, test } from "vitest";
import { newColumn } from "../support/column.ts";

interface Line {
  action: string;
  by: string;
  name: string;
  object: string;
  outcome: string;
}

test("every change has its line, in the same step, readable by day and by object", async () => {
  const column = await newColumn();
  const material = await column.publish();
  const director = await column.signIn(["director"]);
  const { body } = await column.call<{ items: Line[] }>("GET", `/api/staff/audit?object=${encodeURIComponent(`material#${material.id}`)}`, {
    cookie: director,
  });
  expect(body.items.map(({ action }) => action).toSorted()).toEqual([
    "material.create",
    "material.provide",
    "material.review",
    "material.sign",
  ]);
  const { body: today } = await column.call<{ items: Line[] }>("GET", "/api/staff/audit", { cookie: director });
  expect(today.items.length).toBeGreaterThanOrEqual(4);
});

test("a change that fails leaves no line, a refusal does", async () => {
  const column = await newColumn();
  const cadre = await column.signIn(["cadre"]);
  const before = column.rows("audit").length;
  await column.call("POST", "/api/staff/materials", { cookie: cadre, body: { title: "", category: "新理论" } });
  expect(column.rows("audit").length).toBe(before);
  expect((await column.call("GET", "/api/staff/people", { cookie: cadre })).status).toBe(403);
  expect(column.rows("audit").at(-1)!.data).toContain("refused");
  expect(column.logged.join()).toContain("refused");
});

test("no route changes or deletes a line", async () => {
  const column = await newColumn();
  await column.publish();
  const lines = JSON.stringify(column.rows("audit"));
  const admin = await column.signIn(["admin", "editor", "director"]);
  for (const method of ["POST", "PUT", "DELETE", "PATCH"])
    expect((await column.call(method, "/api/staff/audit", { cookie: admin, body: {} })).status).toBe(405);
  expect(JSON.stringify(column.rows("audit"))).toBe(lines);
});
