import { expect, test } from "vitest";
import { defaultStudySettings, type StudySettings } from "../../functions/study/settings.contract.ts";
import { newColumn } from "../support/column.ts";

type Versioned = StudySettings & { version: number };
const PATH = "/api/staff/study-settings";

test("targets and the anchor start as the report has them, and the administrator changes them at a version", async () => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  const cadre = await column.signIn(["cadre"]);
  const { body: first } = await column.call<Versioned>("GET", PATH, { cookie: cadre });
  expect(first).toEqual({ ...defaultStudySettings, version: 0 });
  const change = { ...first, targets: { ...first.targets, noteCharacters: 8000 }, place: "四楼会议室" };
  const { status, body: second } = await column.call<Versioned>("PUT", PATH, { cookie: admin, body: change });
  expect([status, second.targets.noteCharacters, second.place, second.version]).toEqual([200, 8000, "四楼会议室", 1]);
  const late = await column.call<{ code: string; current: Versioned }>("PUT", PATH, { cookie: admin, body: first });
  expect([late.status, late.body.code, late.body.current]).toEqual([409, "conflict", second]);
  expect((await column.call("PUT", PATH, { cookie: cadre, body: second })).status).toBe(403);
});

test.each([
  [{ anchorFriday: "2026-01-08" }, "anchorFriday"],
  [{ anchorFriday: "2026-02-30" }, "anchorFriday"],
  [{ startsAt: "24:00" }, "startsAt"],
  [{ startsAt: "14:00", endsAt: "14:00" }, "endsAt"],
  [{ targets: { ...defaultStudySettings.targets, topics: -1 } }, "targets.topics"],
])("%j is refused by name", async (wrong, field) => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  const { status, body } = await column.call<{ errors: { field: string }[] }>("PUT", PATH, {
    cookie: admin,
    body: { ...defaultStudySettings, version: 0, ...wrong },
  });
  expect([status, body.errors.map((error) => error.field)]).toEqual([400, [field]]);
});
