import { useEffect, useState } from "preact/hooks";

/** A value that several screens watch. */
export interface Observable<T> {
  get: () => T;
  set: (value: T) => void;
  /** @returns the way to stop watching */
  watch: (seen: (value: T) => void) => () => void;
}

export function observable<T>(first: T): Observable<T> {
  let value = first;
  const watchers = new Set<(value: T) => void>();
  return {
    get: () => value,
    set: (next) => {
      if (next === value) return;
      value = next;
      for (const seen of watchers) seen(value);
    },
    watch: (seen) => {
      watchers.add(seen);
      return () => void watchers.delete(seen);
    },
  };
}

/** The present value; the component is drawn again when it changes. */
export function useObservable<T>(source: Observable<T>): T {
  const [value, setValue] = useState(source.get);
  useEffect(() => {
    // It may have changed between drawing and this moment.
    setValue(() => source.get());
    return source.watch((next) => setValue(() => next));
  }, [source]);
  return value;
}
