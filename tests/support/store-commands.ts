import fc from "fast-check";
import { expect } from "vitest";
import {
  type Add,
  ConditionFailed,
  type Item,
  type Key,
  type NewItem,
  type PutCondition,
  type Query,
  type TransactOperation,
} from "../../functions/store/store.ts";
import type { StoreModel } from "./store-model.ts";
import type { Subject } from "./store-subject.ts";

/** What commands work on: the store under test, and a prefix that keeps this run's partitions to itself. */
export interface Real extends Subject {
  run: string;
}

type Command = fc.AsyncCommand<StoreModel, Real>;

/** @param text the call as a counterexample shows it */
const command = (text: string, run: (model: StoreModel, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run,
  toString: () => text,
});

/** Runs a call. @returns its result, or the positions that were refused */
async function outcome<Result>(call: Promise<Result>): Promise<Result | { refused: number[] }> {
  return call.catch((error: unknown) => {
    if (error instanceof ConditionFailed) return { refused: error.operations };
    throw error;
  });
}

const refused = { refused: [0] };

// Few keys, so that calls meet; from every stretch of Unicode where orders differ.
const table = fc.constantFrom("entries", "side-entries");
const sk = fc.constantFrom("a", "a#1", "b", "中", "\uFFFD", "𠮷");
const key: fc.Arbitrary<Key> = fc.record({ pk: fc.constantFrom("一", "二"), sk });
const condition: fc.Arbitrary<PutCondition> = fc.oneof(
  fc.constant({ ifAbsent: true } as const),
  fc.record({ ifVersion: fc.integer({ min: 1, max: 3 }) }),
);
const lifetime = fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined, freq: 3 });
const attributes = fc.record(
  {
    text: fc.string({ unit: "grapheme", maxLength: 8 }),
    n: fc.integer({ min: -9, max: 9 }),
    statePk: fc.constantFrom("甲", "乙"),
    stateSk: sk,
  },
  { requiredKeys: [] },
);
const amounts = fc.dictionary(fc.constantFrom("n", "m"), fc.integer({ min: -5, max: 5 }));
const onlyWhile = fc.option(fc.record({ attribute: fc.constantFrom("n", "m"), below: fc.integer({ min: -2, max: 6 }) }), {
  nil: undefined,
});

/** Puts the run's prefix before what must not meet other runs, and turns lifetimes into times. */
const scoped = (run: string, { pk, sk }: Key): Key => ({ pk: run + pk, sk });

interface Draft {
  table: string;
  key: Key;
  kind: "put" | "add" | "delete" | "check";
  attributes: { text?: string; n?: number; statePk?: string; stateSk?: string };
  condition: PutCondition;
  lifetime: number | undefined;
  amounts: Record<string, number>;
  onlyWhile: { attribute: string; below: number } | undefined;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  table,
  key,
  kind: fc.constantFrom("put", "add", "delete", "check"),
  attributes,
  condition,
  lifetime,
  amounts,
  onlyWhile,
});

function itemOf(draft: Draft, { run, seconds }: Real): NewItem {
  const { statePk, ...rest } = draft.attributes;
  const item: NewItem = { ...scoped(run, draft.key), ...rest, ...(statePk !== undefined && { statePk: run + statePk }) };
  return draft.lifetime === undefined ? item : { ...item, expiresAt: seconds() + draft.lifetime };
}

function addOf({ table, key, amounts, onlyWhile, lifetime }: Draft, { run, seconds }: Real): Add {
  return {
    table,
    key: scoped(run, key),
    amounts,
    ...(onlyWhile && { onlyWhile }),
    ...(lifetime !== undefined && { expiresAt: seconds() + lifetime }),
  };
}

function operationOf(draft: Draft, real: Real): TransactOperation {
  const { table, kind, condition } = draft;
  const key = scoped(real.run, draft.key);
  if (kind === "put") return { put: { table, item: itemOf(draft, real), condition } };
  if (kind === "add") return { add: addOf(draft, real) };
  if (kind === "delete") return { delete: { table, key, ...("ifVersion" in condition && condition) } };
  return { check: { table, key, condition } };
}

const single = draft.map((draft) =>
  command(JSON.stringify(draft), async (model, real) => {
    const { table, kind, condition } = draft;
    const key = scoped(real.run, draft.key);
    if (kind === "put") {
      const item = itemOf(draft, real);
      const expected = model.put(table, item, condition);
      expect(await outcome(real.store.put(table, item, condition))).toEqual(expected || refused);
    } else if (kind === "add") {
      const add = addOf(draft, real);
      const expected = model.add(add);
      expect(await outcome(real.store.add(add))).toEqual(expected || refused);
    } else if (kind === "delete") {
      const version = "ifVersion" in condition ? condition : undefined;
      const expected = model.delete(table, key, version?.ifVersion);
      expect(await outcome(real.store.delete(table, key, version))).toEqual(expected ? undefined : refused);
    } else {
      expect(await real.store.get(table, key)).toEqual(model.get(table, key));
    }
  }),
);

const together = fc
  .uniqueArray(draft, { selector: ({ table, key }) => `${table}/${key.pk}/${key.sk}`, minLength: 1, maxLength: 6 })
  .map((drafts) =>
    command(`transact ${JSON.stringify(drafts)}`, async (model, real) => {
      const operations = drafts.map((draft) => operationOf(draft, real));
      const positions = model.transact(operations);
      expect(await outcome(real.store.transact(operations))).toEqual(positions.length > 0 ? { refused: positions } : undefined);
    }),
  );

const many = fc.tuple(table, fc.array(key, { maxLength: 8 })).map(([table, keys]) =>
  command(`getMany ${table} ${JSON.stringify(keys)}`, async (model, { store, run }) => {
    const asked = keys.map((key) => scoped(run, key));
    expect(await store.getMany(table, asked)).toEqual(asked.map((key) => model.get(table, key)));
  }),
);

const bounds: fc.Arbitrary<Query["sk"]> = fc.oneof(
  fc.constant(undefined),
  fc.record({ equals: sk }),
  fc.record({ prefix: fc.constantFrom("", "a", "中", "\uFFFD") }),
  fc.record({ from: sk, to: sk }, { requiredKeys: [] }),
);

const asking = fc
  .record({
    index: fc.boolean(),
    table,
    pk: fc.nat(1),
    sk: bounds,
    order: fc.constantFrom("ascending" as const, "descending" as const),
    limit: fc.constantFrom(1, 2, 100),
  })
  .map((drawn) =>
    command(`query ${JSON.stringify(drawn)}`, async (model, { store, run }) => {
      const by = drawn.index
        ? ({ index: "byState", table: "entries", pk: run + ["甲", "乙"][drawn.pk]! } as const)
        : { table: drawn.table, pk: run + ["一", "二"][drawn.pk]! };
      const query: Query = { ...by, order: drawn.order, limit: drawn.limit, ...(drawn.sk && { sk: drawn.sk }) };
      const items: Item[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.query({ ...query, cursor });
        expect(page.items.length).toBe(page.cursor === undefined ? page.items.length : drawn.limit);
        items.push(...page.items);
        cursor = page.cursor;
      } while (cursor !== undefined);
      const expected = model.query(query);
      // Items that an index sorts alike come in the engine's own order.
      const plain = (list: Item[]) => (drawn.index ? list.map((item) => JSON.stringify(Object.entries(item).toSorted())).toSorted() : list);
      expect(plain(items)).toEqual(plain(expected));
      if (drawn.index) expect(items.map((item) => item["stateSk"])).toEqual(expected.map((item) => item["stateSk"]));
    }),
  );

const passing = fc.integer({ min: 1, max: 40 }).map((seconds) =>
  command(`pass ${seconds} s`, async (model, real) => {
    real.pass(seconds);
    model.seconds = real.seconds();
  }),
);

/** A list of calls in the proportions that meet most often. */
export const storeCommands = (maxCommands: number) =>
  fc.commands([single, single, single, together, many, asking, passing], { maxCommands, size: "max" });
