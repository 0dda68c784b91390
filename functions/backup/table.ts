import type { Store, TransactOperation } from "../store/store.ts";
import type { Run } from "./contract.ts";

/** The run as it is kept: with who asked, and when the process that carries it out was last heard of. */
export interface StoredRun extends Run {
  by: string;
  beat: number;
  version: number;
}

const TABLE = "people";
/** One item for all runs: that it is one makes two at a time impossible. It is left out of backups. */
const key = { pk: "bundle#run", sk: "run" };

export async function findRun(store: Store): Promise<StoredRun | undefined> {
  const item = await store.get(TABLE, key);
  return item && ({ ...(item["run"] as object), version: item.version } as StoredRun);
}

/** Writes the run at the version before it; 0 for the first. */
export function putRun({ version, ...run }: StoredRun): TransactOperation {
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  const kept = Object.fromEntries(Object.entries(run).filter(([, value]) => value !== undefined));
  return { put: { table: TABLE, item: { ...key, run: kept }, condition } };
}

/** What people see of a run. */
export function runOf({ by: _, beat: __, version: ___, ...run }: StoredRun): Run {
  return run;
}
