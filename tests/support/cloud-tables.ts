import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import { setTimeout as sleep } from "node:timers/promises";
import { resourcesOf, type Template } from "./cloud-assembly.ts";
import type { Emulator } from "./dynamo-emulators.ts";

async function present(client: DynamoDBClient): Promise<string[]> {
  const names: string[] = [];
  let last: string | undefined;
  do {
    const page = await client.send(new ListTablesCommand(last ? { ExclusiveStartTableName: last } : {}));
    names.push(...(page.TableNames ?? []));
    last = page.LastEvaluatedTableName;
  } while (last);
  return names;
}

/** Some engines call a table active before it answers. */
async function untilItAnswers(client: DynamoDBClient, TableName: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const indexes = (Table?.GlobalSecondaryIndexes ?? []).every(({ IndexStatus = "ACTIVE" }) => IndexStatus === "ACTIVE");
    if (Table?.TableStatus === "ACTIVE" && indexes) {
      const found = await client.send(new GetItemCommand({ TableName, Key: { pk: { S: "start" }, sk: { S: "start" } } })).then(
        () => true,
        (error: unknown) => {
          if (error instanceof ResourceNotFoundException) return false;
          throw error;
        },
      );
      if (found) return;
    }
    await sleep(50);
  }
  throw new Error(`the table ${TableName} does not become active`);
}

/**
 * Makes the tables as the template describes them: there is no second definition. Their names are the template's, so an engine that has
 * one of them is refused: it may be somebody's installation.
 * @returns what deletes them again
 */
export async function createTables({ endpoint, region, credentials }: Emulator, of: Template): Promise<() => Promise<void>> {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const wanted = Object.values(resourcesOf(of, "AWS::DynamoDB::Table")).map(({ Properties }) => Properties);
  const there = new Set(await present(client));
  const taken = wanted.map(({ TableName }) => TableName as string).filter((name) => there.has(name));
  if (taken.length > 0)
    throw new Error(`${endpoint} has tables of these names already: ${taken.join(", ")}. Take another engine, or delete them.`);
  for (const { TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode } of wanted) {
    await client.send(new CreateTableCommand({ TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode }));
    await untilItAnswers(client, TableName);
  }
  return async () => {
    for (const { TableName } of wanted) await client.send(new DeleteTableCommand({ TableName }));
    client.destroy();
  };
}
