/**
 * `npm run restore-tables -- --stage prod --to 2026-11-28T12:00:00+08:00`: restores every table of an installation, as it was at that
 * moment (of the last 35 days), to new tables beside the old ones, and gives them what a restored table lacks. The settings then
 * name them, and a deploy takes functions, rights and alarms over.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { type TableDefinition, tables } from "../functions/tables.ts";
import { stages } from "./settings.ts";
import { tablePrefix } from "./tables.ts";

interface Restore {
  client: DynamoDBClient;
  stage: string;
  to: Date;
  /** Of the new tables' names: `r` and fourteen digits. A run that was broken off is gone on with under the same. */
  restored: string;
  tell: (line: string) => void;
  /** Between two looks at a table that is being restored; a large one takes hours. */
  pauseMs?: number;
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");

async function describe(client: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (nameOf(error) === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

/** Why a restored table is not the one that the functions expect, or nothing. */
function differences({ KeySchema = [], GlobalSecondaryIndexes = [] }: TableDescription, { indexes }: TableDefinition): string[] {
  const keys = (schema: { AttributeName?: string | undefined }[]) => schema.map(({ AttributeName }) => AttributeName).join(", ");
  const present = new Map(GlobalSecondaryIndexes.map(({ IndexName, KeySchema: schema = [] }) => [IndexName, keys(schema)]));
  return [
    ...(keys(KeySchema) === "pk, sk" ? [] : [`its keys are ${keys(KeySchema)}`]),
    ...Object.entries(indexes).flatMap(([index, { pk, sk }]) =>
      present.get(index) === `${pk}, ${sk}` ? [] : [`it has no index ${index} by ${pk}, ${sk}`],
    ),
  ];
}

/** What DynamoDB does not bring back with a table: expiry, recovery to a point in time, protection against deletion. */
async function reapply(client: DynamoDBClient, TableName: string): Promise<void> {
  const { TimeToLiveDescription: ttl } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (ttl?.TimeToLiveStatus !== "ENABLED" && ttl?.TimeToLiveStatus !== "ENABLING")
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true } }));
  await client.send(
    new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
  );
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
}

/** Restores all tables side by side. @throws Error with every table that came back other than the data map has it */
export async function restoreTables({ client, stage, to, restored, tell, pauseMs = 15_000 }: Restore): Promise<void> {
  const faults: string[] = [];
  const restoreOne = async (name: string, definition: TableDefinition) => {
    const [source, target] = [tablePrefix({ stage }) + name, tablePrefix({ stage, restored }) + name];
    let table = await describe(client, target);
    if (!table) {
      await client.send(new RestoreTableToPointInTimeCommand({ SourceTableName: source, TargetTableName: target, RestoreDateTime: to }));
      tell(`${source}: is being restored to ${target}`);
    }
    while (table?.TableStatus !== "ACTIVE") {
      await sleep(pauseMs);
      table = await describe(client, target);
      if (!table) throw new Error(`${target} is gone again`);
    }
    await reapply(client, target);
    faults.push(...differences(table, definition).map((why) => `${target}: ${why}`));
    tell(`${target}: ready`);
  };
  await Promise.all(Object.entries(tables as Record<string, TableDefinition>).map(([name, definition]) => restoreOne(name, definition)));
  if (faults.length > 0) throw new Error(`${faults.join("; ")}. Deploy the version that wrote these tables.`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { stage: { type: "string" }, to: { type: "string" }, restored: { type: "string" } } });
  const settings = stages.find(({ stage }) => stage === values.stage);
  if (!settings) throw new Error(`--stage must be one of ${stages.map(({ stage }) => stage).join(", ")}.`);
  const to = new Date(values.to ?? "");
  if (Number.isNaN(to.getTime())) throw new Error("--to must be a moment with its time zone, such as 2026-11-28T12:00:00+08:00.");
  const restored = values.restored ?? `r${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}`;
  const client = new DynamoDBClient({ region: settings.region, maxAttempts: 5 });
  process.stdout.write(`restoring as ${restored}; if this is broken off, run it again with --restored ${restored}\n`);
  await restoreTables({ client, stage: settings.stage, to, restored, tell: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(
    `Now set restored: "${restored}" for ${settings.stage} in infra/settings.ts and run: npx cdk deploy gxjt-${settings.stage}\n`,
  );
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
