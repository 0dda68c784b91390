import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Store } from "../store/store.ts";
import { defaultAccent } from "./accent.contract.ts";
import { readSettings } from "./table.ts";

/** What the settings say about the pages outside: asked for by requests that have no other business with the settings. */
interface Seen {
  portals: readonly string[];
  accent: string;
}

/** From this age on the settings are read anew, beside the request. */
const YOUNG = 5_000;
/** From this age on a request waits for them: a change holds everywhere after ten seconds. */
const OLD = 10_000;
/** A store that hangs holds a request no longer than this; then what was last known holds. */
const PATIENCE = 1_000;

export interface LiveSettings {
  /** Origins that may embed the column: those of the environment and those of the settings, as they were at most 10 s ago. Never throws. */
  portals: () => Promise<readonly string[]>;
  /** "#rrggbb", as it was at most 10 s ago. Never throws. */
  accent: () => Promise<string>;
}

const soon = (ms: number) => new Promise<void>((done) => setTimeout(done, ms).unref());

/**
 * The settings that nearly every request needs, read at most once in five seconds by each process, whatever comes in. While the store
 * does not answer, the last known hold, at first those of the environment alone.
 */
export function liveSettings(parts: { store: Store; clock: Clock; log: Log; portalOrigins: readonly string[] }): LiveSettings {
  const { store, clock, log, portalOrigins: fixed } = parts;
  let seen: Seen = { portals: fixed, accent: defaultAccent };
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      const { portalOrigins, accent } = await readSettings(store);
      seen = { portals: [...new Set([...fixed, ...portalOrigins])], accent };
    } catch (error) {
      log("settings-unread", { reason: String(error) });
    }
    // After a failure too: a store that is away is not asked by every request.
    readAt = clock();
    reading = undefined;
  }

  async function now(): Promise<Seen> {
    const age = clock() - readAt;
    // A clock that was set back makes what is known look young for ever.
    if (age >= 0 && age < YOUNG) return seen;
    reading ??= read();
    if (age < 0 || age >= OLD) {
      const done = await Promise.race([reading.then(() => true), soon(PATIENCE)]);
      // While it hangs, the next requests do not wait as well.
      if (!done) readAt = clock();
    }
    return seen;
  }

  return { portals: async () => (await now()).portals, accent: async () => (await now()).accent };
}
