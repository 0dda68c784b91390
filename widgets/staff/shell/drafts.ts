import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { me } from "./session.ts";

/*
 * The decision on text kept on the device (ASVS 14.3.3): what is being written is kept in localStorage under the id of its
 * author until it is saved, so that no crash, no dead line and no ended session loses it. Contact details and passwords are
 * never part of it. Signing out offers to clear it; after 30 days it goes by itself.
 */
const PREFIX = "gxjt:draft:";
const KEPT = 30 * 24 * 3_600_000;
const WRITE_AFTER = 300;

interface Kept<T> {
  at: number;
  value: T;
}

const own = () => `${PREFIX}${me.get()?.id ?? ""}:`;

function read<T>(name: string): Kept<T> | undefined {
  try {
    const text = localStorage.getItem(name);
    return text ? (JSON.parse(text) as Kept<T>) : undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether the device kept it */
function write(name: string, kept: object | undefined): boolean {
  try {
    if (kept) localStorage.setItem(name, JSON.stringify(kept));
    else localStorage.removeItem(name);
    return true;
  } catch {
    return false;
  }
}

function names(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

/** How many unsaved texts of this person lie on the device. */
export const countDrafts = (): number => names(own()).length;
export function clearDrafts(): void {
  for (const name of names(own())) write(name, undefined);
}

/** What this person's device keeps under keys that begin with `prefix`, for lists of it. */
export function keptDrafts(prefix: string): { key: string; at: number; value: unknown }[] {
  return names(own() + prefix).flatMap((name) => {
    const kept = read<unknown>(name);
    return kept ? [{ key: name.slice(own().length), ...kept }] : [];
  });
}
/** Keeps or, without a value, forgets a draft that no open screen holds. */
export function keepDraft(key: string, value: object | undefined): void {
  write(own() + key, value && { at: Date.now(), value });
}

/** Throws away what nobody came back for. */
export function dropOldDrafts(now = Date.now()): void {
  for (const name of names(PREFIX)) if (now - (read(name)?.at ?? 0) > KEPT) write(name, undefined);
}

export interface Draft<T> {
  value: T;
  set: (value: T) => void;
  /** After saving: forgets the copy on the device and goes on from `value`. */
  clear: (value?: T) => void;
  /** When the text found at opening was last changed; undefined when there was none. */
  recoveredAt: number | undefined;
}

/**
 * A value that survives reload, crash and an ended session.
 * @param key names the thing being written, such as `answer:<id>`; a new key starts anew
 * @param initial what is there when nothing was kept
 */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const name = own() + key;
  const found = useRef<{ name: string; kept: Kept<T> | undefined }>(undefined);
  if (found.current?.name !== name) found.current = { name, kept: read<T>(name) };
  const [state, setState] = useState({ name, value: found.current.kept?.value ?? initial });
  const value = state.name === name ? state.value : (found.current.kept?.value ?? initial);
  const pending = useRef<{ name: string; value: T } | undefined>(undefined);
  const timer = useRef(0);

  const flush = useCallback(() => {
    window.clearTimeout(timer.current);
    if (pending.current) write(pending.current.name, { at: Date.now(), value: pending.current.value });
    pending.current = undefined;
  }, []);
  useEffect(() => {
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [name]);

  const set = useCallback(
    (next: T) => {
      setState({ name, value: next });
      pending.current = { name, value: next };
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(flush, WRITE_AFTER);
    },
    [name],
  );
  const clear = useCallback(
    (next?: T) => {
      window.clearTimeout(timer.current);
      pending.current = undefined;
      write(name, undefined);
      found.current = { name, kept: undefined };
      if (next !== undefined) setState({ name, value: next });
    },
    [name],
  );
  return { value, set, clear, recoveredAt: found.current.kept?.at };
}
