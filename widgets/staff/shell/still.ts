import { useEffect, useState } from "preact/hooks";

/** Nobody is in the middle of a word after so long without a key, ms. */
const STILL = 800;
let lastKey = 0;
window.addEventListener("keydown", () => void (lastKey = Date.now()), true);

/**
 * Turns true when something is wanted and the hands rest: a dialog that opens by itself would take half a sentence for itself, and
 * Enter as its answer.
 */
export function useOnceStill(wanted: boolean): boolean {
  const [still, setStill] = useState(false);
  useEffect(() => {
    let timer = 0;
    const look = () => {
      const rest = lastKey + STILL - Date.now();
      if (rest > 0) timer = window.setTimeout(look, rest);
      else setStill(true);
    };
    if (wanted) look();
    return () => {
      window.clearTimeout(timer);
      setStill(false);
    };
  }, [wanted]);
  return wanted && still;
}
