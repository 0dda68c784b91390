import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobs } from "../../functions/jobs.ts";
import { HOUR } from "../../functions/platform/clock.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { tables } from "../../functions/tables.ts";
import { newColumn } from "../support/column.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { addChannel, addressOf, readReminders, robotServer } from "./support.ts";

/** The other tests stand on SQLite; this shows that DynamoDB's API takes the same transactions, index and expiry. */
const missing = emulatorMissing("dynoxide");
if (missing) notRun("reminders on DynamoDB", missing);

describe.skipIf(missing)("on DynamoDB", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator("dynoxide");
  });
  afterAll(() => emulator?.stop());

  test("a reminder is made and sent once by runs side by side, fails, is shown, and goes out again", async () => {
    const { endpoint, region, credentials } = emulator;
    const options = {
      endpoint,
      region,
      credentials,
      tablePrefix: "reminders-",
      tables,
      cursorKey: "a key of cursors for tests",
      createTables: true,
    };
    const server = await robotServer();
    const column = await newColumn({ reminderOrigins: [server.origin] }, (now) => openDynamoStore({ ...options, now }));
    const admin = () => column.signIn(["admin"]);
    column.time.now = Date.parse("2026-11-26T01:00:00.000Z");
    for (const kind of ["wecom", "feishu"] as const)
      await addChannel(column, admin, { kind, name: kind, kinds: ["study-day"], address: addressOf(server.origin, kind) });
    server.told.answer = (response, { path }) => (path.includes("/hook/") ? response.end('{"code":0}') : response.writeHead(503).end());
    const run = (name: string) => Promise.all([jobs[name]!(column.deps), jobs[name]!(column.deps)]);
    expect((await run("make-reminders")).reduce((sum, made) => sum + made)).toBe(2);
    expect((await run("send-reminders")).reduce((sum, tried) => sum + tried)).toBe(2);
    const { troubles } = await readReminders(column, admin);
    expect(troubles).toMatchObject([{ channelName: "wecom", tries: 1, state: "waiting", failure: { reason: "http", code: 503 } }]);
    server.told.answer = (response) => response.end('{"errcode":0}');
    column.time.now += HOUR;
    expect((await run("send-reminders")).reduce((sum, tried) => sum + tried)).toBe(1);
    expect((await readReminders(column, admin)).troubles).toEqual([]);
    expect(server.received).toHaveLength(3);
  }, 30_000);
});
