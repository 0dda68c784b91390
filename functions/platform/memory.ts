interface Remembered {
  from: number;
  value: Promise<unknown>;
}

const MOST = 100;
const memories = new WeakMap<object, Map<string, Remembered>>();

/**
 * What `load` gave at most `ms` ago for this owner (a store) and name: for small public reads that many answers share. Failures are
 * not remembered; with 0 ms nothing is.
 */
export function remembered<T>(owner: object, name: string, now: number, ms: number, load: () => Promise<T>): Promise<T> {
  if (ms <= 0) return load();
  const memory = memories.get(owner) ?? new Map<string, Remembered>();
  memories.set(owner, memory);
  const known = memory.get(name);
  // A clock that was set back makes the memory look young for ever; then it is read anew.
  if (known && now >= known.from && now < known.from + ms) return known.value as Promise<T>;
  if (memory.size >= MOST) memory.clear();
  const value = load();
  memory.set(name, { from: now, value });
  value.catch(() => memory.delete(name));
  return value;
}
