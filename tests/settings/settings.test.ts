import fc from "fast-check";
import { expect, test } from "vitest";
import type { VersionedSettings } from "../../functions/settings/contract.ts";
import { newColumn } from "../support/column.ts";
import "../support/seed.ts";

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

const name = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 5 })
  .filter((text) => text.trim() === text && text.length <= 20 && text.length > 0 && !text.includes("\0"));
const limits = fc.record({
  columnAmberDays: fc.integer({ min: 3, max: 60 }),
  feedbackAmberDays: fc.integer({ min: 1, max: 20 }),
  feedbackRedDays: fc.integer({ min: 21, max: 30 }),
  feedbackAlarmDays: fc.integer({ min: 50, max: 75 }),
});
const valid = fc.record({
  categories: fc.uniqueArray(name, { minLength: 1, maxLength: 30 }),
  offices: fc.uniqueArray(name, { maxLength: 100 }),
  threePeople: fc.boolean(),
  contactRetentionDays: fc.integer({ min: 30, max: 3650 }),
  limits,
  portalOrigins: fc.uniqueArray(
    fc.domain().map((host) => `https://${host}`),
    { maxLength: 50 },
  ),
  accent: fc.constantFrom("#b3261e", "#00558c", "#000000"),
});

test("whatever fits the contract is kept as it was sent", async () => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  let version = 0;
  await fc.assert(
    fc.asyncProperty(valid, async (settings) => {
      const sent = await column.call("PUT", "/api/staff/settings", { cookie: admin, body: { ...settings, version } });
      expect(sent.status, sent.text).toBe(200);
      version = Number(sent.body["version"]);
      expect((await column.call("GET", "/api/staff/settings", { cookie: admin })).body).toEqual({ ...settings, version });
    }),
  );
});

test.each([
  ["columnAmberDays", 2, "min_value"],
  ["columnAmberDays", 61, "max_value"],
  ["feedbackRedDays", 5, "check"],
  ["feedbackRedDays", 31, "max_value"],
  ["feedbackAlarmDays", 89, "max_value"],
  ["feedbackAmberDays", 1.5, "integer"],
])("a limit that is no good is refused by its name: %s %d", async (field, days, code) => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  const { body } = await column.call<VersionedSettings>("GET", "/api/staff/settings", { cookie: admin });
  const sent = { ...body, limits: { ...body.limits, [field]: days } };
  const refused = await column.call("PUT", "/api/staff/settings", { cookie: admin, body: sent });
  expect(refused.body).toMatchObject({ code: "invalid-body", errors: [{ field: `limits.${field}`, code }] });
});

test("of two changes of one version at the same moment one is kept, and the other is told what was", async () => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  const { body } = await column.call<VersionedSettings>("GET", "/api/staff/settings", { cookie: admin });
  const put = (days: number) => column.call("PUT", "/api/staff/settings", { cookie: admin, body: { ...body, contactRetentionDays: days } });
  const answers = await Promise.all([put(40), put(50), put(60)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  const kept = answers.find(({ status }) => status === 200)!.body;
  for (const { status, body: told } of answers) if (status === 409) expect(told).toMatchObject({ code: "conflict", current: kept });
});
