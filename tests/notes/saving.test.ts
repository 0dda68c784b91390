import { describe, expect, test } from "vitest";
import type { KeptList, KeptNote, Note, NoteFigures, NoteList } from "../../functions/notes/contract.ts";
import { MINUTE } from "../../functions/platform/clock.ts";
import { newColumn } from "../support/column.ts";
import { content, notesOf, OTHER } from "./support.ts";

const actions = (column: Awaited<ReturnType<typeof newColumn>>) =>
  column
    .rows("audit")
    .map(({ data }) => (JSON.parse(data) as { action: string }).action)
    .toSorted();

describe("a note", () => {
  test("is begun, saved at its version, listed by month without its text, and deleted with all that was kept", async () => {
    const column = await newColumn();
    const mine = notesOf(column, await column.signIn(["cadre"], { name: "张𠮷" }));
    const about = { kind: "task" as const, id: "task0001", title: "学习党代会报告" };
    const { status, body: first } = await mine.create({ title: "㛃", ties: ["中心工作"], about });
    expect([status, first.version, first.characters, first.byName, first.about]).toEqual([201, 1, 10, "张𠮷", about]);
    const { body: second } = await mine.save(first, { text: "第二稿，写得更长一些。", title: "㛃" });
    expect([second.version, second.characters, second.kept]).toEqual([2, 11, 0]);
    const { body: list, text } = await mine.call<NoteList>("GET", "?month=2026-11");
    expect(list.items).toEqual([
      {
        id: first.id,
        kind: "note",
        title: "㛃",
        day: "2026-11-23",
        characters: 11,
        about: null,
        updatedAt: second.updatedAt,
        offered: false,
      },
    ]);
    expect(text).not.toContain("第二稿");
    expect((await mine.call<NoteList>("GET", "?month=2026-10")).body.items).toEqual([]);
    expect((await mine.remove(first)).status).toBe(409);
    expect((await mine.remove(second)).status).toBe(204);
    expect((await mine.read(first.id)).status).toBe(404);
    expect(column.rows("notes").filter(({ pk }) => pk.startsWith("note#"))).toEqual([]);
    expect(actions(column)).toEqual(["note.create", "note.delete"]);
  });

  test("whose first answer was lost is begun once, however late and with whatever words the create comes again", async () => {
    const column = await newColumn();
    const id = "author0000000001";
    let mine = notesOf(column, await column.signIn(["cadre"], { id }));
    const { body: first } = await mine.create({}, "key-of-a-note");
    const again = await mine.create({}, "key-of-a-note");
    expect([again.status, again.body]).toEqual([201, first]);
    const { body: saved } = await mine.save(first, { text: "后来又写了。" });
    column.time.now += 48 * 60 * MINUTE;
    mine = notesOf(column, await column.sessionOf(id));
    const late = await mine.create({}, "key-of-a-note");
    expect([late.status, late.body]).toEqual([201, saved]);
    const other = await mine.call<{ code: string; current: Note }>(
      "POST",
      "",
      { ...content({ text: "别的" }), device: OTHER },
      {
        "idempotency-key": "key-of-a-note",
      },
    );
    expect([other.status, other.body.code, other.body.current]).toEqual([422, "idempotency-mismatch", saved]);
    expect((await mine.call<NoteList>("GET", "?month=2026-11")).body.items).toHaveLength(1);
  });

  test("saved from two devices: the second gets the present note; each overwritten version of the other is kept and can be read", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["cadre"]);
    const [phone, desk] = [notesOf(column, cookie), notesOf(column, cookie, OTHER)];
    const { body: first } = await phone.create({ text: "手机上写的" });
    const { body: second } = await desk.save(first, { text: "电脑上写的" });
    expect(second.kept).toBe(1);
    const refused = await phone.call<{ code: string; current: Note }>("PUT", `/${first.id}`, {
      ...content({ text: "手机又写" }),
      device: "device00one",
      version: 1,
    });
    expect([refused.status, refused.body.code, refused.body.current]).toEqual([409, "conflict", second]);
    const { body: kept } = await phone.call<KeptList>("GET", `/${first.id}/versions`);
    expect(kept.items.map(({ number, characters }) => [number, characters])).toEqual([[1, 5]]);
    expect((await phone.call<KeptNote>("GET", `/${first.id}/versions/1`)).body.text).toBe("手机上写的");
    expect((await phone.call("GET", `/${first.id}/versions/2`)).status).toBe(404);
  });

  test("keeps a version after five minutes, when much goes at once, and when asked; at most forty; deleting takes them along", async () => {
    const column = await newColumn();
    const mine = notesOf(column, await column.signIn(["cadre"]));
    let { body: note } = await mine.create({ text: "起头" });
    const save = async (change: object, keep = false) => ({ body: note } = await mine.save(note, change, keep));
    await save({ text: "起头，接着写" });
    expect(note.kept).toBe(0);
    column.time.now += 5 * MINUTE;
    await save({ text: "长".repeat(300) });
    expect(note.kept).toBe(1);
    await save({ text: "手滑" });
    expect(note.kept).toBe(2);
    await save({ text: "手滑" }, true);
    expect(note.kept).toBe(2);
    for (let round = 0; round < 45; round += 1) await save({ text: `第${round}次` }, true);
    const { body: kept } = await mine.call<KeptList>("GET", `/${note.id}/versions`);
    expect([kept.items.length, kept.items[0]!.number, kept.items.at(-1)!.number]).toEqual([40, 47, 8]);
    expect((await mine.remove(note)).status).toBe(204);
    expect(column.rows("notes").filter(({ pk }) => pk.startsWith("note#"))).toEqual([]);
  });

  test("of fifty thousand rare characters is stored; one more is refused by name, as is what fits no field", async () => {
    const column = await newColumn();
    const mine = notesOf(column, await column.signIn(["cadre"]));
    const long = "㛃".repeat(50_000);
    const { status, body } = await mine.create({ text: long });
    expect([status, body.characters]).toEqual([201, 50_000]);
    expect((await mine.read(body.id)).body.text).toBe(long);
    for (const [wrong, field] of [
      [{ text: `${long}字` }, "text"],
      [{ title: "题".repeat(121) }, "title"],
      [{ day: "2026-02-30" }, "day"],
      [{ kind: "essay" }, "kind"],
      [{ about: { kind: "material", id: "../../etc", title: "" } }, "about.id"],
    ] as const) {
      const refused = await mine.call<{ errors: { field: string }[] }>("POST", "", { ...content(wrong as object), device: OTHER });
      expect([refused.status, refused.body.errors?.map((error) => error.field)], JSON.stringify(refused.body)).toEqual([400, [field]]);
    }
  });
});

test("counts of a year by month, 笔记 and 心得 apart, beside the targets", async () => {
  const column = await newColumn();
  const mine = notesOf(column, await column.signIn(["cadre"]));
  await mine.create({ day: "2026-03-06", text: "四个汉字" });
  await mine.create({ day: "2026-11-20", kind: "reflection", title: "心得", text: "六个汉字体会" });
  const { body: moved } = await mine.create({ day: "2025-12-31", text: "去年" });
  await mine.save(moved, { day: "2026-03-09", text: "今年" });
  const { body } = await mine.call<NoteFigures>("GET", "/figures?year=2026");
  expect(body.months).toEqual([
    { month: "2026-03", notes: 2, noteCharacters: 6, reflections: 0, reflectionCharacters: 0 },
    { month: "2026-11", notes: 0, noteCharacters: 0, reflections: 1, reflectionCharacters: 6 },
  ]);
  expect([body.targets.noteCharacters, body.targets.reflections]).toEqual([5000, 1]);
  expect((await mine.call<NoteFigures>("GET", "/figures?year=2025")).body.months).toEqual([]);
});
