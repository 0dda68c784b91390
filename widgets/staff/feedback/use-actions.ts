import { useCallback, useRef } from "preact/hooks";
import type { DetailActions } from "./detail.tsx";

/** What the open feedback offers to keys: told by it, asked for when a key is pressed. */
export function useActions() {
  const now = useRef<DetailActions>({});
  const offer = useCallback((possible: DetailActions) => void (now.current = possible), []);
  const run = useCallback((name: keyof DetailActions) => now.current[name]?.(), []);
  return { offer, run };
}
