import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { whenBack } from "./online.ts";

/** Something that is asked of the server: nothing yet, here, or failed; an older value stays while a newer one comes. */
export interface Loaded<T> {
  value: T | undefined;
  problem: unknown;
  loading: boolean;
  reload: () => void;
  /** Puts a newer value in place, such as the answer of a change. */
  replace: (value: T) => void;
}

/**
 * Loads when the screen opens and whenever one of `inputs` changes; an answer that has become stale is dropped. What failed for
 * want of a line is asked again when the line is back.
 */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ value: T | undefined; problem: unknown; loading: boolean }>({
    value: undefined,
    problem: undefined,
    loading: true,
  });
  const [round, setRound] = useState(0);
  const failed = useRef(false);
  const asking = useRef(false);
  useEffect(() => {
    const abort = new AbortController();
    setState(({ value }) => ({ value, problem: undefined, loading: true }));
    const run = async () => {
      asking.current = true;
      try {
        const value = await load(abort.signal);
        if (abort.signal.aborted) return;
        failed.current = asking.current = false;
        setState({ value, problem: undefined, loading: false });
      } catch (problem) {
        if (abort.signal.aborted) return;
        failed.current = true;
        asking.current = false;
        setState({ value: undefined, problem, loading: false });
      }
    };
    void run();
    return () => abort.abort();
  }, [...inputs, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => whenBack(() => void (failed.current && reload())), []);
  const replace = useCallback((value: T) => {
    setState({ value, problem: undefined, loading: false });
    // What was asked before may be answered with the state before: it is dropped and asked once more.
    if (asking.current) reload();
  }, []);
  return { ...state, reload, replace };
}
