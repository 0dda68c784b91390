import { randomBytes } from "node:crypto";
import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Connection } from "./dynamo-client.ts";
import { foundItem, isConditionalFailure, pastConflicts, wasRetried } from "./dynamo-errors.ts";
import { addition, Expressions, isExpected } from "./dynamo-expressions.ts";
import { getRaw } from "./dynamo-reads.ts";
import { decodeItem, encodeMap, encodeValue, isExpired, type RawItem, WRITE_MARK } from "./dynamo-values.ts";
import type { PreparedOf } from "./prepare.ts";
import { ConditionFailed, type Item, type Key, StoreUnavailable } from "./store.ts";

const newMark = () => randomBytes(12).toString("base64url");
const markOf = (raw: RawItem | undefined) => raw?.[WRITE_MARK]?.S;
const versionOf = (raw: RawItem | undefined) => Number(raw?.["version"]?.N ?? 0);

/** Runs a conditional write. @returns what it found when the condition did not hold; `retried` when an earlier try may count */
async function refusal(
  connection: Connection,
  table: string,
  key: Key,
  write: () => Promise<unknown>,
): Promise<{ raw: RawItem | undefined; retried: boolean } | undefined> {
  try {
    await pastConflicts(write);
    return undefined;
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
    return { raw: foundItem(error) ?? (await getRaw(connection, table, key)), retried: wasRetried(error) };
  }
}

async function putMarked(
  connection: Connection,
  table: string,
  raw: RawItem,
  mark: string,
  use: Expressions,
  condition: string,
): Promise<unknown> {
  return connection.client.send(
    new PutItemCommand({
      TableName: connection.physical(table),
      Item: { ...raw, [WRITE_MARK]: encodeValue(mark) },
      ConditionExpression: condition,
      ...use.used(),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    }),
  );
}

export async function putItem(connection: Connection, { table, key, item, expected }: PreparedOf<"put">): Promise<number> {
  const [mark, use] = [newMark(), new Expressions()];
  const condition = isExpected(use, expected, connection.seconds());
  const refused = await refusal(connection, table, key, () => putMarked(connection, table, encodeMap(item), mark, use, condition));
  if (!refused || markOf(refused.raw) === mark) return item.version;
  // Two versions on: the first try may have been applied and overwritten since, and no one can tell any more.
  if (refused.retried && versionOf(refused.raw) > item.version) throw new StoreUnavailable("the write's outcome is unknown");
  throw new ConditionFailed();
}

const REPLACE_TRIES = 5;

/** The item that an addition starts anew, because the one that is there has expired. */
export function freshItem({ key, amounts, expiresAt }: PreparedOf<"add">): Item {
  return { ...key, version: 1, ...(expiresAt === undefined ? {} : { expiresAt }), ...Object.fromEntries(amounts) };
}

/** Whether an addition may start from nothing. */
export const mayStart = ({ onlyWhile }: PreparedOf<"add">) => !onlyWhile || onlyWhile.below > 0;

/** Condition that an expired item is still the one that was seen. */
export function isUnchanged(use: Expressions, raw: RawItem): string {
  const expiresAt = Number(raw["expiresAt"]?.N);
  return `${use.name("version")} = ${use.value(versionOf(raw))} AND ${use.name("expiresAt")} = ${use.value(expiresAt)}`;
}

export async function addToItem(connection: Connection, add: PreparedOf<"add">): Promise<Item> {
  const { client, physical, seconds } = connection;
  const mark = newMark();
  for (let attempt = 0; attempt < REPLACE_TRIES; attempt++) {
    const use = new Expressions();
    const expression = addition(use, add, seconds(), mark);
    let after: RawItem | undefined;
    const refused = await refusal(connection, add.table, add.key, async () => {
      const answer = await client.send(
        new UpdateItemCommand({
          TableName: physical(add.table),
          Key: encodeMap({ ...add.key }),
          ...expression,
          ...use.used(),
          ReturnValues: "ALL_NEW",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      after = answer.Attributes;
    });
    if (!refused) return decodeItem(after!);
    if (refused.raw && markOf(refused.raw) === mark) return decodeItem(refused.raw);
    if (!refused.raw || !isExpired(refused.raw, seconds()) || !mayStart(add)) throw new ConditionFailed();
    const started = await startAnew(connection, add, refused.raw, mark);
    if (started) return started;
  }
  throw new StoreUnavailable("an expired item kept changing");
}

/** Replaces an expired item, unless somebody else has done so meanwhile. */
async function startAnew(connection: Connection, add: PreparedOf<"add">, expired: RawItem, mark: string): Promise<Item | undefined> {
  const [use, item] = [new Expressions(), freshItem(add)];
  const condition = isUnchanged(use, expired);
  const refused = await refusal(connection, add.table, add.key, () =>
    putMarked(connection, add.table, encodeMap(item), mark, use, condition),
  );
  return refused ? undefined : item;
}

export async function deleteItem(connection: Connection, { table, key, expected }: PreparedOf<"delete">): Promise<void> {
  const use = new Expressions();
  const condition = expected === undefined ? undefined : isExpected(use, expected, connection.seconds());
  const refused = await refusal(connection, table, key, () =>
    connection.client.send(
      new DeleteItemCommand({
        TableName: connection.physical(table),
        Key: encodeMap({ ...key }),
        ...(condition !== undefined && { ConditionExpression: condition, ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const }),
        ...use.used(),
      }),
    ),
  );
  // A retried deletion that finds nothing reached what it was asked for.
  if (refused && !(refused.retried && !refused.raw)) throw new ConditionFailed();
}
