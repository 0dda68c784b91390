import { BatchWriteItemCommand, type BatchWriteItemCommandInput, ScanCommand } from "@aws-sdk/client-dynamodb";
import { type Cursors, scanPosition, scanQuery, scanStart } from "./cursor.ts";
import type { Connection } from "./dynamo-client.ts";
import { backOff } from "./dynamo-errors.ts";
import { decodeItem, encodeMap, isExpired, type RawItem } from "./dynamo-values.ts";
import { reserved } from "./limits.ts";
import type { PreparedOf } from "./prepare.ts";
import { type Page, type Scan, StoreUnavailable } from "./store.ts";

/** One page of a table in the engine's own order, without the store's own records. */
export async function scanItems({ client, physical, seconds }: Connection, cursors: Cursors, table: string, scan: Scan): Promise<Page> {
  const query = scanQuery(table, scan);
  const from = scanStart(cursors.read(query));
  let start: RawItem | undefined = from && encodeMap({ ...from });
  const now = seconds();
  const live: RawItem[] = [];
  do {
    const answer = await client.send(
      new ScanCommand({
        TableName: physical(table),
        ConsistentRead: true,
        Limit: scan.limit + 1 - live.length,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    live.push(...(answer.Items ?? []).filter((raw) => !raw["pk"]?.S?.startsWith(reserved.pkPrefix) && !isExpired(raw, now)));
    start = answer.LastEvaluatedKey;
  } while (start && live.length <= scan.limit);
  const items = live.slice(0, scan.limit).map(decodeItem);
  const last = items.at(-1);
  return live.length > scan.limit && last ? { items, cursor: cursors.issue(query, scanPosition(last)) } : { items };
}

/** The engine's own bound of one request. */
const BATCH = 25;
const TRIES = 8;

/** Puts items as they are, whatever is there; what the engine leaves over is sent again, later and later. */
export async function putBackItems({ client, physical }: Connection, table: string, puts: PreparedOf<"put">[]): Promise<void> {
  const name = physical(table);
  for (let start = 0; start < puts.length; start += BATCH) {
    const requests = puts.slice(start, start + BATCH).map(({ item }) => ({ PutRequest: { Item: encodeMap(item) } }));
    let open: BatchWriteItemCommandInput["RequestItems"] = { [name]: requests };
    for (let attempt = 0; open?.[name]?.length; attempt++) {
      if (attempt > TRIES) throw new StoreUnavailable("the database left items of a batch unwritten");
      if (attempt > 0) await backOff(attempt);
      open = (await client.send(new BatchWriteItemCommand({ RequestItems: open }))).UnprocessedItems;
    }
  }
}
