import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { ConditionFailed, type Store, StoreUnavailable, type TransactOperation } from "../../functions/store/store.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { cursorKey, testTables } from "../support/store-engines.ts";
import { dynamoError, type FaultyProxy, startFaultyProxy } from "../support/store-faulty-proxy.ts";

const missing = emulatorMissing("dynoxide");
if (missing) notRun("the DynamoDB engine on a faulty network", missing);

describe.skipIf(missing)("DynamoDB on a faulty network", () => {
  let emulator: Emulator;
  let proxy: FaultyProxy;
  let store: Store;
  let key: { pk: string; sk: string };
  const table = "entries";

  beforeAll(async () => {
    emulator = await startEmulator("dynoxide");
    const { region, credentials } = emulator;
    const options = { region, credentials, tablePrefix: "test-", tables: testTables, cursorKey, requestTimeoutMs: 150 };
    await (await openDynamoStore({ ...options, endpoint: emulator.endpoint, createTables: true })).close();
    proxy = await startFaultyProxy(emulator.endpoint);
    store = await openDynamoStore({ ...options, endpoint: proxy.endpoint });
  });
  afterAll(async () => {
    await store?.close();
    await proxy?.stop();
    await emulator?.stop();
  });
  beforeEach(() => {
    key = { pk: randomUUID(), sk: "a" };
  });

  describe("when the answer to a write is lost", () => {
    it("does not take its own put for a conflict", async () => {
      proxy.plan("PutItem", ["lose", "lose"]);
      expect(await store.put(table, key, { ifAbsent: true })).toBe(1);
      proxy.plan("PutItem", ["lose"]);
      expect(await store.put(table, { ...key, n: 1 }, { ifVersion: 1 })).toBe(2);
      expect(await store.get(table, key)).toEqual({ ...key, n: 1, version: 2 });
    });

    it("still takes another's put for a conflict", async () => {
      await store.put(table, key, { ifAbsent: true });
      proxy.plan("PutItem", ["lose"]);
      await expect(store.put(table, key, { ifAbsent: true })).rejects.toBeInstanceOf(ConditionFailed);
    });

    it("says that it does not know when another write has covered the trace", async () => {
      await store.put(table, key, { ifAbsent: true });
      const seen = proxy.seen("PutItem");
      proxy.plan("PutItem", ["lose", "hang"]);
      const unclear = store.put(table, { ...key, n: 1 }, { ifVersion: 1 });
      unclear.catch(() => {});
      await expect.poll(() => proxy.seen("PutItem"), { interval: 2 }).toBe(seen + 2);
      proxy.plan("PutItem", []);
      await store.put(table, { ...key, n: 2 }, { ifVersion: 2 });
      await expect(unclear).rejects.toBeInstanceOf(StoreUnavailable);
    });

    it("adds once", async () => {
      proxy.plan("UpdateItem", ["lose", "lose"]);
      expect(await store.add({ table, key, amounts: { n: 1 } })).toEqual({ ...key, n: 1, version: 1 });
      proxy.plan("UpdateItem", ["lose"]);
      const limited = { table, key, amounts: { n: 1 }, onlyWhile: { attribute: "n", below: 2 } };
      expect(await store.add(limited)).toEqual({ ...key, n: 2, version: 2 });
      await expect(store.add(limited)).rejects.toBeInstanceOf(ConditionFailed);
      expect(await store.get(table, key)).toEqual({ ...key, n: 2, version: 2 });
    });

    it("deletes without a conflict", async () => {
      await store.put(table, key, { ifAbsent: true });
      proxy.plan("DeleteItem", ["lose"]);
      await store.delete(table, key, { ifVersion: 1 });
      expect(await store.get(table, key)).toBeUndefined();
    });

    const handIn = (): TransactOperation[] => [
      { put: { table, item: key, condition: { ifAbsent: true } } },
      { add: { table, key: { ...key, sk: "count" }, amounts: { n: 1 } } },
    ];

    it("applies a transaction once, with and without a token", async () => {
      proxy.plan("TransactWriteItems", ["lose"]);
      await store.transact(handIn());
      expect(await store.get(table, { ...key, sk: "count" })).toMatchObject({ n: 1 });
      key = { ...key, pk: randomUUID() };
      proxy.plan("TransactWriteItems", ["lose"]);
      await store.transact(handIn(), key.pk);
      expect(await store.get(table, { ...key, sk: "count" })).toMatchObject({ n: 1 });
    });

    it("lets the caller send a token again after all tries were lost", async () => {
      proxy.plan("TransactWriteItems", [], "lose");
      await expect(store.transact(handIn(), key.pk)).rejects.toBeInstanceOf(StoreUnavailable);
      proxy.plan("TransactWriteItems", []);
      await store.transact(handIn(), key.pk);
      expect(await store.get(table, { ...key, sk: "count" })).toMatchObject({ n: 1 });
    });
  });

  describe("when the engine is away", () => {
    const throttled = dynamoError("ThrottlingException");
    const failing = { status: 500, body: () => ({ __type: "InternalServerError", message: "down" }) };

    it("is patient for a while", async () => {
      proxy.plan("GetItem", ["hang", failing]);
      expect(await store.get(table, key)).toBeUndefined();
      proxy.plan("PutItem", [throttled, dynamoError("ProvisionedThroughputExceededException"), failing]);
      expect(await store.put(table, key, { ifAbsent: true })).toBe(1);
    });

    it.each([
      ["silent", "hang"],
      ["throttling", throttled],
      ["failing", failing],
      ["lossy", "lose"],
    ] as const)("gives up in time when it stays %s", async (_how, fault) => {
      for (const operation of ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"])
        proxy.plan(operation, [], fault);
      const started = performance.now();
      const calls = [
        store.get(table, key),
        store.getMany(table, [key]),
        store.query({ table, pk: key.pk, limit: 1 }),
        store.put(table, key, { ifAbsent: true }),
        store.add({ table, key: { ...key, sk: "b" }, amounts: { n: 1 } }),
        store.delete(table, { ...key, sk: "c" }),
        store.transact([{ delete: { table, key: { ...key, sk: "d" } } }]),
      ];
      const results = await Promise.allSettled(calls);
      for (const operation of ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"])
        proxy.plan(operation, []);
      for (const result of results) expect(result).toMatchObject({ status: "rejected", reason: { name: "StoreUnavailable" } });
      expect(performance.now() - started).toBeLessThan(5000);
    });

    it("says so when nothing listens", async () => {
      const nowhere = await startFaultyProxy(emulator.endpoint);
      await nowhere.stop();
      const { region, credentials } = emulator;
      const lonely = await openDynamoStore({
        endpoint: nowhere.endpoint,
        region,
        credentials,
        tablePrefix: "test-",
        tables: testTables,
        cursorKey,
      });
      await expect(lonely.get(table, key)).rejects.toBeInstanceOf(StoreUnavailable);
      await lonely.close();
      await expect(lonely.get(table, key)).rejects.toBeInstanceOf(StoreUnavailable);
    });
  });

  describe("when the engine leaves something undone", () => {
    const unread = {
      status: 200,
      body: (request: string) => ({ Responses: {}, UnprocessedKeys: (JSON.parse(request) as { RequestItems: unknown }).RequestItems }),
    };
    const conflict = dynamoError("TransactionCanceledException", {
      CancellationReasons: [{ Code: "None" }, { Code: "TransactionConflict" }],
    });
    const operations = (): TransactOperation[] => [
      { put: { table, item: key, condition: { ifAbsent: true } } },
      { delete: { table, key: { ...key, sk: "b" } } },
    ];

    it("asks again for keys that a batch left out", async () => {
      await store.put(table, key, { ifAbsent: true });
      proxy.plan("BatchGetItem", [unread, unread]);
      expect(await store.getMany(table, [key])).toEqual([{ ...key, version: 1 }]);
      proxy.plan("BatchGetItem", [], unread);
      await expect(store.getMany(table, [key])).rejects.toBeInstanceOf(StoreUnavailable);
      proxy.plan("BatchGetItem", []);
    });

    it("repeats a transaction that met another one", async () => {
      proxy.plan("TransactWriteItems", [conflict, conflict]);
      await store.transact(operations());
      expect(await store.get(table, key)).toBeDefined();
      proxy.plan("TransactWriteItems", [], conflict);
      await expect(store.transact(operations())).rejects.toBeInstanceOf(StoreUnavailable);
      proxy.plan("TransactWriteItems", []);
    });

    it("repeats a single write that met a transaction", async () => {
      proxy.plan("UpdateItem", [dynamoError("TransactionConflictException")]);
      expect(await store.add({ table, key, amounts: { n: 1 } })).toMatchObject({ n: 1 });
    });
  });
});
