import { useEffect, useRef, useState } from "preact/hooks";
import type { AuditEntry, AuditList } from "../../../functions/audit/contract.ts";
import { api } from "../shell/api.ts";
import { announce } from "../shell/announce.tsx";
import { problemText } from "../shell/problems.ts";
import { type Loaded, useLoad } from "../shell/use-load.ts";

/** The filters as they stand in the address; empty ones are left out. */
export type Filters = Partial<Record<"person" | "kind" | "object" | "outcome" | "from" | "to", string>>;

export function queryOf(filters: Filters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) search.set(name, value);
  return search.toString();
}

/** The server bounds the work of one request: for a filter that little fits it is asked on, so often at a time. */
const MOST_REQUESTS = 8;
const ENOUGH = 20;

/** One request's share. */
export async function askOnce(query: string, cursor: string | undefined, signal?: AbortSignal): Promise<AuditList> {
  const at = cursor === undefined ? "" : `${query ? "&" : ""}cursor=${encodeURIComponent(cursor)}`;
  return api<AuditList>("GET", `/api/staff/audit?${query}${at}`, undefined, { signal });
}

/** A page of the list: asks on while little comes. */
async function ask(query: string, cursor: string | undefined, signal?: AbortSignal): Promise<AuditList> {
  const items: AuditEntry[] = [];
  let names: AuditList["names"] = {};
  let page = await askOnce(query, cursor, signal);
  for (let request = 1; ; request += 1) {
    items.push(...page.items);
    names = { ...names, ...page.names };
    if (page.cursor === undefined || items.length >= ENOUGH || request >= MOST_REQUESTS) return { ...page, items, names };
    page = await askOnce(query, page.cursor, signal);
  }
}

export interface Lines {
  from: Loaded<AuditList>;
  items: AuditEntry[];
  names: AuditList["names"];
  /** The day (Beijing) down to which was looked. */
  until: string;
  more: boolean;
  busy: boolean;
  onMore: () => void;
}

/** Lines that fit, a page after another; another query starts anew. */
export function useLines(query: string): Lines {
  const from = useLoad((signal) => ask(query, undefined, signal), [query]);
  const [rest, setRest] = useState<{ first: AuditList; page: AuditList }>();
  const [busy, setBusy] = useState(false);
  const wanted = useRef(query);
  useEffect(() => void (wanted.current = query), [query]);
  const later = rest && rest.first === from.value ? rest.page : undefined;
  const last = later ?? from.value;
  const onMore = async () => {
    const first = from.value;
    if (!first || !last?.cursor) return;
    setBusy(true);
    try {
      const page = await ask(query, last.cursor);
      // Whoever has changed the filter meanwhile wants other lines.
      if (wanted.current === query)
        setRest({
          first,
          page: { ...page, items: [...(later?.items ?? []), ...page.items], names: { ...later?.names, ...page.names } },
        });
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };
  return {
    from,
    items: [...(from.value?.items ?? []), ...(later?.items ?? [])],
    names: { ...from.value?.names, ...later?.names },
    until: last?.until ?? "",
    more: last?.cursor !== undefined,
    busy,
    onMore: () => void onMore(),
  };
}
