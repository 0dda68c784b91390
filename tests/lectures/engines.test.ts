import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Activity, ActivityYear } from "../../functions/activities/contract.ts";
import type { Topic } from "../../functions/research/contract.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { tables } from "../../functions/tables.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { withLectures } from "./support.ts";

/** The other tests stand on SQLite; this one shows that the same transactions are what DynamoDB's API accepts. */
const missing = emulatorMissing("dynoxide");
if (missing) notRun("lectures, activities and research on DynamoDB", missing);

describe.skipIf(missing)("on DynamoDB", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator("dynoxide");
  }, 60_000);
  afterAll(() => emulator?.stop());

  test("a lecture is planned, asked about, answered, hidden; an activity and a topic are kept", async () => {
    const { endpoint, region, credentials } = emulator;
    const column = await withLectures((now) =>
      openDynamoStore({
        endpoint,
        region,
        credentials,
        tablePrefix: "lectures-",
        tables,
        cursorKey: "a key of cursors",
        createTables: true,
        now,
      }),
    );
    const { body: lecture } = await column.plan({ topic: "𠮷某的讲课" }, column.editor, "key-of-the-form");
    expect((await column.plan({ topic: "𠮷某的讲课" }, column.editor, "key-of-the-form")).body).toEqual(lecture);
    const { body: asked } = await column.ask(column.editor, lecture.id, "䶮？");
    const path = `${lecture.id}/questions/${asked.questions[0]!.id}`;
    const answered = await column.act(column.speaker, "POST", `${path}/answer`, { answer: "㛃。", version: 1 });
    expect(answered.body.questions).toMatchObject([{ text: "䶮？", answer: "㛃。", answeredBy: "周宣讲" }]);
    expect((await column.act(column.editor, "POST", `${path}/hide`, { reason: "试", version: 2 })).status).toBe(200);
    expect((await column.act(column.speaker, "POST", `${lecture.id}/script`, { version: 1 })).body.script).toMatchObject({
      state: "draft",
    });
    expect((await column.roster(column.editor)).items).toMatchObject([{ topic: "𠮷某的讲课", asked: 1, open: 0 }]);

    const cookie = column.speaker;
    const body = { kind: "下基层", title: "走访", date: "2026-11-20", people: ["speaker"], problems: [{ text: "路灯不亮" }] };
    const { body: logged } = await column.call<Activity>("POST", "/api/staff/activities", { cookie, body });
    expect(logged.problems).toMatchObject([{ text: "路灯不亮", solvedOn: "" }]);
    const year = await column.call<ActivityYear>("GET", "/api/staff/activities/year?year=2026", { cookie });
    expect(year.body.people).toMatchObject([{ id: "speaker", visits: 1 }]);

    const { body: topic } = await column.call<Topic>("POST", "/api/staff/research", { cookie, body: { title: "𠮷村治理", year: 2026 } });
    const article = await column.call<Topic>("POST", `/api/staff/research/${topic.id}/article`, { cookie, body: { version: 1 } });
    expect(article.body).toMatchObject({ title: "𠮷村治理", state: "underway", article: { state: "draft" } });
  }, 60_000);
});
