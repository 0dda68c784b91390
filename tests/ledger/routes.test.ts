import { describe, expect, test } from "vitest";
import type { AttendanceDay, InspectionRow } from "../../functions/ledger/contract.ts";
import { roles, type Role } from "../../functions/people/contract.ts";
import { inspected, MONTH, OFFICE, type Inspected } from "../inspection/support.ts";

interface Page<T> {
  items: T[];
  cursor?: string;
}

/** All pages of one part. */
async function part<T>({ column }: Pick<Inspected, "column">, name: string, cookie: string): Promise<T[] | number> {
  const items: T[] = [];
  let cursor = "";
  do {
    const { status, body } = await column.call<Page<T>>("GET", `/api/staff/ledger/${name}?year=2026${cursor && `&cursor=${cursor}`}`, {
      cookie,
    });
    if (status !== 200) return status;
    items.push(...body.items);
    cursor = body.cursor ?? "";
  } while (cursor);
  return items;
}

/** Whose lines a role finds, and whose 批阅: written out, not computed. */
const sees: Record<Role, { own: boolean; others: boolean; ownRemark: boolean; otherRemark: boolean } | undefined> = {
  unit: undefined,
  cadre: undefined,
  lead: { own: true, others: false, ownRemark: true, otherRemark: false },
  editor: { own: true, others: true, ownRemark: false, otherRemark: false },
  director: { own: true, others: true, ownRemark: true, otherRemark: true },
  admin: undefined,
};

describe.each(roles)("as %s", (role) => {
  test("holds what this role may see, and no open sheet", async () => {
    const all = await inspected();
    await all.make();
    await all.remark("person-a", "批阅甲");
    await all.remark("person-c", "批阅丙");
    const cookie = await all.column.signIn([role], { office: OFFICE });
    expect(await part(all, "inspections", cookie)).toEqual(sees[role] ? [] : 403);
    await all.sign();
    const [rows, days] = [await part<InspectionRow>(all, "inspections", cookie), await part<AttendanceDay>(all, "attendance", cookie)];
    const may = sees[role];
    if (!may) return expect([rows, days]).toEqual([403, 403]);
    if (typeof rows === "number" || typeof days === "number") throw new Error("refused");
    const of = (office: string) => rows.filter((row) => row.office === office);
    expect([of(OFFICE).length > 0, of("办公室").length > 0]).toEqual([may.own, may.others]);
    expect(rows.some(({ remark }) => remark === "批阅甲")).toBe(may.ownRemark);
    expect(rows.some(({ remark }) => remark === "批阅丙")).toBe(may.otherRemark);
    expect(rows.every(({ remark }) => (remark === undefined) === (role === "editor"))).toBe(true);
    expect(days.every(({ people }) => people.some(({ office }) => office === "办公室") === may.others)).toBe(true);
    expect(rows.map(({ month }) => month)).toEqual(rows.map(() => MONTH));
  });
});

test("attendance comes in pages up to today, each day once, with those who were ticked", async () => {
  const all = await inspected();
  const editor = await all.column.signIn(["editor"]);
  const tick = { cookie: editor, body: { person: "person-a", present: true } };
  expect((await all.column.call("POST", "/api/staff/study-days/2026-11-13/attendance", tick)).status).toBe(200);
  const days = (await part<AttendanceDay>(all, "attendance", editor)) as AttendanceDay[];
  // Every second Friday from 9 January to 13 November.
  expect(days).toHaveLength(23);
  expect(new Set(days.map(({ slot }) => slot)).size).toBe(23);
  expect(days.at(-1)!.slot).toBe("2026-11-13");
  expect(
    days
      .at(-1)!
      .people.filter(({ present }) => present)
      .map(({ id }) => id),
  ).toEqual(["person-a"]);
  expect((await all.column.call("GET", "/api/staff/ledger/attendance?year=2026&cursor=x", { cookie: editor })).status).toBe(400);
});
