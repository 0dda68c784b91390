import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import type { WholeStore } from "../../functions/store/store.ts";
import { endpointMissing } from "./dynamo-endpoint.ts";
import { type EmulatorName, emulatorMissing, startEmulator } from "./dynamo-emulators.ts";

/** A small data map: what the store does depends on its shape, not on the product's tables. */
export const testTables = {
  entries: { indexes: { byState: { pk: "statePk", sk: "stateSk" }, byUnit: { pk: "unitPk", sk: "stateSk" } } },
  "side-entries": { indexes: {} },
};

export const cursorKey = "a cursor key for tests only";

export interface RunningEngine {
  /** Opens the store; all stores of one engine see the same data, except that SQLite allows one at a time. */
  open(now: () => number): Promise<WholeStore>;
  stop(): Promise<void>;
}

export interface Engine {
  name: string;
  /** Why it cannot run here. */
  missing?: string | undefined;
  /** A fault of the engine itself: its prefixes do not tell upper from lower case. */
  caseBlindPrefixes?: boolean;
  start(): Promise<RunningEngine>;
}

export const sqlite: Engine = {
  name: "sqlite",
  start: async () => {
    const folder = mkdtempSync(join(tmpdir(), "gxjt-store-"));
    return {
      open: (now) => openSqliteStore({ folder, tables: testTables, cursorKey, now }),
      stop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

export const emulator = (name: EmulatorName): Engine => ({
  name,
  missing: emulatorMissing(name),
  caseBlindPrefixes: name === "dynoxide",
  start: async () => {
    const { endpoint, region, credentials, stop } = await startEmulator(name);
    const options = { endpoint, region, credentials, tablePrefix: "test-", tables: testTables, cursorKey, createTables: true };
    return { open: (now) => openDynamoStore({ ...options, now }), stop };
  },
});

/** The engine that DYNAMODB_ENDPOINT names, with region and credentials from the usual variables. */
export const endpoint: Engine = {
  name: "the engine at DYNAMODB_ENDPOINT",
  missing: endpointMissing,
  start: async () => {
    const options = {
      endpoint: process.env["DYNAMODB_ENDPOINT"]!,
      tablePrefix: "gxjt-test-",
      tables: testTables,
      cursorKey,
      createTables: true,
    };
    return { open: (now) => openDynamoStore({ ...options, now }), stop: async () => {} };
  },
};
