import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Blobs } from "../../functions/blobs/blobs.ts";
import type { Deps } from "../../functions/deps.ts";
import { answeredFeedback } from "../../functions/feedback/answered.ts";
import { newFormToken } from "../../functions/feedback/form-token.ts";
import { handInFeedback } from "../../functions/feedback/hand-in.ts";
import { mergeFeedback, unmergeFeedback } from "../../functions/feedback/merging.ts";
import { moderate, readContact, readRecord } from "../../functions/feedback/moderation.ts";
import { progressOf, withdraw } from "../../functions/feedback/receipts.ts";
import { mostJoined } from "../../functions/feedback/rules.ts";
import { countStates, readStatistics } from "../../functions/feedback/statistics.ts";
import { feedbackOfUnit, queueOfOffice, queueOfState } from "../../functions/feedback/table.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import type { Store } from "../../functions/store/store.ts";
import { tables } from "../../functions/tables.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";

const START = Date.parse("2026-11-23T01:00:00.000Z");
const editor = { id: "p1", login: "editor", name: "编辑", roles: ["editor" as const], office: "", unit: "" };
const given = {
  kind: "建议" as const,
  text: "建议多办几次现场辅导。",
  name: "张三",
  contact: "13800000000",
  consent: true,
  website: "",
  unit: "shanshi",
};

/** The other tests stand on SQLite; this one shows that the same transactions are what DynamoDB's API accepts. */
const missing = emulatorMissing("dynoxide");
if (missing) notRun("the way of a feedback on DynamoDB", missing);

describe.skipIf(missing)("on DynamoDB", () => {
  let emulator: Emulator;
  let store: Store;
  let deps: Deps;
  beforeAll(async () => {
    emulator = await startEmulator("dynoxide");
    const { endpoint, region, credentials } = emulator;
    const now = () => START;
    store = await openDynamoStore({
      endpoint,
      region,
      credentials,
      tablePrefix: "feedback-",
      tables,
      cursorKey: "a key of cursors for tests",
      createTables: true,
      now,
    });
    const config = {
      publicOrigin: "",
      portalOrigins: [],
      secret: "a secret of this installation",
      cacheMs: 1000,
      formSeconds: 3,
      checkAnswers: true,
      stylesheet: "",
      frameScript: "",
      demo: false,
    };
    deps = {
      store,
      blobs: {} as Blobs,
      clock: now,
      log: () => undefined,
      config,
      clientAddress: () => "",
      portals: async () => [],
      accent: async () => "#b3261e",
    };
    await store.put(
      "materials",
      { pk: "unit", sk: "shanshi", unit: { id: "shanshi", name: "山市镇", kind: "乡镇", villages: [] } },
      { ifAbsent: true },
    );
  });
  afterAll(async () => {
    await store?.close();
    await emulator?.stop();
  });

  const handIn = (address: string, idempotencyKey?: string) =>
    handInFeedback(deps, { ...given, formToken: newFormToken(deps.config, START - 60_000) }, { address, idempotencyKey });

  test("a feedback goes its whole way", async () => {
    const key = "one-key-for-all-of-them";
    const receipts = await Promise.all([1, 2, 3, 4].map(() => handIn("192.0.2.1", key)));
    expect(new Set(receipts.map(({ code }) => code)).size).toBe(1);
    const { code } = receipts[0]!;
    const { items } = await queueOfState(store, "pending");
    expect(items).toHaveLength(1);
    const { id } = items[0]!;
    expect(await readContact(deps, editor, id)).toEqual({ name: "张三", contact: "13800000000" });
    const accepted = await moderate(deps, editor, id, 1, { step: "accept", office: "办公室" });
    expect((await queueOfOffice(store, "办公室", "accepted")).items.map((entry) => entry.id)).toEqual([id]);
    await expect(moderate(deps, editor, id, 1, { step: "reject", reason: "晚了" })).rejects.toMatchObject({
      code: "conflict",
      details: { current: { version: 2 } },
    });
    await moderate(deps, editor, id, accepted.version, { step: "answer", office: "办公室", answer: "已安排。" });
    await moderate(deps, editor, id, 3, { step: "correct", text: "建议多办现场辅导。", flagged: [] });
    const answered = await answeredFeedback(deps);
    expect(answered.items).toMatchObject([{ from: "山市镇", text: "建议多办现场辅导。", answer: "已安排。" }]);
    expect(await readContact(deps, editor, id)).toEqual({ name: "张三", contact: "13800000000" });
    expect(await progressOf(deps, code, "192.0.2.1")).toMatchObject({ state: "answered", answer: "已安排。" });
    await withdraw(deps, code, "192.0.2.1");
    expect(await answeredFeedback(deps)).toEqual({ items: [] });
    await expect(readContact(deps, editor, id)).rejects.toMatchObject({ code: "not-found" });
    expect((await feedbackOfUnit(store, "shanshi")).items).toMatchObject([{ state: "withdrawn", text: "" }]);
    expect(await readStatistics(deps)).toEqual({ received: 1, answered: 1, medianDays: 0 });
  });

  test("as many as one answer may serve are merged, answered, and given back in one transaction", { timeout: 30_000 }, async () => {
    const before = await readStatistics(deps);
    const codes: string[] = [];
    for (let n = 0; n <= mostJoined; n++) codes.push((await handIn(`198.51.100.${n}`)).code);
    const { items } = await queueOfState(store, "pending");
    expect(items).toHaveLength(mostJoined + 1);
    const { id } = items[0]!;
    for (const other of items.slice(1)) await mergeFeedback(deps, editor, other.id, 1, id);
    await unmergeFeedback(deps, editor, items[1]!.id, 2);
    await mergeFeedback(deps, editor, items[1]!.id, 3, id);
    const { version } = await readRecord(deps, editor, id);
    await moderate(deps, editor, id, version, { step: "accept", office: "办公室" });
    await moderate(deps, editor, id, version + 1, { step: "answer", office: "办公室", answer: "一并答复。" });
    expect((await readStatistics(deps)).answered - before.answered).toBe(mostJoined + 1);
    const shown = await Promise.all(codes.map((code) => progressOf(deps, code, "192.0.2.9")));
    expect(shown.every(({ state, answer }) => state === "answered" && answer?.endsWith("一并答复。"))).toBe(true);
    const own = shown.findIndex(({ answer }) => answer === "一并答复。");
    await withdraw(deps, codes[own]!, "192.0.2.9");
    expect(await countStates(store)).toMatchObject({ pending: mostJoined, merged: 0, answered: 0 });
  });

  test("the limit of an address holds when many come at once", async () => {
    const results = await Promise.allSettled(Array.from({ length: 26 }, () => handIn("192.0.2.2")));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
    for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "too-many" });
  });
});
