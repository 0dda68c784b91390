import { auditLine, type Actor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import type { NewItem, Store } from "../store/store.ts";
import { defaultStudySettings, type StudySettings } from "./settings.contract.ts";

const key = { pk: "settings", sk: "study" };

/** Study settings with their version (0: still the defaults); what an earlier version did not store gets its default. */
export async function readStudySettings(store: Store): Promise<StudySettings & { version: number }> {
  const item = await store.get("materials", key);
  if (!item) return { ...defaultStudySettings, version: 0 };
  const stored = item["settings"] as unknown as StudySettings;
  return {
    ...defaultStudySettings,
    ...stored,
    targets: { ...defaultStudySettings.targets, ...stored.targets },
    version: item.version,
  };
}

/** @throws ConditionFailed when somebody else changed them since `version` */
export async function writeStudySettings(deps: Deps, actor: Actor, settings: StudySettings, version: number): Promise<void> {
  const item: NewItem = { ...key, settings };
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  await deps.store.transact([
    { put: { table: "materials", item, condition } },
    auditLine(deps.clock(), actor, "settings.study", "settings#study"),
  ]);
}
