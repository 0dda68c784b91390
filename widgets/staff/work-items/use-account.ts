import { useState } from "preact/hooks";
import type { ReportResults, WorkReports } from "../../../functions/work-items/reports.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, newKey } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { problemText } from "../shell/problems.ts";
import { type AccountItem, emptyEntry, type Entry, faultsOf, isTouched, reportOf } from "./account.ts";
import type { Result } from "./account-row.tsx";

/** So many go in one request. */
const TOGETHER = 100;

/** A report that was refused and whose item has nothing to report any more: what was written is shown, so that it is not lost. */
export interface LeftOver {
  item: AccountItem;
  entry: Entry;
  result: Result;
}

interface Writing {
  entries: Record<string, Entry>;
  /** Idempotency key of what stands there now. */
  key: string;
}

/** What is written about all items, and sending it together: each item ends by itself, and what did not go through stays. */
export function useAccount(items: readonly AccountItem[], onSent: (fresh: WorkReports) => void) {
  const draft = useDraft<Writing>("work-reports", { entries: {}, key: newKey() });
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
  const [refused, setRefused] = useState<readonly LeftOver[]>([]);
  const [busy, setBusy] = useState(false);
  const { entries, key } = draft.value;
  const entryOf = ({ id }: AccountItem) => entries[id] ?? emptyEntry;
  const touched = items.filter((item) => isTouched(entryOf(item)));

  const set = (item: AccountItem, entry: Entry) => draft.set({ entries: { ...entries, [item.id]: entry }, key: newKey() });

  const deliver = async (ready: AccountItem[]) => {
    const done = new Map<string, Result>();
    for (let from = 0; from < ready.length; from += TOGETHER) {
      const reports = ready.slice(from, from + TOGETHER).map((item) => reportOf(item, entryOf(item)));
      const answer = await api<ReportResults>("POST", "/api/staff/work-reports", { reports }, { key: `${key}-${from}` });
      for (const result of answer.results) done.set(result.item, result);
    }
    return done;
  };

  const send = async () => {
    setTried(new Set(touched.map(({ id }) => id)));
    const ready = touched.filter((item) => Object.keys(faultsOf(item, entryOf(item))).length === 0);
    const wrong = touched.length - ready.length;
    if (touched.length === 0) return announce("还没有写，请先写要报的几项。", "error");
    if (ready.length === 0) return announce("要报的几项还没有写全，请看标红的地方。", "error");
    setBusy(true);
    try {
      const done = await deliver(ready);
      const reported = new Set([...done.values()].filter(({ outcome }) => outcome === "reported").map(({ item }) => item));
      setResults(done);
      setRefused(ready.filter(({ id }) => !reported.has(id)).map((item) => ({ item, entry: entryOf(item), result: done.get(item.id)! })));
      setTried(new Set(touched.map(({ id }) => id).filter((id) => !reported.has(id))));
      draft.set({ entries: Object.fromEntries(Object.entries(entries).filter(([id]) => !reported.has(id))), key: newKey() });
      const failed = ready.length - reported.size + wrong;
      announce(
        failed === 0 ? `已报 ${reported.size} 项` : `已报 ${reported.size} 项，还有 ${failed} 项没有报成，写的内容还在`,
        failed === 0 ? "done" : "error",
      );
      onSent(await api<WorkReports>("GET", "/api/staff/work-reports"));
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };

  const faults = (item: AccountItem) => (tried.has(item.id) ? faultsOf(item, entryOf(item)) : {});
  const left = refused.filter(({ item }) => items.every(({ id }) => id !== item.id));
  return { entryOf, set, send: () => void send(), busy, results, left, faults, touched: touched.length };
}
