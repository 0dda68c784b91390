import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { reserved } from "./limits.ts";
import type { Item, Json } from "./store.ts";

/** An item in DynamoDB's own notation. */
export type RawItem = Record<string, AttributeValue>;

/**
 * Hidden attribute with the random mark of the write that made the item what it is: a retried write that finds its own
 * mark knows that its first try was applied.
 */
export const WRITE_MARK = "$write";

// Written out here because the SDK's own helper refuses numbers above 2^53 on the way back.
export function encodeValue(value: Json): AttributeValue {
  if (value === null) return { NULL: true };
  switch (typeof value) {
    case "string":
      return { S: value };
    case "number":
      return { N: String(value) };
    case "boolean":
      return { BOOL: value };
    default:
      return Array.isArray(value) ? { L: value.map(encodeValue) } : { M: encodeMap(value) };
  }
}

function decodeValue(value: AttributeValue): Json {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L) return value.L.map(decodeValue);
  if (value.M) return decodeMap(value.M);
  return null;
}

const PROTO = "__proto__";

/** The SDK loses attributes named __proto__ on their way back: they travel under another name. */
export const outerName = (name: string) => (name.endsWith(PROTO) && /^\$*__proto__$/.test(name) ? `$${name}` : name);
const innerName = (name: string) => (name.endsWith(PROTO) && /^\$+__proto__$/.test(name) ? name.slice(1) : name);

/** `fromEntries` defines its properties, so that even __proto__ is an attribute like others. */
export function encodeMap(map: Record<string, Json | undefined>): RawItem {
  return Object.fromEntries(
    Object.entries(map).flatMap(([name, value]): [string, AttributeValue][] =>
      value === undefined ? [] : [[outerName(name), encodeValue(value)]],
    ),
  );
}

function decodeMap(map: RawItem): { [name: string]: Json } {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [innerName(name), decodeValue(value)]));
}

/** The item as callers see it: without the store's own attributes. */
export function decodeItem(raw: RawItem): Item {
  const own = Object.entries(raw).filter(([name]) => !innerName(name).startsWith(reserved.attributePrefix));
  return decodeMap(Object.fromEntries(own)) as Item;
}

/** Whether the item counts as absent. */
export function isExpired(raw: RawItem, seconds: number): boolean {
  const expiresAt = raw["expiresAt"]?.N;
  return expiresAt !== undefined && Number(expiresAt) <= seconds;
}
