import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { NewItem, Query, Store, WholeStore } from "../../functions/store/store.ts";
import { notRun } from "./not-run.ts";
import type { Engine, RunningEngine } from "./store-engines.ts";

/** What a contract test works on. */
export interface Subject {
  engine: Engine;
  store: WholeStore;
  /** The store's own clock stands still; tests move it forward, never back. */
  seconds(): number;
  pass(seconds: number): void;
  /** A partition key that no other test uses. */
  pk(): string;
}

/** Starts an engine for the tests that `define` registers; reports an engine that cannot run here. */
export function withEngine(engine: Engine, title: string, define: (subject: () => Subject) => void): void {
  if (engine.missing !== undefined) {
    notRun(`the ${title} on ${engine.name}`, engine.missing);
    describe.skip(`${title} on ${engine.name}`, () => it("cannot run here", () => {}));
    return;
  }
  describe(`${title} on ${engine.name}`, () => {
    let running: RunningEngine | undefined;
    let subject: Subject | undefined;
    beforeAll(async () => {
      running = await engine.start();
      let passed = 0;
      const start = Math.floor(Date.now() / 1000) * 1000;
      const now = () => start + passed * 1000;
      subject = {
        engine,
        store: await running.open(now),
        seconds: () => Math.floor(now() / 1000),
        pass: (seconds) => void (passed += seconds),
        pk: () => `分区-${randomUUID()}`,
      };
    }, 60_000);
    afterAll(async () => {
      await subject?.store.close();
      await running?.stop();
    });
    define(() => subject!);
  });
}

/** Puts items that were not there, many at a time. */
export async function putAll(store: Store, items: NewItem[], table = "entries"): Promise<void> {
  for (let start = 0; start < items.length; start += 25) {
    await Promise.all(items.slice(start, start + 25).map((item) => store.put(table, item, { ifAbsent: true })));
  }
}

/** The sort keys of all pages of a query, page by page. */
export async function pagesOf(store: Store, query: Query): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await store.query({ ...query, cursor });
    pages.push(page.items.map(({ sk }) => sk));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}
