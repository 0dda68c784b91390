import { describe, expect, test } from "vitest";
import { AnswerCache } from "../../functions/http/answer-cache.ts";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { newColumn } from "../support/column.ts";

const answer = (body: string, until = 100) => ({ body, etag: `"${body.length}"`, until, packed: {} });

describe("the cache of finished answers", () => {
  test("gives an answer until its time", () => {
    const cache = new AnswerCache();
    cache.set("a", answer("x"));
    expect(cache.get("a", 99)?.body).toBe("x");
    expect(cache.get("a", 100)).toBeUndefined();
    expect(cache.get("b", 0)).toBeUndefined();
  });

  test("drops the oldest when it is full, and takes no giant", () => {
    const cache = new AnswerCache();
    for (let place = 0; place < 50; place += 1) cache.set(String(place), answer("x".repeat(100_000)));
    expect(cache.get("0", 0)).toBeUndefined();
    expect(cache.get("9", 0)).toBeUndefined();
    expect(cache.get("10", 0)).toBeDefined();
    cache.set("49", answer("y"));
    cache.set("giant", answer("x".repeat(300_000)));
    expect(cache.get("giant", 0)).toBeUndefined();
    expect(cache.get("49", 0)?.body).toBe("y");
  });

  test("an answer is repeated for its moment and no longer; packed and plain are the same", async () => {
    const column = await newColumn({ cacheMs: 1000 });
    await column.publish({ title: "第一篇", summary: "很".repeat(200) });
    for (let place = 0; place < 5; place += 1) await column.publish({ title: `又一篇${place}`, summary: "长".repeat(200) });
    const plain = await column.call("GET", "/api/materials");
    for (const [accepted, encoding, unpack] of [
      ["gzip, br", "br", brotliDecompressSync],
      ["gzip, deflate", "gzip", gunzipSync],
    ] as const) {
      const packed = await column.call("GET", "/api/materials", { headers: { "accept-encoding": accepted } });
      expect(packed.headers.get("content-encoding")).toBe(encoding);
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
      expect(unpack(packed.bytes).toString()).toBe(plain.text);
      expect(packed.headers.get("etag")).toBe(plain.headers.get("etag"));
    }
    expect(plain.headers.get("vary")).toBe("Origin, Accept-Encoding");
    await column.publish({ title: "最新" });
    column.time.now -= 1000;
    expect((await column.call("GET", "/api/materials")).text).toBe(plain.text);
    column.time.now += 1001;
    expect((await column.call("GET", "/api/materials")).text).toContain("最新");
  });
});
