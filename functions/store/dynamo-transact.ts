import { createHash } from "node:crypto";
import { type CancellationReason, TransactWriteItemsCommand, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { Connection } from "./dynamo-client.ts";
import { backOff, cancellation, CONFLICT_TRIES } from "./dynamo-errors.ts";
import { addition, Expressions, isExpected } from "./dynamo-expressions.ts";
import { getRaw } from "./dynamo-reads.ts";
import { encodeMap, isExpired, type RawItem } from "./dynamo-values.ts";
import { freshItem, isUnchanged, mayStart } from "./dynamo-writes.ts";
import { reserved } from "./limits.ts";
import { fingerprint, type Prepared, TOKEN_SECONDS } from "./prepare.ts";
import { ConditionFailed, type Key, StoreUnavailable, TokenReused } from "./store.ts";

/** A token's record: an item beside the data, written by the very transaction that it stands for. */
interface TokenRecord {
  table: string;
  key: Key;
  print: string;
}

const PRINT = "$fingerprint";
const CONDITION_FAILED = "ConditionalCheckFailed";

function tokenRecord(token: string, operations: Prepared[]): TokenRecord {
  const id = createHash("sha256").update(token).digest("base64url");
  const home = operations.find(({ kind }) => kind !== "check") ?? operations[0]!;
  return { table: home.table, key: { pk: reserved.pkPrefix + id, sk: "token" }, print: fingerprint(operations) };
}

/** DynamoDB's own request token cannot do this: it compares the whole request, and conditions hold the current time. */
function tokenItem({ physical, seconds }: Connection, { table, key, print }: TokenRecord): TransactWriteItem {
  const use = new Expressions();
  const condition = isExpected(use, 0, seconds());
  const item = { ...key, version: 1, expiresAt: seconds() + TOKEN_SECONDS, [PRINT]: print };
  return {
    Put: {
      TableName: physical(table),
      Item: encodeMap(item),
      ConditionExpression: condition,
      ...use.used(),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}

/** @param expired the expired item that an addition has to replace, once a first try has met one */
function transactItem({ physical, seconds }: Connection, operation: Prepared, expired: RawItem | undefined): TransactWriteItem {
  const use = new Expressions();
  const common = { TableName: physical(operation.table), ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };
  const Key = encodeMap({ ...operation.key });
  switch (operation.kind) {
    case "put": {
      const ConditionExpression = isExpected(use, operation.expected, seconds());
      return { Put: { ...common, Item: encodeMap(operation.item), ConditionExpression, ...use.used() } };
    }
    case "add": {
      if (expired) {
        const ConditionExpression = isUnchanged(use, expired);
        return { Put: { ...common, Item: encodeMap(freshItem(operation)), ConditionExpression, ...use.used() } };
      }
      const expression = addition(use, operation, seconds());
      return { Update: { ...common, Key, ...expression, ...use.used() } };
    }
    case "delete": {
      if (operation.expected === undefined) return { Delete: { TableName: common.TableName, Key } };
      const ConditionExpression = isExpected(use, operation.expected, seconds());
      return { Delete: { ...common, Key, ConditionExpression, ...use.used() } };
    }
    case "check": {
      const ConditionExpression = isExpected(use, operation.expected, seconds());
      return { ConditionCheck: { ...common, Key, ConditionExpression, ...use.used() } };
    }
  }
}

const refusedItem = async (connection: Connection, reason: CancellationReason | undefined, table: string, key: Key) =>
  reason?.Item ?? (await getRaw(connection, table, key));

/** What to do after a cancelled transaction: give up with an error, stop because the token was seen, or try again. */
async function afterCancellation(
  connection: Connection,
  operations: Prepared[],
  reasons: CancellationReason[],
  record: TokenRecord | undefined,
  expired: (RawItem | undefined)[],
): Promise<"done" | "again"> {
  const [tokenReason, own] = record ? [reasons[0], reasons.slice(1)] : [undefined, reasons];
  if (record && tokenReason?.Code === CONDITION_FAILED) {
    const seen = await refusedItem(connection, tokenReason, record.table, record.key);
    if (!seen) return "again";
    if (seen[PRINT]?.S === record.print) return "done";
    throw new TokenReused("the token came with other operations before");
  }
  // Beside a conflict not every condition was looked at: the next try tells all refusals.
  if (own.some(({ Code = "None" }) => Code !== "None" && Code !== CONDITION_FAILED)) return "again";
  const refused: number[] = [];
  for (const [position, operation] of operations.entries()) {
    if (own[position]?.Code !== CONDITION_FAILED) continue;
    const wasReplacing = expired[position] !== undefined;
    expired[position] = undefined;
    if (operation.kind === "add" && mayStart(operation)) {
      const raw = await refusedItem(connection, own[position], operation.table, operation.key);
      if (raw && isExpired(raw, connection.seconds())) expired[position] = raw;
      // Somebody replaced the expired item first: add to theirs in the next try.
      if (expired[position] || wasReplacing) continue;
    }
    refused.push(position);
  }
  if (refused.length > 0) throw new ConditionFailed(refused);
  return "again";
}

/** Applies all operations or none. @throws ConditionFailed, TokenReused, StoreUnavailable, StoreLimit */
export async function transactItems(connection: Connection, operations: Prepared[], token: string | undefined): Promise<void> {
  const record = token === undefined ? undefined : tokenRecord(token, operations);
  const expired: (RawItem | undefined)[] = [];
  for (let attempt = 0; attempt <= CONFLICT_TRIES; attempt++) {
    const items = operations.map((operation, position) => transactItem(connection, operation, expired[position]));
    if (record) items.unshift(tokenItem(connection, record));
    try {
      // The SDK adds a request token of its own, the same for all its retries of this one request.
      await connection.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      return;
    } catch (error) {
      const reasons = cancellation(error);
      if (!reasons) throw error;
      const invalid = reasons.find(({ Code }) => Code === "ValidationError");
      if (invalid) throw Object.assign(new Error(invalid.Message), { name: "ValidationException" });
      if ((await afterCancellation(connection, operations, reasons, record, expired)) === "done") return;
      // An expired item is replaced at once; a conflict with another transaction passes by waiting.
      if (!expired.some(Boolean)) await backOff(attempt);
    }
  }
  throw new StoreUnavailable("the transaction kept meeting others");
}
