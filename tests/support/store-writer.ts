/**
 * A process that writes until it is killed: `node store-writer.ts <folder>`. It prints the number of each transaction once
 * the store has acknowledged it, and nothing before.
 */
import { writeSync } from "node:fs";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { StoreUnavailable } from "../../functions/store/store.ts";
import { cursorKey, testTables } from "./store-engines.ts";

const [folder = "", first = "0"] = process.argv.slice(2);
const CALLERS = 8;
const SIZES = [10, 300, 6000];

// A file size limit is met as a signal first; without a listener it ends the process.
process.on("SIGXFSZ", () => {});

const store = await openSqliteStore({ folder, tables: testTables, cursorKey });
let next = Number(first);

/** Both halves of a pair carry the pair's number: after a crash they must be there together, or not at all. */
async function write(number: number): Promise<void> {
  // Large enough that a kill often falls into the writing of pages.
  const half = { text: "讲".repeat(SIZES[number % SIZES.length]!), number };
  await store.transact([
    {
      put: {
        table: "entries",
        item: { pk: "pairs", sk: `${number}`, ...half, statePk: "all", stateSk: `${number}` },
        condition: { ifAbsent: true },
      },
    },
    { put: { table: "side-entries", item: { pk: "pairs", sk: `${number}`, ...half }, condition: { ifAbsent: true } } },
    { add: { table: "entries", key: { pk: "count", sk: "pairs" }, amounts: { n: 1 } } },
  ]);
  // Synchronous, because an acknowledgement in a buffer would die with the process.
  writeSync(1, `${number}\n`);
}

await Promise.all(
  Array.from({ length: CALLERS }, async () => {
    try {
      for (;;) await write(next++);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }),
);
// Only a full disk leads here: reads must still be answered.
const count = await store.get("entries", { pk: "count", sk: "pairs" });
writeSync(1, `full ${String(count?.["n"])}\n`);
