import { useEffect, useState } from "preact/hooks";

/** Whether the window is at least so wide, followed while it changes. @param width CSS pixels */
export function useWide(width: number): boolean {
  const query = `(min-width: ${width}px)`;
  const [wide, setWide] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const look = () => setWide(list.matches);
    look();
    list.addEventListener("change", look);
    return () => list.removeEventListener("change", look);
  }, [query]);
  return wide;
}
