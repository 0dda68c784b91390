import { createHmac, timingSafeEqual } from "node:crypto";
import { BadCursor, type Key, type Query, type Scan } from "./store.ts";

/** Where a page ended: the last item's sort key, then, in an index, the item's own key. */
export type Position = string[];

/** The secret of cursors, 16 bytes or more; of several the first signs, and what any of them has signed is read. */
export type CursorKey = string | Uint8Array | readonly string[];

/** Issues and reads cursors under one secret. */
export interface Cursors {
  issue(query: Query, position: Position): string;
  /** @throws BadCursor unless this very query was given it. @returns undefined when the query has no cursor */
  read(query: Query): Position | undefined;
}

const MAC_BYTES = 32;
const SHORTEST_KEY = 16;

/** Everything of a query that decides its order and contents; the page size may differ from page to page. */
function querySubject({ table, index, pk, sk = {}, order }: Query): string {
  const range = sk as { equals?: string; prefix?: string; from?: string; to?: string };
  const { equals, prefix, from, to } = range;
  const bounds = [equals, prefix, from, to].map((bound) => (bound === undefined ? null : bound));
  return JSON.stringify([table, index ?? null, pk, bounds, order ?? "ascending"]);
}

function isPosition(value: unknown, length: number): value is Position {
  return Array.isArray(value) && value.length === length && value.every((part) => typeof part === "string");
}

/** @param key every process of one installation needs the same */
export function createCursors(key: CursorKey): Cursors {
  const [own, ...older] = typeof key === "string" || key instanceof Uint8Array ? [key] : key;
  if (own === undefined || Buffer.byteLength(own) < SHORTEST_KEY) throw new Error(`the cursor key is shorter than ${SHORTEST_KEY} bytes`);
  const mac = (query: Query, payload: Uint8Array, by = own) =>
    createHmac("sha256", by).update(querySubject(query)).update("\0").update(payload).digest();
  const isOurs = (given: Uint8Array, query: Query, payload: Uint8Array) =>
    given.length === MAC_BYTES && [own, ...older].some((by) => timingSafeEqual(given, mac(query, payload, by)));

  return {
    issue(query, position) {
      const payload = Buffer.from(JSON.stringify(position));
      return Buffer.concat([mac(query, payload), payload]).toString("base64url");
    },
    read(query) {
      if (query.cursor === undefined) return undefined;
      const bytes = Buffer.from(query.cursor, "base64url");
      const payload = bytes.subarray(MAC_BYTES);
      const given = bytes.subarray(0, MAC_BYTES);
      // Node's decoder skips foreign characters; re-encoding refuses every spelling but the issued one.
      const exact = bytes.toString("base64url") === query.cursor;
      if (!exact || !isOurs(given, query, payload)) {
        throw new BadCursor("the cursor was not issued for this query");
      }
      const position: unknown = JSON.parse(payload.toString());
      if (!isPosition(position, query.index === undefined ? 1 : 3)) throw new BadCursor("the cursor has no position");
      return position;
    },
  };
}

/** A scan as the cursors see it: a query of the empty partition, which no real query can name. */
export const scanQuery = (table: string, { cursor, limit }: Scan): Query => ({ table, pk: "", limit, cursor });

/** Keys hold no NUL, so both fit into one text. */
export const scanPosition = ({ pk, sk }: Key): Position => [`${pk}\0${sk}`];

/** The key after which a scan goes on, or nothing at its start. */
export function scanStart(position: Position | undefined): Key | undefined {
  const [pk = "", sk = ""] = position?.[0]?.split("\0") ?? [];
  return position && { pk, sk };
}
