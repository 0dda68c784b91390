import { useCallback, useEffect, useRef } from "preact/hooks";

/** Runs the latest of several calls, once nothing new has come for so many ms. */
export function useLater(ms: number): (run: () => void) => void {
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return useCallback(
    (run) => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(run, ms);
    },
    [ms],
  );
}
