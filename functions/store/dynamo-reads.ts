import { BatchGetItemCommand, type BatchGetItemCommandInput, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Cursors, Position } from "./cursor.ts";
import type { Connection } from "./dynamo-client.ts";
import { backOff } from "./dynamo-errors.ts";
import { Expressions, keyCondition } from "./dynamo-expressions.ts";
import { decodeItem, encodeMap, isExpired, type RawItem } from "./dynamo-values.ts";
import { compareUtf8 } from "./json-values.ts";
import { indexOf } from "./limits.ts";
import { type Item, type Key, type Page, type Query, StoreUnavailable } from "./store.ts";

const BATCH_TRIES = 8;
const keyText = (raw: RawItem) => `${raw["pk"]?.S}\0${raw["sk"]?.S}`;

/** The item as it is stored, expired or not, strongly consistent. */
export async function getRaw({ client, physical }: Connection, table: string, key: Key): Promise<RawItem | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: physical(table), Key: encodeMap({ ...key }), ConsistentRead: true }));
  return Item;
}

export async function getItem(connection: Connection, table: string, key: Key): Promise<Item | undefined> {
  const raw = await getRaw(connection, table, key);
  return raw && !isExpired(raw, connection.seconds()) ? decodeItem(raw) : undefined;
}

export async function getItems(connection: Connection, table: string, keys: Key[]): Promise<(Item | undefined)[]> {
  const { client, physical, seconds } = connection;
  // The engine refuses a batch that names a key twice.
  const wanted = new Map(keys.map((key) => [`${key.pk}\0${key.sk}`, encodeMap({ ...key })]));
  const found = new Map<string, RawItem>();
  let open: BatchGetItemCommandInput["RequestItems"] =
    wanted.size > 0 ? { [physical(table)]: { Keys: [...wanted.values()], ConsistentRead: true } } : undefined;
  let barren = 0;
  while (open && Object.keys(open).length > 0) {
    const before = found.size;
    const answer = await client.send(new BatchGetItemCommand({ RequestItems: open }));
    for (const raw of answer.Responses?.[physical(table)] ?? []) found.set(keyText(raw), raw);
    open = answer.UnprocessedKeys;
    // Large items come 16 MB at a time; only an answer that brought nothing is a reason to wait.
    barren = found.size > before ? 0 : barren + 1;
    if (barren > BATCH_TRIES) throw new StoreUnavailable("the database left keys of a batch unread");
    if (barren > 0 && open && Object.keys(open).length > 0) await backOff(barren);
  }
  const now = seconds();
  return keys.map((key) => {
    const raw = found.get(`${key.pk}\0${key.sk}`);
    return raw && !isExpired(raw, now) ? decodeItem(raw) : undefined;
  });
}

/** Ranges in which no key can lie; the engine would refuse them. */
function isEmptyRange({ sk }: Query): boolean {
  const { from, to } = (sk ?? {}) as { from?: string; to?: string };
  return to === "" || (to !== undefined && from !== undefined && compareUtf8(from, to) > 0);
}

function startKey(query: Query, position: Position | undefined, attributes: { pk: string; sk: string }): RawItem | undefined {
  if (!position) return undefined;
  const [last = "", pk = query.pk, sk = last] = position;
  return encodeMap({ [attributes.pk]: query.pk, [attributes.sk]: last, pk, sk });
}

const tableKeys = { pk: "pk", sk: "sk" };

/** Reads on until the page is full and one item more is known, or nothing is left. */
export async function queryItems(connection: Connection, cursors: Cursors, query: Query): Promise<Page> {
  const { client, tables, physical, seconds } = connection;
  const attributes = query.index === undefined ? tableKeys : indexOf(tables, query.table, query.index);
  let start = startKey(query, cursors.read(query), attributes);
  if (isEmptyRange(query)) return { items: [] };
  const now = seconds();
  const live: RawItem[] = [];
  do {
    const use = new Expressions();
    const condition = keyCondition(use, query, attributes);
    const answer = await client.send(
      new QueryCommand({
        TableName: physical(query.table),
        // Only a table's own keys can be read strongly consistent.
        ...(query.index === undefined ? { ConsistentRead: true } : { IndexName: query.index }),
        KeyConditionExpression: condition,
        ...use.used(),
        ScanIndexForward: query.order !== "descending",
        Limit: query.limit + 1 - live.length,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    live.push(...(answer.Items ?? []).filter((raw) => !isExpired(raw, now)));
    start = answer.LastEvaluatedKey;
  } while (start && live.length <= query.limit);

  const items = live.slice(0, query.limit).map(decodeItem);
  const last = items.at(-1);
  if (live.length <= query.limit || !last) return { items };
  const position = query.index === undefined ? [last.sk] : [last[attributes.sk] as string, last.pk, last.sk];
  return { items, cursor: cursors.issue(query, position) };
}
