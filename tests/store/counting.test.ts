import { DynamoDBClient, PutItemCommand, QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { countingStore, itemBytes } from "../../functions/store/counting.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { encodeMap } from "../../functions/store/dynamo-values.ts";
import type { NewItem, TransactOperation } from "../../functions/store/store.ts";
import { type EmulatorName, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { sqlite, testTables } from "../support/store-engines.ts";

const text = (bytes: number) => "x".repeat(bytes);
const item = (sk: string, bytes: number, more: object = {}): NewItem => ({ pk: "p", sk, text: text(bytes), ...more });
const put = (given: NewItem): TransactOperation => ({ put: { table: "entries", item: given, condition: { ifAbsent: true } } });

describe("a store that counts in DynamoDB's units", () => {
  it("counts reads by 4 KB, of an index half; writes by 1 KB, of indexes too, in transactions twice", async () => {
    const engine = await sqlite.start();
    const inner = await engine.open(Date.now);
    const { store, taken } = countingStore(inner, testTables);
    const units = async (call: () => Promise<unknown>) => {
      await call().catch(() => undefined);
      const { reads, writes } = taken();
      return [reads, writes];
    };
    const indexed = { statePk: "waiting", stateSk: "1" };
    expect(await units(() => store.put("entries", item("a", 1500), { ifAbsent: true }))).toEqual([0, 2]);
    expect(await units(() => store.put("entries", item("b", 1500, indexed), { ifAbsent: true }))).toEqual([0, 4]);
    // Moved in the index: taken out and put in. The same place with another text: once.
    expect(await units(() => store.put("entries", item("b", 1500, { ...indexed, stateSk: "2" }), { ifVersion: 1 }))).toEqual([0, 6]);
    expect(await units(() => store.put("entries", item("b", 100, { ...indexed, stateSk: "2" }), { ifVersion: 2 }))).toEqual([0, 4]);
    expect(
      await units(() =>
        store.transact([put(item("c", 1500)), { check: { table: "entries", key: { pk: "p", sk: "b" }, condition: { ifVersion: 3 } } }]),
      ),
    ).toEqual([0, 6]);
    // What is refused is paid for as well.
    expect(await units(() => store.put("entries", item("a", 1500), { ifAbsent: true }))).toEqual([0, 2]);
    expect(await units(() => store.add({ table: "entries", key: { pk: "p", sk: "n" }, amounts: { count: 1 } }))).toEqual([0, 1]);
    expect(await units(() => store.get("entries", { pk: "p", sk: "none" }))).toEqual([1, 0]);
    expect(
      await units(() =>
        store.getMany(
          "entries",
          ["a", "a", "b", "none"].map((sk) => ({ pk: "p", sk })),
        ),
      ),
    ).toEqual([3, 0]);
    expect(await units(() => store.query({ table: "entries", pk: "p", limit: 10 }))).toEqual([1, 0]);
    expect(await units(() => store.query({ table: "entries", index: "byState", pk: "waiting", limit: 10 }))).toEqual([0.5, 0]);
    expect(await units(() => store.delete("entries", { pk: "p", sk: "b" }))).toEqual([0, 2]);
    await store.close();
    await engine.stop();
  });

  for (const name of ["dynoxide", "extenddb"] as EmulatorName[])
    it.skipIf(emulatorMissing(name))(
      `counts as ${name} counts`,
      async () => {
        const { endpoint, region, credentials, stop } = await startEmulator(name);
        const client = new DynamoDBClient({ endpoint, region, credentials });
        const options = {
          endpoint,
          region,
          credentials,
          tablePrefix: "test-",
          tables: testTables,
          cursorKey: "a cursor key for tests only",
        };
        const inner = await openDynamoStore({ ...options, createTables: true });
        const { store, taken } = countingStore(inner, testTables);
        const TableName = "test-entries";
        const asked = { ReturnConsumedCapacity: "TOTAL" as const };
        const values = { n: 12_345.678, list: [1, "二", null, true], map: { a: { b: -5 } }, statePk: "等待", stateSk: "1" };
        for (const bytes of [10, 900, 960, 1100, 5000, 70_000]) {
          const given = item(`put-${bytes}`, bytes, values);
          await store.put("entries", given, { ifAbsent: true });
          // The store adds its version to what it is given.
          const same = encodeMap({ ...given, sk: `raw-${bytes}`, version: 1 });
          const { ConsumedCapacity } = await client.send(new PutItemCommand({ TableName, Item: same, ...asked }));
          expect(taken().writes, `${bytes}`).toBe(ConsumedCapacity?.CapacityUnits);
        }
        await store.query({ table: "entries", pk: "p", limit: 100 });
        const names = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: encodeMap({ ":pk": "p" }) };
        const read = await client.send(new QueryCommand({ TableName, ...names, ConsistentRead: true, ...asked }));
        expect(taken().reads).toBe(read.ConsumedCapacity?.CapacityUnits);

        await store.transact([put(item("t1", 2000)), put(item("t2", 100))]);
        const raw = [item("t3", 2000), item("t4", 100)].map((one) => ({ Put: { TableName, Item: encodeMap({ ...one, version: 1 }) } }));
        const written = await client.send(new TransactWriteItemsCommand({ TransactItems: raw, ...asked }));
        expect(taken().writes).toBe(written.ConsumedCapacity?.[0]?.CapacityUnits);
        await store.close();
        await stop();
      },
      60_000,
    );

  it("measures items as DynamoDB's guide says", () => {
    expect(itemBytes({ pk: "a", sk: "二" })).toBe(2 + 1 + 2 + 3);
    expect(itemBytes({ n: 1, m: null, b: true })).toBe(1 + 2 + 1 + 1 + 1 + 1);
    expect(itemBytes({ l: [], m: {} })).toBe(1 + 3 + 1 + 3);
    expect(itemBytes({ l: ["ab"], gone: undefined })).toBe(1 + 3 + 1 + 2);
  });
});
