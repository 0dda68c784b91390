import { useEffect, useRef, useState } from "preact/hooks";
import type { MaterialLine } from "../../../functions/materials/queue.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { useLoad, type Loaded } from "../shell/use-load.ts";

interface Page {
  items: MaterialLine[];
  cursor?: string | undefined;
}

/** Requests made at once for a filter that little fits: the server reads so much for each. */
const MOST_REQUESTS = 5;

/** Asks on while pages come back empty, since the work of one request is bounded. */
async function ask(query: string, cursor: string | undefined, signal?: AbortSignal): Promise<Page> {
  let page: Page = { items: [], cursor };
  for (let request = 0; request < MOST_REQUESTS; request += 1) {
    const from = page.cursor ? `&cursor=${encodeURIComponent(page.cursor)}` : "";
    page = await api<Page>("GET", `/api/staff/materials?${query}${from}`, undefined, { signal });
    if (page.items.length > 0 || !page.cursor) break;
  }
  return page;
}

export interface Queue {
  from: Loaded<Page>;
  items: MaterialLine[];
  more: boolean;
  busy: boolean;
  onMore: () => void;
}

/** The lines that fit a query, a page after another; a new query starts anew. */
export function useQueue(query: string): Queue {
  const from = useLoad((signal) => ask(query, undefined, signal), [query]);
  const [rest, setRest] = useState<Page & { first: Page }>();
  const [busy, setBusy] = useState(false);
  const wanted = useRef(query);
  useEffect(() => void (wanted.current = query), [query]);
  const mine = rest && rest.first === from.value ? rest : undefined;
  const cursor = mine ? mine.cursor : from.value?.cursor;
  const onMore = async () => {
    setBusy(true);
    try {
      const page = await ask(query, cursor);
      // Whoever has changed the filter meanwhile wants other lines.
      if (wanted.current === query && from.value)
        setRest({ first: from.value, items: [...(mine?.items ?? []), ...page.items], cursor: page.cursor });
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };
  return {
    from,
    items: [...(from.value?.items ?? []), ...(mine?.items ?? [])],
    more: cursor !== undefined,
    busy,
    onMore: () => void onMore(),
  };
}
