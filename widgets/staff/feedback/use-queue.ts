import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { FeedbackQueue, FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { useLoad } from "../shell/use-load.ts";

export type Filters = Partial<Record<"state" | "unit" | "kind" | "office" | "q", string>>;

const address = (filters: Filters, cursor?: string): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, cursor })) if (value) search.set(name, value);
  return `/api/staff/feedback?${search}`;
};

/**
 * The rows of one queue, page after page; a row that was worked on changes in place or leaves.
 * @param bound the 组室 whose rows alone are shown, for its lead
 */
export function useQueue(filters: Filters, bound: string | undefined) {
  const key = address(filters);
  const first = useLoad((signal) => api<FeedbackQueue>("GET", key, undefined, { signal }), [key]);
  const [busy, setBusy] = useState(false);
  // What comes late must go to the list that it was asked for.
  const now = useRef({ key, value: first.value });
  useEffect(() => void (now.current = { key, value: first.value }));

  const more = useCallback(async () => {
    const asked = now.current;
    if (!asked.value?.cursor) return;
    setBusy(true);
    try {
      const page = await api<FeedbackQueue>("GET", address(filters, asked.value.cursor));
      const { value } = now.current;
      if (now.current.key === asked.key && value) first.replace({ ...page, items: [...value.items, ...page.items] });
    } catch (problem) {
      announce(problemText(problem), "error");
    } finally {
      setBusy(false);
    }
  }, [key, first.replace]);

  /** The record after a step: it stays in the list only while it belongs there. */
  const put = useCallback(
    (record: FeedbackRecord) => {
      const { value } = now.current;
      if (!value) return;
      const office = bound ?? filters.office;
      const stays = record.state === filters.state && (!office || record.office === office);
      first.replace({ ...value, items: value.items.flatMap((row) => (row.id !== record.id ? [row] : stays ? [record] : [])) });
    },
    [key, first.replace],
  );
  return { ...first, more, put, busy };
}
