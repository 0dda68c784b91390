import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  GetItemCommand,
  QueryCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { Connection } from "./dynamo-client.ts";
import { isInUse, isMissing } from "./dynamo-errors.ts";
import { encodeMap } from "./dynamo-values.ts";
import type { StoreTables } from "./limits.ts";
import { StoreUnavailable } from "./store.ts";

const keySchema = (pk: string, sk: string) => [
  { AttributeName: pk, KeyType: "HASH" as const },
  { AttributeName: sk, KeyType: "RANGE" as const },
];

/** One table of the data map as DynamoDB's request for it. */
export function createTableInput(TableName: string, { indexes }: StoreTables[string]): CreateTableCommandInput {
  const keyed = new Set(["pk", "sk", ...Object.values(indexes).flatMap(({ pk, sk }) => [pk, sk])]);
  const secondary = Object.entries(indexes).map(([IndexName, { pk, sk }]) => ({
    IndexName,
    KeySchema: keySchema(pk, sk),
    Projection: { ProjectionType: "ALL" as const },
  }));
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keySchema("pk", "sk"),
    AttributeDefinitions: [...keyed].map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
    ...(secondary.length > 0 && { GlobalSecondaryIndexes: secondary }),
  };
}

async function isActive({ client }: Connection, TableName: string): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  // Not every engine states the status of an index.
  return (
    Table?.TableStatus === "ACTIVE" && (Table.GlobalSecondaryIndexes ?? []).every(({ IndexStatus = "ACTIVE" }) => IndexStatus === "ACTIVE")
  );
}

/** Some engines call a table active before it answers: only an answer counts. */
async function answers({ client }: Connection, TableName: string, { indexes }: StoreTables[string]): Promise<boolean> {
  try {
    await client.send(new GetItemCommand({ TableName, Key: encodeMap({ pk: "probe", sk: "probe" }) }));
    for (const [IndexName, { pk }] of Object.entries(indexes)) {
      const names = { ExpressionAttributeNames: { "#pk": pk }, ExpressionAttributeValues: encodeMap({ ":pk": "probe" }) };
      await client.send(new QueryCommand({ TableName, IndexName, KeyConditionExpression: "#pk = :pk", ...names, Limit: 1 }));
    }
    return true;
  } catch (error) {
    if (isMissing(error) || isInUse(error)) return false;
    throw error;
  }
}

const WAIT_MS = 30_000;
const PROBE_MS = 100;

/** Indexes that joined the data map after the table was made, one after the other; the engine fills them from what is there. */
async function addMissingIndexes(
  connection: Connection,
  TableName: string,
  { indexes }: StoreTables[string],
  present: Set<string | undefined>,
): Promise<void> {
  for (const [name, keys] of Object.entries(indexes)) {
    if (present.has(name)) continue;
    const { AttributeDefinitions, GlobalSecondaryIndexes } = createTableInput(TableName, { indexes: { [name]: keys } });
    const Create = GlobalSecondaryIndexes![0]!;
    await connection.client
      .send(new UpdateTableCommand({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create }] }))
      .catch((cause: unknown) => {
        // Another process of the same installation adds it.
        if (!isInUse(cause)) throw cause;
      });
    await untilActive(connection, TableName, { indexes: { [name]: keys } });
  }
}

async function untilActive(connection: Connection, TableName: string, definition: StoreTables[string]): Promise<void> {
  const end = Date.now() + WAIT_MS;
  while (!((await isActive(connection, TableName)) && (await answers(connection, TableName, definition)))) {
    if (Date.now() > end) throw new StoreUnavailable(`table ${TableName} does not become active`);
    await sleep(PROBE_MS);
  }
}

async function createTable(connection: Connection, name: string, definition: StoreTables[string]): Promise<void> {
  const { client, physical } = connection;
  const TableName = physical(name);
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    await addMissingIndexes(connection, TableName, definition, new Set(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)));
  } catch (error) {
    if (!isMissing(error)) throw error;
    await client.send(new CreateTableCommand(createTableInput(TableName, definition))).catch((cause: unknown) => {
      // Another process of the same installation was faster.
      if (!isInUse(cause)) throw cause;
    });
  }
  await untilActive(connection, TableName, definition);
  // Deletion is mere housekeeping, every read checks expiry: an engine without it, or with it on already, will do.
  const ttl = { TableName, TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true } };
  await client.send(new UpdateTimeToLiveCommand(ttl)).catch(() => undefined);
}

/** Makes the tables of the data map that the endpoint does not have yet, and waits until they answer. */
export async function createMissingTables(connection: Connection): Promise<void> {
  await Promise.all(Object.entries(connection.tables).map(([name, definition]) => createTable(connection, name, definition)));
}
