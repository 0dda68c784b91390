import { describe, expect, it } from "vitest";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { hasTransactions } from "../../functions/store/probe.ts";
import { ConditionFailed, type Store, StoreUnavailable } from "../../functions/store/store.ts";
import { tables } from "../../functions/tables.ts";
import { type EmulatorName, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { runToEnd } from "../support/server-process.ts";
import { dynamoError, startFaultyProxy } from "../support/store-faulty-proxy.ts";

const options = { tablePrefix: "probe-", tables, cursorKey: "a key of cursors for tests", createTables: true };

describe("an engine's word of all or none is tried at the start", () => {
  for (const name of ["dynoxide", "extenddb"] as EmulatorName[])
    it.skipIf(emulatorMissing(name))(
      `${name} keeps it, and nothing is left behind`,
      async () => {
        const emulator = await startEmulator(name);
        const store = await openDynamoStore({ ...options, ...emulator });
        expect(await hasTransactions(store)).toBe(true);
        expect((await store.scan("people", { limit: 10 })).items).toEqual([]);
        await store.close();
        await emulator.stop();
      },
      60_000,
    );

  it.skipIf(emulatorMissing("dynoxide"))(
    "the server refuses an engine without transactions in one sentence",
    async () => {
      const emulator = await startEmulator("dynoxide");
      const proxy = await startFaultyProxy(emulator.endpoint);
      // What ScyllaDB Alternator answers.
      proxy.plan("TransactWriteItems", [], dynamoError("UnknownOperationException"));
      const ended = await runToEnd({
        STORE: "dynamodb",
        DYNAMODB_ENDPOINT: proxy.endpoint,
        SECRET: "a secret for tests, long enough for it",
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
        DATA_DIR: "/nonexistent",
      });
      expect([ended.code, ended.out]).toEqual([1, ""]);
      expect(ended.error).toMatch(
        /^The database at DYNAMODB_ENDPOINT \S+ has no transactions of several items \(TransactWriteItems\)[^\n]+\n$/,
      );
      await proxy.stop();
      await emulator.stop();
    },
    60_000,
  );

  it("tells an engine that only pretends", async () => {
    const some = { pk: "start", sk: "transaction", version: 1 };
    const pretending = (transact: Store["transact"], found?: typeof some) =>
      hasTransactions({ transact, get: async () => found } as unknown as Store);
    expect(await pretending(async () => undefined)).toBe(false);
    expect(await pretending(() => Promise.reject(new ConditionFailed([1])), some)).toBe(false);
    expect(await pretending(() => Promise.reject(new ConditionFailed([1])))).toBe(true);
    await expect(pretending(() => Promise.reject(new StoreUnavailable("away")))).rejects.toThrow("away");
  });
});
