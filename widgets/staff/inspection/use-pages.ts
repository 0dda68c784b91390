import { useState } from "preact/hooks";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { useLoad } from "../shell/use-load.ts";

interface Page<T> {
  items: T[];
  cursor?: string | undefined;
}

/** A list that comes in pages: the first at once, the others when asked for. */
export function usePages<T>(path: string) {
  const from = useLoad((signal) => api<Page<T>>("GET", path, undefined, { signal }), [path]);
  const [busy, setBusy] = useState(false);
  const more = async () => {
    if (!from.value?.cursor) return;
    setBusy(true);
    try {
      const next = await api<Page<T>>("GET", `${path}?cursor=${encodeURIComponent(from.value.cursor)}`);
      from.replace({ ...next, items: [...from.value.items, ...next.items] });
    } catch (problem) {
      announce(problemText(problem), "error");
    } finally {
      setBusy(false);
    }
  };
  return { from, busy, more };
}
