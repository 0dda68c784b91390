import type { Deps } from "../deps.ts";
import { auditLine, type Actor } from "../audit/table.ts";
import type { NewItem, Store } from "../store/store.ts";
import type { Renaming } from "./category.rules.ts";
import { defaultSettings, type ColumnSettings } from "./contract.ts";

const settingsKey = { pk: "settings", sk: "column" };

/** The settings with what belongs to them and is nobody's input. */
export interface StoredSettings {
  settings: ColumnSettings;
  renamed: Renaming[];
  version: number;
}

/** @see readSettings */
export async function readStored(store: Store): Promise<StoredSettings> {
  const item = await store.get("materials", settingsKey);
  if (!item) return { settings: defaultSettings, renamed: [], version: 0 };
  const { wordList: _, ...stored } = item["settings"] as unknown as ColumnSettings & { wordList?: string[] };
  const settings = { ...defaultSettings, ...stored, limits: { ...defaultSettings.limits, ...stored.limits } };
  return { settings, renamed: (item["renamed"] ?? []) as unknown as Renaming[], version: item.version };
}

/**
 * The column's settings with their version (0: still the defaults). Settings that an earlier version has stored get the defaults of
 * what they lack. The word list is kept apart, because it is large: `readWordList` in words.table.ts.
 */
export async function readSettings(store: Store): Promise<ColumnSettings & { version: number }> {
  const { settings, version } = await readStored(store);
  return { ...settings, version };
}

/**
 * @param change the renamings where they change, and the audit line's note
 * @throws ConditionFailed when somebody else changed the settings since `version`
 */
export async function writeSettings(
  deps: Deps,
  actor: Actor,
  settings: ColumnSettings,
  version: number,
  change: { renamed?: Renaming[]; note?: string } = {},
): Promise<void> {
  const present = await deps.store.get("materials", settingsKey);
  // The word list of an earlier version stays beside the settings until it is written anew, see words.table.ts.
  const { wordList } = (present?.["settings"] ?? {}) as { wordList?: string[] };
  const renamed = change.renamed ?? present?.["renamed"];
  const item: NewItem = {
    ...settingsKey,
    settings: { ...settings, ...(wordList && { wordList }) },
    renamed: renamed as unknown as NewItem[string],
  };
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  await deps.store.transact([
    { put: { table: "materials", item, condition } },
    auditLine(deps.clock(), actor, "settings.change", "settings", change.note),
  ]);
}
