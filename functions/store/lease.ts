import { ConditionFailed, type Item, type Store } from "./store.ts";

export interface LeaseOptions {
  table: string;
  name: string;
  /** Nobody else's: random for each process. */
  holder: string;
  /** A process that could not renew for so long no longer counts itself as the holder, ms. */
  lostMs?: number;
  /** A lease that was seen unchanged for so long belongs to nobody any more, ms; longer than `lostMs`. */
  deadMs?: number;
  /** Milliseconds that only ever grow. */
  time?: () => number;
}

/**
 * Says which of several processes over one store does what only one should do. Versions decide, never the clocks of two machines: the
 * holder writes again and again, and whoever has watched one version for `deadMs` of its own time takes the lease at that version.
 * A process that was stopped in the middle of its work and goes on later may overlap with the next, so the work itself must bear that.
 */
export class Lease {
  #store: Store;
  #options: Required<LeaseOptions>;
  #held: { version: number; renewed: number } | undefined;
  #seen: { version: number; at: number } | undefined;

  constructor(store: Store, options: LeaseOptions) {
    this.#store = store;
    this.#options = { lostMs: 15_000, deadMs: 20_000, time: () => performance.now(), ...options };
  }

  /** Whether this process may act now. */
  held(): boolean {
    return this.#held !== undefined && this.#options.time() - this.#held.renewed < this.#options.lostMs;
  }

  /** Renews the lease, or takes it when it is free or its holder is dead. One call at a time. @throws StoreUnavailable */
  async tend(): Promise<void> {
    const began = this.#options.time();
    if (this.#held && (await this.#write(this.#held.version, began))) return;
    const found = await this.#store.get(this.#options.table, this.#key());
    const version = found?.version ?? 0;
    if (this.#isFree(found, began)) await this.#write(version, began);
    // Only a reading that had ended when the version was new tells how long it has stood.
    else if (this.#seen?.version !== version) this.#seen = { version, at: this.#options.time() };
  }

  /** Frees the lease for whoever asks next; without it the others wait for `deadMs`. */
  async release(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    if (held) await this.#put(held.version, "");
  }

  #key() {
    return { pk: `lease#${this.#options.name}`, sk: "lease" };
  }

  #isFree(found: Item | undefined, now: number): boolean {
    // Our own: a renewal whose answer was lost.
    if (!found || found["holder"] === "" || found["holder"] === this.#options.holder) return true;
    return this.#seen?.version === found.version && now - this.#seen.at >= this.#options.deadMs;
  }

  async #write(version: number, began: number): Promise<boolean> {
    const written = await this.#put(version, this.#options.holder);
    this.#held = written === undefined ? undefined : { version: written, renewed: began };
    return written !== undefined;
  }

  /** @returns the new version; undefined when somebody else was quicker */
  async #put(version: number, holder: string): Promise<number | undefined> {
    const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
    try {
      return await this.#store.put(this.#options.table, { ...this.#key(), holder }, condition);
    } catch (error) {
      if (error instanceof ConditionFailed) return undefined;
      throw error;
    }
  }
}
