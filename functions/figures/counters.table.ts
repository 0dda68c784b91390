import type { Key, Store, TransactOperation } from "../store/store.ts";
import type { MonthCount } from "./rules.ts";

export type Count = "views" | "downloads";

const TABLE = "materials";
/**
 * Every view of a month meets in the counter of its category; on DynamoDB transactions on one item wait for each other, so a
 * counter is spread over a few. A unit has no more readers than fit into one.
 */
const SHARDS = 4;

/** How much of the count of a material or a unit is in the figures stands beside the count itself, under this name. */
export const filedName = (what: Count): string => (what === "views" ? "filedViews" : "filedDownloads");

const pkOf = (month: string) => `figures#${month.slice(0, 4)}`;
const categoryKey = (month: string, category: string, shard: number): Key => ({
  pk: pkOf(month),
  sk: `${month.slice(5)}#category#${shard}#${category}`,
});
const unitKey = (month: string, unit: string): Key => ({ pk: pkOf(month), sk: `${month.slice(5)}#unit#${unit}` });

const addTo = (key: Key, what: Count, amount: number): TransactOperation => ({ add: { table: TABLE, key, amounts: { [what]: amount } } });

/** @param seed something that differs from visitor to visitor and picks the shard */
export function countCategory(month: string, category: string, what: Count, seed: string, amount = 1): TransactOperation {
  return addTo(categoryKey(month, category, seed.charCodeAt(0) % SHARDS), what, amount);
}

export function countUnit(month: string, unit: string, what: Count, amount = 1): TransactOperation {
  return addTo(unitKey(month, unit), what, amount);
}

/** Everything counted from one month to another, both included; shards come as rows of their own. */
export async function readCounts(store: Store, from: string, to: string): Promise<MonthCount[]> {
  const rows: MonthCount[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    const first = year === Number(from.slice(0, 4)) ? from.slice(5) : "01";
    const last = year === Number(to.slice(0, 4)) ? to.slice(5) : "12";
    let cursor: string | undefined;
    // At most 30 categories in 4 shards and 500 units for each of 12 months.
    do {
      const page = await store.query({
        table: TABLE,
        pk: `figures#${year}`,
        // "$" comes right after "#", so it ends the last month.
        sk: { from: `${first}#`, to: `${last}$` },
        limit: 1000,
        cursor,
      });
      for (const item of page.items) rows.push(rowOf(year, item.sk, Number(item["views"] ?? 0), Number(item["downloads"] ?? 0)));
      ({ cursor } = page);
    } while (cursor);
  }
  return rows;
}

function rowOf(year: number, sk: string, views: number, downloads: number): MonthCount {
  const [place = "", kind = "", ...rest] = sk.split("#");
  const counts = { month: `${year}-${place}`, views, downloads };
  // A name may hold the separator; the shard may not.
  if (kind === "unit") return { ...counts, of: "unit", name: rest.join("#") };
  return { ...counts, of: "category", name: rest.slice(1).join("#") };
}
