import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { OwnLines, SheetList } from "../../functions/inspection/contract.ts";
import { findAccount, updateAccount } from "../../functions/people/table.ts";
import { notesOf } from "../notes/support.ts";
import { newColumn } from "../support/column.ts";
import { inspected, MONTH, OFFICE, sheetRows } from "./support.ts";

const seals = (content: string) => createHash("sha256").update(content).digest("hex");

describe("the job of the first of the month", () => {
  test("makes the last month's sheet once, however often and however late it runs", async () => {
    const all = await inspected();
    expect(await all.make()).toBe(1);
    const before = sheetRows(all);
    expect(await all.make()).toBe(0);
    all.column.time.now = Date.parse("2026-11-30T15:59:59Z");
    expect(await all.make()).toBe(0);
    expect(sheetRows(all)).toEqual(before);
    // Midnight in Beijing.
    all.column.time.now = Date.parse("2026-11-30T16:00:00Z");
    expect(await all.make()).toBe(1);
    const director = await all.column.sessionOf("the-director");
    expect((await all.sheet(director, "2026-11")).lines.map(({ characters }) => characters)).toContain(2);
  });

  test("makes up for every month that the server was off, each as its own", async () => {
    const all = await inspected();
    await all.make();
    all.column.time.now = Date.parse("2027-02-03T01:00:00Z");
    expect(await all.make()).toBe(3);
    const cookie = await all.column.sessionOf("the-director");
    const { items } = (await all.column.call<SheetList>("GET", "/api/staff/inspections", { cookie })).body;
    expect(items.map(({ month, state }) => [month, state])).toEqual(
      ["2027-01", "2026-12", "2026-11", MONTH].map((month) => [month, "open"]),
    );
  });

  test("waits in a new installation for the first month in which somebody wrote", async () => {
    const all = await inspected();
    all.column.time.now = Date.parse("2026-10-20T01:00:00Z");
    expect(await all.make()).toBe(0);
    all.column.time.now = Date.parse("2026-11-01T01:00:00Z");
    expect(await all.make()).toBe(1);
  });

  test("lists those who study in the order of 组室 and name, whatever they wrote", async () => {
    const all = await inspected();
    await all.make();
    const { lines } = await all.sheet();
    expect(lines.map(({ office }) => office)).toEqual(["办公室", OFFICE, OFFICE, OFFICE]);
    expect(lines.find(({ person }) => person === "person-a")).toMatchObject({ characters: 5, notes: 1, reflections: 1, remark: "" });
    expect(lines.find(({ person }) => person === "person-c")).toMatchObject({ characters: 0, notes: 0, reflections: 0 });
  });
});

describe("an open sheet", () => {
  test("follows the notes, and takes up who studies now without losing whoever wrote or has a 批阅", async () => {
    const all = await inspected();
    await all.make();
    await notesOf(all.column, all.second).create({ text: "补记三个字", day: "2026-10-30" });
    expect((await all.sheet()).lines.find(({ person }) => person === "person-b")!.characters).toBe(5);
    await all.remark("person-l", "带头学习。");
    for (const id of ["person-a", "person-c", "person-l"]) {
      const account = (await findAccount(all.column.store, id))!;
      await updateAccount(all.column.deps, { id: "t", name: "t" }, { ...account, disabled: true }, "person.disable");
    }
    await all.column.signIn(["cadre"], { id: "person-n", name: "新来", office: "办公室" });
    const { body } = await all.recount();
    expect(body.lines.map(({ person }) => person).toSorted()).toEqual(["person-a", "person-b", "person-l", "person-n"]);
    const rows = sheetRows(all);
    await all.recount();
    expect(sheetRows(all)).toEqual(rows);
  });

  test("loses no 批阅 when two write at once, and tells the second to one person what the first wrote", async () => {
    const all = await inspected();
    await all.make();
    const other = await all.column.signIn(["director"], { name: "副部长" });
    const written = await Promise.all([all.remark("person-a", "认真。"), all.remark("person-b", "再接再厉。", 0, other)]);
    expect(written.map(({ status }) => status)).toEqual([200, 200]);
    const late = await all.remark("person-a", "另一句。", 0, other);
    expect([late.status, late.body.code, late.body.current]).toEqual([409, "conflict", { person: "person-a", text: "认真。", version: 1 }]);
    // The same words again are no conflict: the answer of the first try was lost.
    expect((await all.remark("person-a", "认真。")).body.version).toBe(1);
    expect((await all.remark("person-a", "另一句。", 1, other)).status).toBe(200);
    expect((await all.remark("nobody", "无此人")).status).toBe(404);
    expect((await all.remark("person-a", "长".repeat(301), 2)).status).toBe(400);
    const audit = all.column.rows("audit").map(({ data }) => data);
    expect(audit.filter((data) => data.includes("inspection.remark"))).toHaveLength(3);
    expect(audit.some((data) => data.includes("另一句"))).toBe(false);
  });

  test("is signed as it was seen, or not at all", async () => {
    const all = await inspected();
    await all.make();
    const seen = (await all.sheet()).fingerprint!;
    await all.remark("person-a", "认真。");
    const refused = await all.sign(seen);
    expect([refused.status, refused.body.code]).toEqual([409, "conflict"]);
    expect(refused.body.current!.lines.find(({ person }) => person === "person-a")!.remark).toBe("认真。");
    expect((await all.sign(refused.body.current!.fingerprint)).status).toBe(200);
  });
});

test("a signed sheet holds lines, 批阅, name and time in one item under its hash, and says when that was touched", async () => {
  const all = await inspected();
  await all.make();
  await all.remark("person-a", "认真，𠮷祥。");
  const { body } = await all.sign();
  expect(body).toMatchObject({ state: "signed", signature: { by: "部长", at: "2026-11-23T01:00:00.000Z", intact: true } });
  const frozen = await all.column.store.get("notes", { pk: `inspection#${MONTH}`, sk: "signed" });
  const content = frozen!["content"] as string;
  expect(body.signature!.hash).toBe(seals(content));
  expect(JSON.parse(content)).toMatchObject({ month: MONTH, signedBy: { id: "the-director", name: "部长" } });
  expect(content).toContain('"remark":"认真，𠮷祥。"');
  // Canonical: written again with its members in order, it is the same.
  expect(content.startsWith('{"lines":[{"characters":')).toBe(true);
  expect(content).not.toMatch(/[{,]\s/);
  await all.column.store.put("notes", { ...frozen!, content: content.replace("认真", "马虎") }, { ifVersion: 1 });
  expect((await all.sheet()).signature!.intact).toBe(false);
});

test("a person's own lines come with their 批阅 once they are signed, and only the own ones", async () => {
  const all = await inspected();
  await all.make();
  await all.remark("person-a", "给甲的批阅");
  await all.remark("person-b", "给乙的批阅");
  const own = async (cookie: string) => (await all.column.call<OwnLines>("GET", "/api/staff/inspections/own", { cookie })).body.items;
  expect(await own(all.first)).toEqual([]);
  const { body } = await all.sign();
  expect(await own(all.first)).toEqual([
    { month: MONTH, characters: 5, notes: 1, reflections: 1, remark: "给甲的批阅", signature: body.signature },
  ]);
  expect(await own(await all.column.signIn(["cadre"], { name: "新来" }))).toEqual([]);
});

test("a department of a thousand with long 批阅 is told that they are too long, never half signed", async () => {
  const column = await newColumn();
  const director = await column.signIn(["director"]);
  const people = Array.from({ length: 1000 }, (_, n) => ({ person: `person-${n}`, name: "某".repeat(10), office: "室".repeat(20) }));
  const roster = { month: MONTH, madeAt: "2026-11-01T00:00:00.000Z", people };
  await column.store.put("notes", { pk: `inspection#${MONTH}`, sk: "roster", roster }, { ifAbsent: true });
  const entry = { month: MONTH, state: "open", madeAt: roster.madeAt };
  await column.store.put("notes", { pk: "inspections", sk: MONTH, entry }, { ifAbsent: true });
  const path = `/api/staff/inspections/${MONTH}`;
  const fingerprint = async () => (await column.call("GET", path, { cookie: director })).body["fingerprint"];
  for (let n = 0; n < 300; n += 1)
    await column.store.put("notes", { pk: `inspection#${MONTH}`, sk: `remark#person-${n}`, text: "长".repeat(300) }, { ifAbsent: true });
  const sign = async () => column.call("POST", `${path}/sign`, { cookie: director, body: { fingerprint: await fingerprint() } });
  expect((await sign()).status).toBe(413);
  for (let n = 50; n < 300; n += 1) await column.store.delete("notes", { pk: `inspection#${MONTH}`, sk: `remark#person-${n}` });
  expect((await sign()).status).toBe(200);
}, 30_000);
