import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { encodeValue, outerName, WRITE_MARK } from "./dynamo-values.ts";
import type { Expected, PreparedOf } from "./prepare.ts";
import type { Json, Query } from "./store.ts";

/**
 * Collects the names and values of one request's expressions. Every name hides behind #n and every value behind :v: the
 * attribute may be a reserved word, hold a dot, or be Chinese, which some engines cannot parse.
 */
export class Expressions {
  #names = new Map<string, string>();
  #values: Record<string, AttributeValue> = {};
  #count = 0;

  name(attribute: string): string {
    const known = this.#names.get(attribute);
    if (known) return known;
    const alias = `#n${this.#names.size}`;
    this.#names.set(attribute, alias);
    return alias;
  }

  value(value: Json): string {
    const alias = `:v${this.#count++}`;
    this.#values[alias] = encodeValue(value);
    return alias;
  }

  /** What the expressions used; an engine refuses names and values that no expression mentions, even an empty set. */
  used(): { ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Record<string, AttributeValue> } {
    const names = Object.fromEntries([...this.#names].map(([attribute, alias]) => [alias, outerName(attribute)]));
    return {
      ...(this.#names.size > 0 && { ExpressionAttributeNames: names }),
      ...(this.#count > 0 && { ExpressionAttributeValues: this.#values }),
    };
  }
}

/** The item has not expired; true of an absent item as well. */
export function isLive(use: Expressions, seconds: number): string {
  const expiresAt = use.name("expiresAt");
  return `(attribute_not_exists(${expiresAt}) OR ${expiresAt} > ${use.value(seconds)})`;
}

/** The item is as the caller expects: absent or expired (0), or live at a version. */
export function isExpected(use: Expressions, expected: Expected, seconds: number): string {
  if (expected === 0) return `attribute_not_exists(${use.name("pk")}) OR ${use.name("expiresAt")} <= ${use.value(seconds)}`;
  return `${use.name("version")} = ${use.value(expected)} AND ${isLive(use, seconds)}`;
}

/** `onlyWhile` holds; an attribute that is not there counts as 0. */
function isBelow(use: Expressions, { attribute, below }: { attribute: string; below: number }): string {
  const name = use.name(attribute);
  const less = `${name} < ${use.value(below)}`;
  return below > 0 ? `(attribute_not_exists(${name}) OR ${less})` : less;
}

/** Update and condition of an addition to an item that has not expired. @param mark of a single write, so that a retry is told apart */
export function addition(
  use: Expressions,
  add: PreparedOf<"add">,
  seconds: number,
  mark?: string,
): { UpdateExpression: string; ConditionExpression: string } {
  const sums = [...add.amounts, ["version", 1] as const].map(([name, amount]) => `${use.name(name)} ${use.value(amount)}`);
  const sets: string[] = [];
  const conditions = [isLive(use, seconds)];
  if (add.expiresAt !== undefined) sets.push(`${use.name("expiresAt")} = ${use.value(add.expiresAt)}`);
  if (add.onlyWhile) conditions.push(isBelow(use, add.onlyWhile));
  if (mark !== undefined) {
    const [name, value] = [use.name(WRITE_MARK), use.value(mark)];
    sets.push(`${name} = ${value}`);
    conditions.push(`(attribute_not_exists(${name}) OR ${name} <> ${value})`);
  }
  return {
    UpdateExpression: `ADD ${sums.join(", ")}${sets.length > 0 ? ` SET ${sets.join(", ")}` : ""}`,
    ConditionExpression: conditions.join(" AND "),
  };
}

/** The key condition of a query. */
export function keyCondition(use: Expressions, query: Query, attributes: { pk: string; sk: string }): string {
  const conditions = [`${use.name(attributes.pk)} = ${use.value(query.pk)}`];
  const bounds = query.sk ?? {};
  // The name is taken only where it is used: an unused name is an error.
  if ("equals" in bounds) conditions.push(`${use.name(attributes.sk)} = ${use.value(bounds.equals)}`);
  else if ("prefix" in bounds) {
    if (bounds.prefix !== "") conditions.push(`begins_with(${use.name(attributes.sk)}, ${use.value(bounds.prefix)})`);
  } else {
    const { from = "", to } = bounds;
    if (from !== "" && to !== undefined) conditions.push(`${use.name(attributes.sk)} BETWEEN ${use.value(from)} AND ${use.value(to)}`);
    else if (from !== "") conditions.push(`${use.name(attributes.sk)} >= ${use.value(from)}`);
    else if (to !== undefined) conditions.push(`${use.name(attributes.sk)} <= ${use.value(to)}`);
  }
  return conditions.join(" AND ");
}
