import type { Deps } from "../deps.ts";
import { auditLine, type Actor } from "../audit/table.ts";
import type { NewItem, Store } from "../store/store.ts";
import { defaultSettings, type ColumnSettings, type Unit } from "./contract.ts";

const settingsKey = { pk: "settings", sk: "column" };

/**
 * The column's settings with their version (0: still the defaults). Settings that an earlier version has stored get the defaults of
 * what they lack. The word list is kept apart, because it is large: `readWordList` in words.table.ts.
 */
export async function readSettings(store: Store): Promise<ColumnSettings & { version: number }> {
  const item = await store.get("materials", settingsKey);
  if (!item) return { ...defaultSettings, version: 0 };
  const { wordList: _, ...stored } = item["settings"] as unknown as ColumnSettings & { wordList?: string[] };
  return { ...defaultSettings, ...stored, limits: { ...defaultSettings.limits, ...stored.limits }, version: item.version };
}

/** @throws ConditionFailed when somebody else changed the settings since `version` */
export async function writeSettings(deps: Deps, actor: Actor, settings: ColumnSettings, version: number): Promise<void> {
  const present = await deps.store.get("materials", settingsKey);
  // The word list of an earlier version stays beside the settings until it is written anew, see words.table.ts.
  const { wordList } = (present?.["settings"] ?? {}) as { wordList?: string[] };
  const item = { ...settingsKey, settings: { ...settings, ...(wordList && { wordList }) } as unknown as NewItem[string] };
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  await deps.store.transact([
    { put: { table: "materials", item, condition } },
    auditLine(deps.clock(), actor, "settings.change", "settings"),
  ]);
}

/** All units in the order of their ids' first writing. */
export async function listUnits(store: Store): Promise<Unit[]> {
  const { items } = await store.query({ table: "materials", pk: "unit", limit: 1000 });
  return items.map((item) => item["unit"] as unknown as Unit);
}

export async function findUnit(store: Store, id: string): Promise<Unit | undefined> {
  return (await store.get("materials", { pk: "unit", sk: id }))?.["unit"] as unknown as Unit | undefined;
}

/** Creates a unit or replaces it. */
export async function writeUnit(deps: Deps, actor: Actor, unit: Unit): Promise<void> {
  const key = { pk: "unit", sk: unit.id };
  const present = await deps.store.get("materials", key);
  const condition = present ? { ifVersion: present.version } : ({ ifAbsent: true } as const);
  const item = { ...key, unit: unit as unknown as NewItem[string] };
  await deps.store.transact([
    { put: { table: "materials", item, condition } },
    auditLine(deps.clock(), actor, "unit.write", `unit#${unit.id}`),
  ]);
}
