import { auditLine, type Actor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { isoTime } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { ConditionFailed, type Item, type NewItem, type Store, type TransactOperation } from "../store/store.ts";
import { unitLimits, type Unit, type UnitInput } from "./contract.ts";
import { nameKey } from "./rules.ts";

const TABLE = "materials";
const orderKey = { pk: "unit-order", sk: "order" };
export const unitKey = (id: string) => ({ pk: "unit", sk: id });
/** The claim of a name: two creates at once cannot share it. */
export const nameClaim = (name: string, unit: string): NewItem => ({ pk: "unit-name", sk: nameKey(name), unit });

function unitOf(item: Item): Unit {
  // Units of an earlier version were never retired.
  const stored = item["unit"] as unknown as Omit<Unit, "retired" | "version"> & { retired?: boolean };
  return { ...stored, retired: stored.retired ?? false, version: item.version };
}

/** `since` puts new units last in the order of their creation, and of their rows in an import. */
function unitItem({ version: _, ...unit }: Unit, since: string): NewItem {
  return { ...unitKey(unit.id), unit, since };
}

export interface UnitsInOrder {
  units: Unit[];
  /** 0 while nobody has put them into an order. */
  orderVersion: number;
}

/** All units, the retired too, in the order that the administrator gave them; new ones last. At most a thousand. */
export async function unitsInOrder(store: Store): Promise<UnitsInOrder> {
  const [{ items }, order] = await Promise.all([store.query({ table: TABLE, pk: "unit", limit: 1000 }), store.get(TABLE, orderKey)]);
  const places = new Map(((order?.["ids"] ?? []) as string[]).map((id, place) => [id, place]));
  const placed = items.map((item) => ({
    unit: unitOf(item),
    place: places.get(item.sk) ?? places.size,
    since: (item["since"] as string | undefined) ?? "",
  }));
  placed.sort((a, b) => a.place - b.place || (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  return { units: placed.map(({ unit }) => unit), orderVersion: order?.version ?? 0 };
}

export async function listUnits(store: Store): Promise<Unit[]> {
  return (await unitsInOrder(store)).units;
}

/** What forms offer. */
export async function openUnits(store: Store): Promise<Unit[]> {
  return (await listUnits(store)).filter(({ retired }) => !retired);
}

export async function findUnit(store: Store, id: string): Promise<Unit | undefined> {
  const item = await store.get(TABLE, unitKey(id));
  return item && unitOf(item);
}

/** @param row its place among units that are created in the same moment */
export function newUnit(input: UnitInput, id: string, now: number, row = 0): { unit: Unit; put: TransactOperation } {
  const unit: Unit = { ...input, id, retired: false, version: 1 };
  const since = `${isoTime(now)}#${String(row).padStart(4, "0")}`;
  return { unit, put: { put: { table: TABLE, item: unitItem(unit, since), condition: { ifAbsent: true } } } };
}

export const claimOf = (name: string, id: string): TransactOperation => ({
  put: { table: TABLE, item: nameClaim(name, id), condition: { ifAbsent: true } },
});

export const nameTaken = () => new Problem("name-taken", { errors: [{ field: "name", code: "taken" }] });

/** @throws Problem name-taken, too-many for the thousandth unit or so */
export async function unitOperations(
  store: Store,
  input: UnitInput,
  id: string,
  now: number,
): Promise<{ unit: Unit; operations: TransactOperation[] }> {
  const units = await listUnits(store);
  // Names from before there were claims count too.
  if (units.some((other) => other.id !== id && nameKey(other.name) === nameKey(input.name))) throw nameTaken();
  if (units.length >= unitLimits.units) throw new Problem("too-many");
  const { unit, put } = newUnit(input, id, now);
  return { unit, operations: [claimOf(input.name, id), put] };
}

/** Creates one unit without a request, as the demo does. */
export async function createUnit(deps: Deps, actor: Actor, input: UnitInput, id = newId(), row = 0): Promise<Unit> {
  const { unit, put } = newUnit(input, id, deps.clock(), row);
  await deps.store.transact([claimOf(input.name, id), put, auditLine(deps.clock(), actor, "unit.create", `unit#${id}`)]);
  return unit;
}

/** Writes the changed unit at the version it was read with. @throws Problem name-taken, conflict with the current unit */
export async function changeUnit(deps: Deps, actor: Actor, before: Unit, after: Unit, action: string): Promise<Unit> {
  const { store } = deps;
  const item = await store.get(TABLE, unitKey(before.id));
  const put: TransactOperation = {
    put: { table: TABLE, item: unitItem(after, (item?.["since"] as string | undefined) ?? ""), condition: { ifVersion: before.version } },
  };
  const renamed = nameKey(before.name) !== nameKey(after.name);
  if (renamed && (await listUnits(store)).some(({ name }) => nameKey(name) === nameKey(after.name))) throw nameTaken();
  const claims: TransactOperation[] = renamed
    ? [claimOf(after.name, after.id), { delete: { table: TABLE, key: { pk: "unit-name", sk: nameKey(before.name) } } }]
    : [];
  try {
    await store.transact([put, ...claims, auditLine(deps.clock(), actor, action, `unit#${before.id}`)]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    if (error.operations.includes(0)) throw new Problem("conflict", { current: await findUnit(store, before.id) });
    throw nameTaken();
  }
  return { ...after, version: before.version + 1 };
}

/** @throws Problem conflict when somebody else has put them into another order */
export async function writeOrder(deps: Deps, actor: Actor, ids: string[], version: number): Promise<void> {
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  const put: TransactOperation = { put: { table: TABLE, item: { ...orderKey, ids }, condition } };
  await deps.store.transact([put, auditLine(deps.clock(), actor, "unit.order", "units")]);
}
