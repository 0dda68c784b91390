import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MonthCounts, NoteList, NoteTexts } from "../../functions/notes/contract.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { tables } from "../../functions/tables.ts";
import { newColumn } from "../support/column.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { notesOf, OTHER } from "./support.ts";

/** The other tests stand on SQLite; this one shows that the same transactions are what DynamoDB's API accepts. */
const missing = emulatorMissing("dynoxide");
if (missing) notRun("notes on DynamoDB", missing);

describe.skipIf(missing)("on DynamoDB", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator("dynoxide");
  }, 60_000);
  afterAll(() => emulator?.stop());

  test("notes are saved, moved to another month, kept, counted, offered and deleted", async () => {
    const { endpoint, region, credentials } = emulator;
    const column = await newColumn({}, (now) =>
      openDynamoStore({
        endpoint,
        region,
        credentials,
        tablePrefix: "notes-",
        tables,
        cursorKey: "a key of cursors",
        createTables: true,
        now,
      }),
    );
    const cookie = await column.signIn(["cadre"], { office: "组织科" });
    const [here, elsewhere] = [notesOf(column, cookie), notesOf(column, cookie, OTHER)];
    const long = "㛃𠮷䶮".repeat(10_000);
    const { body: note } = await here.create({ text: long, day: "2026-10-30" }, "key-on-dynamo");
    expect((await here.create({ text: long, day: "2026-10-30" }, "key-on-dynamo")).body).toEqual(note);
    const { body: moved } = await elsewhere.save(note, { kind: "reflection", title: "心得", text: "六个字的心得", day: "2026-11-02" });
    expect([moved.version, moved.kept]).toEqual([2, 1]);
    expect((await here.save(note, { text: "晚了" })).status).toBe(409);
    const offered = await here.call("POST", `/${note.id}/offer`, { version: 2, category: "评论文章" });
    expect([offered.status, offered.body.offered?.state]).toEqual([200, "to-review"]);
    expect((await here.call<NoteList>("GET", "?month=2026-10")).body.items).toEqual([]);
    expect((await here.call<NoteList>("GET", "?month=2026-11")).body.items.map(({ offered: is, characters }) => [is, characters])).toEqual([
      [true, 6],
    ]);
    expect((await here.call<NoteTexts>("GET", "/texts?month=2026-11")).body.items.map(({ text }) => text)).toEqual(["六个字的心得"]);
    const months = async () => (await here.call<{ months: MonthCounts[] }>("GET", "/figures?year=2026")).body.months;
    expect(await months()).toEqual([{ month: "2026-11", notes: 0, noteCharacters: 0, reflections: 1, reflectionCharacters: 6 }]);
    expect((await here.remove(offered.body)).status).toBe(204);
    expect(await months()).toEqual([]);
    expect((await here.read(note.id)).status).toBe(404);
  }, 60_000);
});
