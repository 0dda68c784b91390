import { createServer, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterEach, expect, test } from "vitest";
import { createTableInput } from "../../functions/store/dynamo-tables.ts";
import { type TableDefinition, tables } from "../../functions/tables.ts";
import type { Tree } from "../support/cloud-assembly.ts";
import { restoreTables } from "../../infra/restore-tables.ts";

const RESTORED = "r20261128120000";
const names = Object.keys(tables);
let server: Server;
afterEach(() => server.close());

/** DynamoDB's calls about whole tables, with the faults of a real restore: it takes a while, and brings no settings back. */
async function fake(change: (table: Record<string, unknown>) => void = () => undefined) {
  const calls: [operation: string, asked: Record<string, Tree>][] = [];
  const made = new Map<string, { looks: number; ttl: boolean }>();
  server = createServer((incoming, answer) => {
    void json(incoming).then((body) => {
      const asked = body as Record<string, Tree>;
      const operation = String(incoming.headers["x-amz-target"]).split(".").at(-1)!;
      calls.push([operation, asked]);
      const refuse = (name: string) =>
        answer.writeHead(400).end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name }));
      const target = made.get(asked["TableName"]);
      if (operation === "RestoreTableToPointInTime") made.set(asked["TargetTableName"], { looks: 0, ttl: false });
      else if (!target) return void refuse("ResourceNotFoundException");
      const table: Record<string, unknown> = {};
      if (operation === "DescribeTable" && target) {
        const name = String(asked["TableName"]).replace(`gxjt-prod-${RESTORED}-`, "");
        Object.assign(table, createTableInput(asked["TableName"], (tables as Record<string, TableDefinition>)[name]!), {
          TableStatus: target.looks++ > 1 ? "ACTIVE" : "CREATING",
        });
        change(table);
      }
      answer
        .writeHead(200)
        .end(JSON.stringify({ Table: table, TimeToLiveDescription: { TimeToLiveStatus: target?.ttl ? "ENABLED" : "DISABLED" } }));
      if (operation === "UpdateTimeToLive") target!.ttl = true;
      return undefined;
    });
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as { port: number };
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "x", secretAccessKey: "x" },
  });
  const restore = { client, stage: "prod", to: new Date("2026-11-28T04:00:00Z"), restored: RESTORED, tell: () => undefined, pauseMs: 5 };
  return { calls, restore };
}

const of = (calls: [string, Record<string, Tree>][], operation: string) =>
  calls.flatMap(([name, asked]) => (name === operation ? [asked] : []));

test("every table comes back beside the old one, with expiry, recovery and protection; again, nothing is restored twice", async () => {
  const { calls, restore } = await fake();
  await restoreTables(restore);
  expect(
    of(calls, "RestoreTableToPointInTime").map(({ SourceTableName, TargetTableName, RestoreDateTime }) => [
      SourceTableName,
      TargetTableName,
      RestoreDateTime,
    ]),
  ).toEqual(names.map((name) => [`gxjt-prod-${name}`, `gxjt-prod-${RESTORED}-${name}`, Date.parse("2026-11-28T04:00:00Z") / 1000]));
  const targets = names.map((name) => `gxjt-prod-${RESTORED}-${name}`).toSorted();
  for (const [operation, what] of [
    ["UpdateTimeToLive", { TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true } }],
    ["UpdateContinuousBackups", { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
    ["UpdateTable", { DeletionProtectionEnabled: true }],
  ] as const) {
    const asked = of(calls, operation);
    expect([operation, asked.map(({ TableName }) => TableName).toSorted()]).toEqual([operation, targets]);
    for (const one of asked) expect(one).toMatchObject(what);
  }
  calls.length = 0;
  await restoreTables(restore);
  expect([of(calls, "RestoreTableToPointInTime"), of(calls, "UpdateTimeToLive")]).toEqual([[], []]);
});

test("a table that lacks an index of the data map is named", async () => {
  const { restore } = await fake((table) => {
    if (String(table["TableName"]).endsWith("-notes")) delete table["GlobalSecondaryIndexes"];
  });
  await expect(restoreTables(restore)).rejects.toThrow(
    `gxjt-prod-${RESTORED}-notes: it has no index byAuthor by byAuthorPk, byAuthorSk. Deploy`,
  );
});
