import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { BundleList, Run } from "../../../functions/backup/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem, newKey } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { type Loaded, useLoad } from "../shell/use-load.ts";
import { isOpen, problemWords, workWords } from "./words.ts";

/** How often a run is asked after, ms. */
const ASK_EVERY = 1500;

export interface Bundles {
  from: Loaded<BundleList>;
  /** A step is being sent. */
  busy: string;
  start: (path: string, body: object) => void;
  download: (id: string) => void;
  remove: (id: string) => void;
}

export interface Watched {
  /** The one run that both lists tell of: whichever heard of it last. */
  run: Run | undefined;
  tell: (run: Run | undefined) => void;
}

/** What goes on, told to the person once when it ends. */
export function useRun(): Watched {
  const [run, setRun] = useState<Run>();
  // An answer that was overtaken by a later one does not set a run going again.
  const tell = useCallback((next: Run | undefined) => {
    setRun((known) => (known && next && known.at === next.at && !isOpen(known) && isOpen(next) ? known : next));
  }, []);
  const before = useRef<Run | undefined>(undefined);
  useEffect(() => {
    const was = before.current;
    before.current = run;
    if (!run || !isOpen(was) || isOpen(run)) return;
    if (run.state === "failed") announce(`${workWords(run)}没有完成：${problemWords[run.problem ?? "internal"]}`, "error");
    else announce(`${workWords(run)}已完成`);
  }, [run]);
  return { run, tell };
}

/** The list at `base`, asked for again while something runs. */
export function useBundles(base: "/api/staff/backups" | "/api/staff/archives", { run, tell }: Watched): Bundles {
  const from = useLoad((signal) => api<BundleList>("GET", base, undefined, { signal }), []);
  const [busy, setBusy] = useState("");
  const { value, replace, reload } = from;
  useEffect(() => {
    if (value) tell(value.run);
  }, [value, tell]);
  const open = isOpen(run);
  useEffect(() => {
    if (!open) return undefined;
    const abort = new AbortController();
    let timer = 0;
    // One question at a time, none beyond the end: a late answer must not put the list back to what it was.
    const askLater = () => void (timer = window.setTimeout(() => void ask(), ASK_EVERY));
    const ask = async () => {
      try {
        const list = await api<BundleList>("GET", base, undefined, { signal: abort.signal });
        if (!abort.signal.aborted) replace(list);
      } catch {
        // A line that is away for a moment does not end the waiting.
      }
      if (!abort.signal.aborted) askLater();
    };
    askLater();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
      // Whichever list heard of the end: the other may not yet have what was made.
      reload();
    };
  }, [open, base, replace, reload]);

  const step = async (name: string, action: () => Promise<void>) => {
    setBusy(name);
    try {
      await action();
    } catch (problem) {
      announce(problemText(problem), "error");
      if (problem instanceof ApiProblem && problem.code === "busy") from.reload();
    }
    setBusy("");
  };
  return {
    from,
    busy,
    start: (path, body) =>
      void step(path || "start", async () => {
        const started = await api<Run>("POST", `${base}${path}`, body, { key: newKey() });
        if (from.value) from.replace({ ...from.value, run: started });
      }),
    download: (id) =>
      void step(`download ${id}`, async () => {
        const { url } = await api<{ url: string }>("POST", `${base}/${id}/download`, {});
        // Served as an attachment: the page stays.
        location.assign(url);
      }),
    remove: (id) =>
      void step(`remove ${id}`, async () => {
        await api("DELETE", `${base}/${id}`);
        announce("已删除");
        from.reload();
      }),
  };
}
