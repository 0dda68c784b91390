import type { DatabaseSync } from "node:sqlite";
import { ConditionFailed, StoreLimit, StoreUnavailable, TokenReused } from "./store.ts";

/** A write that waits for its commit. It checks first and writes after, so a refusal leaves nothing behind. */
interface Job {
  apply: () => void;
  succeed: () => void;
  fail: (reason: unknown) => void;
}

export interface WriterStats {
  /** Commits that reached the disk. */
  commits: number;
  /** Writes they carried. */
  writes: number;
}

/** The most writes of one commit: bounds how long reads wait behind it. */
const GROUP = 256;

/** Bounds the wait under a steady stream of writes. */
const MOST_TURNS = 8;

/** Errors of the port are answers to one caller, given before anything was written; any other spoils the whole group. */
const isRefusal = (error: unknown) => error instanceof ConditionFailed || error instanceof StoreLimit || error instanceof TokenReused;

/**
 * Group commit: writes that come up in the same turn of the event loop share one transaction and one fsync, and each
 * caller hears of success only after that. Everything happens in one synchronous stretch, so no read ever sees a
 * transaction that is still open.
 */
export class SqliteWriter {
  readonly stats: WriterStats = { commits: 0, writes: 0 };
  #db: DatabaseSync;
  #queue: Job[] = [];
  #scheduled = false;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Queues a write. @returns its result once it is on the disk. @throws what `apply` threw, or StoreUnavailable */
  write<Result>(apply: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      let result: Result;
      this.#queue.push({
        apply: () => void (result = apply()),
        succeed: () => resolve(result),
        fail: reject,
      });
      this.#schedule();
    });
  }

  /** Commits what is queued, now. */
  flush(): void {
    while (this.#queue.length > 0) this.#commit(this.#queue.splice(0, GROUP));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#gather(0, 0);
  }

  /**
   * A commit costs more than the writes in it, so it waits while each turn of the event loop still brings new ones: a lone
   * write waits one turn more, requests that come in together share their commit.
   */
  #gather(before: number, turns: number): void {
    setImmediate(() => {
      const waiting = this.#queue.length;
      if (waiting > before && waiting < GROUP && turns < MOST_TURNS) return this.#gather(waiting, turns + 1);
      this.#scheduled = false;
      this.#commit(this.#queue.splice(0, GROUP));
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  #commit(group: Job[]): void {
    if (group.length === 0) return;
    const applied: Job[] = [];
    const refused: [Job, unknown][] = [];
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      for (const job of group) {
        try {
          job.apply();
          applied.push(job);
        } catch (error) {
          if (!isRefusal(error)) throw error;
          refused.push([job, error]);
        }
      }
      this.#db.exec("COMMIT");
    } catch (error) {
      this.#abandon(group, error);
      return;
    }
    this.stats.commits += 1;
    this.stats.writes += applied.length;
    for (const job of applied) job.succeed();
    // A refusal may rest on a write of the same group, so it too waits for the commit.
    for (const [job, reason] of refused) job.fail(reason);
  }

  #abandon(group: Job[], cause: unknown): void {
    try {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
    } catch {
      // SQLite has rolled back by itself.
    }
    for (const job of group) job.fail(new StoreUnavailable("the database could not commit", { cause }));
  }
}
