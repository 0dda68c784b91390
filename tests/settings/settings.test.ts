import { expect, test } from "vitest";
import { newColumn } from "../support/column.ts";

test("the categories of the settings are those of the list; others are refused for new drafts", async () => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  const { body: before } = await column.call("GET", "/api/staff/settings", { cookie: admin });
  const changed = await column.call("PUT", "/api/staff/settings", { cookie: admin, body: { ...before, categories: ["理论", "实务"] } });
  expect(changed.status).toBe(200);
  expect((await column.call("PUT", "/api/staff/settings", { cookie: admin, body: before })).status).toBe(409);
  expect((await column.call("GET", "/api/materials")).body["categories"]).toEqual(["理论", "实务"]);
  const editor = await column.signIn(["editor"]);
  const refused = await column.call("POST", "/api/staff/materials", { cookie: editor, body: { title: "题", category: "新理论" } });
  expect(refused.body).toMatchObject({ code: "unknown-category", errors: [{ field: "category" }] });
});
