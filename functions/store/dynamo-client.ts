import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { CursorKey } from "./cursor.ts";
import type { StoreTables } from "./limits.ts";

export interface DynamoStoreOptions {
  tables: StoreTables;
  /** Before each table's name, so that several installations share one account. */
  tablePrefix: string;
  cursorKey: CursorKey;
  /** Any server that speaks DynamoDB's API; without it AWS. */
  endpoint?: string;
  region?: string;
  credentials?: DynamoDBClientConfig["credentials"];
  /** Milliseconds since 1970; the tests' own clock. */
  now?: () => number;
  /** For endpoints without a template: make what is missing before the first use. */
  createTables?: boolean;
  /** How long one try may take. */
  requestTimeoutMs?: number;
}

/** What every part of the engine works with. */
export interface Connection {
  client: DynamoDBClient;
  tables: StoreTables;
  /** The table's name on the engine. */
  physical: (table: string) => string;
  /** Epoch seconds. */
  seconds: () => number;
}

const TRIES = 4;
const CONNECT_MS = 1000;
const REQUEST_MS = 3000;

export function connect(options: DynamoStoreOptions): Connection {
  const { tables, tablePrefix, endpoint, region, credentials, now = Date.now } = options;
  const client = new DynamoDBClient({
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(credentials !== undefined && { credentials }),
    // The SDK's standard mode waits at random, up to a doubled bound, between tries.
    maxAttempts: TRIES,
    retryMode: "standard",
    // Without the last of these the request time-out only writes a warning.
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: options.requestTimeoutMs ?? REQUEST_MS,
      throwOnRequestTimeout: true,
    },
  });
  return { client, tables, physical: (table) => tablePrefix + table, seconds: () => Math.floor(now() / 1000) };
}
