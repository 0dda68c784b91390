import type { Deps } from "../deps.ts";
import { ConditionFailed } from "../store/store.ts";
import { putRun, type StoredRun } from "./table.ts";

/** Somebody else has the run by now: this one was given up for dead. */
export class HoldLost extends Error {
  override name = "HoldLost";
}

/** Real time between two signs of life, ms. */
const BEAT = 10_000;
/** Progress is written at most so often, ms. */
const TELL = 1000;

/** Holds a run while it is carried out: says now and then that its process lives, and how far it is. */
export class Hold {
  run: StoredRun;
  #deps: Deps;
  #timer: NodeJS.Timeout;
  #writing: Promise<void> = Promise.resolve();
  #lost = false;
  #told = 0;

  private constructor(deps: Deps, run: StoredRun) {
    this.#deps = deps;
    this.run = run;
    this.#timer = setInterval(() => this.#write(), BEAT).unref();
  }

  /** @returns undefined when another process was quicker */
  static async take(deps: Deps, run: StoredRun): Promise<Hold | undefined> {
    const running: StoredRun = { ...run, state: "running", beat: deps.clock() };
    try {
      await deps.store.transact([putRun(running)]);
    } catch (error) {
      if (error instanceof ConditionFailed) return undefined;
      throw error;
    }
    return new Hold(deps, { ...running, version: run.version + 1 });
  }

  /** Counts what passes. @throws HoldLost */
  async *counted(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      this.check();
      this.run.bytes += chunk.length;
      if (Date.now() - this.#told > TELL) this.#write();
      yield chunk;
    }
  }

  /** @throws HoldLost */
  check(): void {
    if (this.#lost) throw new HoldLost();
  }

  /** Ends the signs of life; `run` then has the version that is in the store. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
  }

  /** One write after the other, each at the version of the one before. */
  #write(): void {
    this.#told = Date.now();
    this.#writing = this.#after(this.#writing);
  }

  async #after(before: Promise<void>): Promise<void> {
    await before;
    try {
      this.run.beat = this.#deps.clock();
      await this.#deps.store.transact([putRun(this.run)]);
      this.run.version += 1;
    } catch (error) {
      // A store that is away for a moment is no reason to throw the work away.
      if (error instanceof ConditionFailed) this.#lost = true;
    }
  }
}
