import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import type { Store } from "../../functions/store/store.ts";
import { putFrozen, putRemark, putRoster, type Roster } from "../../functions/inspection/table.ts";
import { tables } from "../../functions/tables.ts";
import { notesOf } from "../notes/support.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { inspected, MONTH, type Inspected } from "./support.ts";

const missing = emulatorMissing("dynoxide");
if (missing) notRun("signed inspection sheets on DynamoDB", missing);

const PEOPLE = ["person-a", "person-b", "person-c", "person-l"];
const SHEET = `inspection#${MONTH}`;

/** Everything that the store holds of the sheet, read through the port, so that both engines are asked alike. */
async function stored({ column: { store } }: Inspected) {
  const { items } = await store.query({ table: "notes", pk: SHEET, limit: 1000 });
  return { items, entry: await store.get("notes", { pk: "inspections", sk: MONTH }) };
}

type Operation = (all: Inspected) => Promise<unknown>;
const who = fc.constantFrom(...PEOPLE, "nobody");
const text = fc.string({ unit: "grapheme", maxLength: 40 });

/** Every way that the product has to a sheet, and what the notes do meanwhile. */
const operations: fc.Arbitrary<[name: string, run: Operation]> = fc.oneof(
  fc
    .tuple(who, text, fc.nat(3))
    .map(([person, words, version]): [string, Operation] => [
      "remark",
      async (all) => expect([400, 409]).toContain((await all.remark(person, words, version)).status),
    ]),
  fc.constant<[string, Operation]>(["recount", async (all) => expect((await all.recount()).status).toBe(409)]),
  fc.string().map((fingerprint): [string, Operation] => [
    "sign",
    async (all) => {
      const { status, body } = await all.sign(fingerprint.slice(0, 90));
      expect([status, body.code]).toEqual([409, "illegal-step"]);
    },
  ]),
  fc.constant<[string, Operation]>(["make", async (all) => expect(await all.make()).toBe(0)]),
  text.map((words): [string, Operation] => [
    "note",
    async (all) => expect((await notesOf(all.column, all.first).create({ text: words, day: "2026-10-09" })).status).toBe(201),
  ]),
  fc.constant<[string, Operation]>(["come", async (all) => void (await all.column.signIn(["cadre"], { name: "新来", office: "办公室" }))]),
  // Beneath the routes: the domain's own writes, with whatever versions.
  fc
    .tuple(who, text, fc.nat(3))
    .map(([person, words, version]): [string, Operation] => [
      "put a 批阅",
      async ({ column }) =>
        expect(column.store.transact(putRemark(MONTH, { person, text: words, version }))).rejects.toThrow("condition failed"),
    ]),
  fc
    .nat(3)
    .map((version): [string, Operation] => [
      "put a roster",
      async ({ column }) =>
        expect(column.store.transact(putRoster({ month: MONTH, madeAt: "x", people: [], version }))).rejects.toThrow("condition failed"),
    ]),
  fc.tuple(fc.nat(3), fc.nat(3)).map(([version, writes]): [string, Operation] => [
    "put a signature",
    async ({ column }) => {
      const signed = { month: MONTH, madeAt: "x", lines: [], signedAt: "x", signedBy: { id: "x", name: "x" } };
      const roster: Roster = { month: MONTH, madeAt: "x", people: [], version };
      const put = putFrozen({ content: "{}", hash: "x", signed }, roster, writes);
      await expect(column.store.transact(put)).rejects.toThrow("condition failed");
    },
  ]),
);

async function staysAsSigned(openStore: ((now: () => number) => Promise<Store>) | undefined, numRuns: number): Promise<void> {
  const all = await inspected(openStore);
  await all.make();
  await all.remark("person-a", "认真。");
  expect((await all.sign()).status).toBe(200);
  const [before, view] = [await stored(all), await all.sheet()];
  expect(before.items.map(({ sk }) => sk)).toEqual(["remark#person-a", "roster", "signed", "writes"]);
  let tried = 0;
  const property = fc.asyncProperty(fc.array(operations, { minLength: 1, maxLength: 8 }), async (steps) => {
    for (const [, run] of steps) {
      await run(all);
      tried += 1;
    }
    expect(await stored(all)).toEqual(before);
    expect(await all.sheet()).toEqual(view);
  });
  await fc.assert(property, { numRuns, endOnFailure: true });
  expect(tried).toBeGreaterThan(numRuns);
}

/** Signing beside writing: what is signed is what was seen, whoever is quicker. */
async function signsWhatWasSeen(openStore?: (now: () => number) => Promise<Store>): Promise<void> {
  const all = await inspected(openStore);
  await all.make();
  const seen = await all.sheet();
  const [signed, ...written] = await Promise.all([
    all.sign(seen.fingerprint),
    ...PEOPLE.map((person) => all.remark(person, `给${person}`)),
  ]);
  const { lines, state } = await all.sheet();
  expect(state === "signed").toBe(signed.status === 200);
  for (const [place, { status }] of written.entries()) {
    // A 批阅 that was taken is seen: on the open sheet, or refused by the signature.
    const there = lines.find(({ person }) => person === PEOPLE[place])!.remark !== "";
    expect(there).toBe(status === 200);
    if (status === 200) expect(signed.status).toBe(409);
  }
}

describe("a signed sheet stays as it was signed, whatever is tried", () => {
  test("on SQLite", () => staysAsSigned(undefined, 40), 60_000);
  test("signing beside writing, on SQLite", () => signsWhatWasSeen());

  describe.skipIf(missing)("on DynamoDB", () => {
    let emulator: Emulator;
    beforeAll(async () => {
      emulator = await startEmulator("dynoxide");
    }, 60_000);
    afterAll(() => emulator?.stop());
    const open = (tablePrefix: string) => (now: () => number) => {
      const { endpoint, region, credentials } = emulator;
      return openDynamoStore({
        endpoint,
        region,
        credentials,
        tablePrefix,
        tables,
        cursorKey: "a key of cursors",
        createTables: true,
        now,
      });
    };

    test("as well", () => staysAsSigned(open("locked-"), 15), 60_000);
    test("signing beside writing", () => signsWhatWasSeen(open("beside-")), 60_000);
  });
});
