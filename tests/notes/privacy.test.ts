import { describe, expect, test } from "vitest";
import type { NoteTexts, NoteWriters } from "../../functions/notes/contract.ts";
import { roles, type Role } from "../../functions/people/contract.ts";
import { findAccount, updateAccount } from "../../functions/people/table.ts";
import { newColumn } from "../support/column.ts";
import { content, DEVICE, notesOf } from "./support.ts";

const OFFICE = "组织科";
type Relation = "own" | "same 组室" | "other 组室";

/** Who may read whose: written out, not computed. */
const readable: Record<Role, Record<Relation, boolean>> = {
  unit: { own: false, "same 组室": false, "other 组室": false },
  cadre: { own: true, "same 组室": false, "other 组室": false },
  lead: { own: true, "same 组室": true, "other 组室": false },
  editor: { own: false, "same 组室": false, "other 组室": false },
  director: { own: true, "same 组室": true, "other 组室": true },
  admin: { own: false, "same 组室": false, "other 组室": false },
};
/** Every way to a note: reading ones are open to readers, the others to the author alone. */
const reading = (id: string, by: string) => [
  `GET /${id}`,
  `GET ?month=2026-11&person=${by}`,
  `GET /figures?year=2026&person=${by}`,
  `GET /texts?month=2026-11&person=${by}`,
];
const authors = (id: string) => [
  `PUT /${id}`,
  `DELETE /${id}?version=9`,
  `GET /${id}/versions`,
  `GET /${id}/versions/1`,
  `POST /${id}/offer`,
];

describe.each(roles)("as %s", (role) => {
  test.each(["own", "same 组室", "other 组室"] as const)("%s: what may be seen, and nothing else", async (relation) => {
    const column = await newColumn();
    const id = "reader0000000001";
    const office = relation === "other 组室" ? "办公室" : OFFICE;
    const by = relation === "own" ? id : "author0000000001";
    // The author was a cadre when the note was written, whatever the reader is now.
    const author = await column.signIn(["cadre"], { id: by, office: OFFICE });
    const { body: note } = await notesOf(column, author).create({ text: "只给该看的人看" });
    if (relation === "own") {
      const account = (await findAccount(column.store, id))!;
      await updateAccount(column.deps, { id: "t", name: "t" }, { ...account, roles: [role] }, "person.change");
    }
    const reader = relation === "own" ? await column.sessionOf(id) : await column.signIn([role], { id, office });
    const before = column.rows("notes");
    const send = (way: string) => {
      const [method = "", path = ""] = way.split(" ");
      const body =
        method === "PUT"
          ? { ...content(), device: DEVICE, version: 9 }
          : method === "POST"
            ? { version: 9, category: "讲课稿" }
            : undefined;
      return notesOf(column, reader).call(method, path, body);
    };
    for (const way of reading(note.id, by)) {
      const { status, text } = await send(way);
      expect(status === 200, `${way} ${status}`).toBe(readable[role][relation]);
      if (!readable[role][relation]) expect(text).not.toContain("只给该看的人看");
    }
    const writes = relation === "own" && (role === "cadre" || role === "lead");
    for (const way of authors(note.id)) {
      const { status } = await send(way);
      // Refused as nobody's, or as a version that there is not.
      if (writes) expect([403], way).not.toContain(status);
      else expect([403, 404], way).toContain(status);
    }
    expect(column.rows("notes")).toEqual(before);
    const opened = column.rows("audit").map(({ data }) => JSON.parse(data) as { by: string; action: string; object: string });
    const lines = opened.filter(({ action }) => action === "note.read" || action === "note.print");
    const expected = relation !== "own" && readable[role][relation] ? ["note.print", "note.read"] : [];
    expect(lines.map(({ by: who, action, object }) => [who, action, object]).toSorted()).toEqual(
      expected.map((action) => [id, action, `note#${note.id}`]),
    );
    for (const { data } of column.rows("audit")) expect(data).not.toContain("只给该看的人看");
  });
});

test("it is the author's 组室 of today that counts", async () => {
  const column = await newColumn();
  const by = "author0000000001";
  const { body: note } = await notesOf(column, await column.signIn(["cadre"], { id: by, office: OFFICE })).create();
  const lead = notesOf(column, await column.signIn(["lead"], { office: OFFICE }));
  const next = notesOf(column, await column.signIn(["lead"], { office: "办公室" }));
  expect([(await lead.read(note.id)).status, (await next.read(note.id)).status]).toEqual([200, 404]);
  const account = (await findAccount(column.store, by))!;
  await updateAccount(column.deps, { id: "t", name: "t" }, { ...account, office: "办公室" }, "person.change");
  expect([(await lead.read(note.id)).status, (await next.read(note.id)).status]).toEqual([404, 200]);
});

test("the list of people: a lead sees the own 组室, the director all, in the order of 组室 and name", async () => {
  const column = await newColumn();
  const person = (name: string, office: string) => column.signIn(["cadre"], { name, office });
  await notesOf(column, await person("王甲", OFFICE)).create({ text: "五个汉字呀" });
  await person("丁乙", "办公室");
  await person("李丙", OFFICE);
  const lead = notesOf(column, await column.signIn(["lead"], { name: "组长", office: OFFICE }));
  const director = notesOf(column, await column.signIn(["director"]));
  const names = async (who: typeof lead) => (await who.call<NoteWriters>("GET", "/people?year=2026")).body.items.map(({ name }) => name);
  expect(await names(lead)).toEqual(["李丙", "王甲", "组长"]);
  expect(await names(director)).toEqual(
    ["丁乙", "李丙", "王甲", "组长"]
      .toSorted(new Intl.Collator("zh-CN").compare)
      .toSorted((a, b) => Number(b === "丁乙") - Number(a === "丁乙")),
  );
  const { body } = await director.call<NoteWriters>("GET", "/people?year=2026");
  expect(body.items.find(({ name }) => name === "王甲")!.months).toEqual([
    { month: "2026-11", notes: 1, noteCharacters: 5, reflections: 0, reflectionCharacters: 0 },
  ]);
});

test("texts for the booklet come in pages of twenty, and the author's own reading leaves no line", async () => {
  const column = await newColumn();
  const mine = notesOf(column, await column.signIn(["cadre"]));
  for (let count = 0; count < 23; count += 1) await mine.create({ text: `第${count}篇` });
  const first = await mine.call<NoteTexts>("GET", "/texts?month=2026-11");
  const second = await mine.call<NoteTexts>("GET", `/texts?month=2026-11&cursor=${encodeURIComponent(first.body.cursor!)}`);
  expect([first.body.items.length, second.body.items.length, second.body.cursor]).toEqual([20, 3, undefined]);
  expect(column.rows("audit").filter(({ data }) => data.includes("note.print"))).toEqual([]);
});
