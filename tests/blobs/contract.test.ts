import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Blobs } from "../../functions/blobs/blobs.ts";
import { notRun } from "../support/not-run.ts";
import { engines, newKey, post } from "./engines.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const terms = (key: string) => ({ key, contentType: "application/pdf", minBytes: 4, maxBytes: 1000, expiresInSeconds: 60 });

for (const engine of engines()) {
  describe(`blobs on ${engine.name}`, () => {
    let blobs: Blobs;
    let lister: Blobs;
    let download: (address: string) => string;
    let stop: () => Promise<void>;
    beforeAll(async () => ({ blobs, lister, download, stop } = await engine.start()));
    afterAll(() => stop());

    it("gives back exactly what was put, also nothing and also much", async () => {
      for (const content of [new Uint8Array(), bytes("讲稿 𠮷"), randomBytes(3_000_000)]) {
        const key = newKey();
        await blobs.put(key, content, "application/pdf");
        expect(Buffer.compare((await blobs.get(key)) ?? bytes("?"), content)).toBe(0);
        expect(await blobs.head(key)).toEqual({ bytes: content.length });
      }
    });

    it("replaces on a second put and forgets on delete, however often", async () => {
      const key = newKey();
      await blobs.put(key, bytes("first"), "text/plain");
      await blobs.put(key, bytes("2nd"), "text/plain");
      expect(await blobs.get(key)).toEqual(bytes("2nd"));
      await blobs.delete(key);
      await blobs.delete(key);
      expect(await blobs.get(key)).toBeUndefined();
      expect(await blobs.head(key)).toBeUndefined();
    });

    it("lists every blob once, and none that is gone", async () => {
      const stem = newKey().replace("/", "");
      const keys = [`${stem}-a/b`, `${stem}-b`, `${stem}/a`, `${stem}/a-b`, `${stem}/b/c`, `${stem}0/a`];
      for (const key of keys.toReversed()) await blobs.put(key, bytes(key), "text/plain");
      const listed: { key: string; bytes: number }[] = [];
      for await (const blob of lister.list()) listed.push(blob);
      expect(listed.filter(({ key }) => key.startsWith(stem)).toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual(
        keys.map((key) => ({ key, bytes: key.length })),
      );
      await blobs.delete(keys[0]!);
      const left: string[] = [];
      for await (const { key } of lister.list()) left.push(key);
      expect(left.toSorted()).toEqual(
        listed
          .map(({ key }) => key)
          .filter((key) => key !== keys[0])
          .toSorted(),
      );
    });

    const pieces = async function* (content: Uint8Array) {
      for (let start = 0; start < content.length; start += 100_000) yield content.subarray(start, start + 100_000);
    };

    it("writes and reads piece by piece", async () => {
      for (const content of [new Uint8Array(), bytes("讲稿 𠮷"), randomBytes(2_500_000)]) {
        const key = newKey();
        await blobs.write(key, content.length, pieces(content), "application/pdf");
        const read: Uint8Array[] = [];
        for await (const chunk of (await blobs.read(key))!) read.push(chunk);
        expect(Buffer.compare(Buffer.concat(read), content)).toBe(0);
      }
      expect(await blobs.read(newKey())).toBeUndefined();
    });

    it("takes what comes of unknown length, also more than one part, and makes no blob of a source that fails", async () => {
      for (const content of [new Uint8Array(), bytes("讲稿 𠮷"), randomBytes(8 * 1024 * 1024), randomBytes(18_000_001)]) {
        const key = newKey();
        expect(await blobs.pour(key, pieces(content), "application/zip")).toBe(content.length);
        expect(Buffer.compare((await blobs.get(key)) ?? bytes("?"), content)).toBe(0);
      }
      const failing = async function* () {
        for (let part = 0; part < 12; part++) yield randomBytes(1024 * 1024);
        throw new Error("the scan is gone");
      };
      const key = newKey();
      await expect(blobs.pour(key, failing(), "text/plain")).rejects.toThrow("the scan is gone");
      expect(await blobs.head(key)).toBeUndefined();
      await expect(blobs.pour("../x", pieces(bytes("x")), "text/plain")).rejects.toThrow(TypeError);
    });

    it("lists one folder alone", async () => {
      const stem = newKey().replace("/", "");
      for (const key of [`${stem}/a`, `${stem}/b/c`, `${stem}-a/b`, `${stem}0/a`]) await blobs.put(key, bytes(key), "text/plain");
      const listed: string[] = [];
      for await (const { key } of lister.list(`${stem}/`)) listed.push(key);
      expect(listed.toSorted()).toEqual([`${stem}/a`, `${stem}/b/c`]);
      for await (const { key } of lister.list(`${newKey()}/`)) expect.unreachable(key);
    });

    it("makes no blob of a source that fails, ends early or goes on", async () => {
      const failing = async function* () {
        yield bytes("half");
        throw new Error("the disk is gone");
      };
      const key = newKey();
      await expect(blobs.write(key, 8, failing(), "text/plain")).rejects.toThrow("the disk is gone");
      await expect(blobs.write(key, 8, pieces(bytes("half")), "text/plain")).rejects.toThrow(TypeError);
      await expect(blobs.write(key, 3, pieces(bytes("half")), "text/plain")).rejects.toThrow(TypeError);
      // s3rver keeps what came of a broken upload, as no store should.
      if (engine.name !== "s3rver") expect(await blobs.head(key)).toBeUndefined();
    });

    it("refuses keys that were never generated", async () => {
      for (const key of [
        "../secret",
        "/etc/passwd",
        "ab/../cd",
        "ab/c\0d",
        "",
        "ab//cd",
        "AB/cd",
        ".incoming/x",
        "ab/",
        "ab\\cd",
        "课/件",
        "a".repeat(300),
      ]) {
        await expect(blobs.get(key), key).rejects.toThrow(TypeError);
        await expect(blobs.put(key, bytes("x"), "text/plain"), key).rejects.toThrow(TypeError);
        await expect(blobs.delete(key), key).rejects.toThrow(TypeError);
        await expect(blobs.head(key), key).rejects.toThrow(TypeError);
        await expect(blobs.presignUpload(terms(key)), key).rejects.toThrow(TypeError);
        await expect(blobs.presignDownload({ key, fileName: "a", contentType: "text/plain", expiresInSeconds: 5 }), key).rejects.toThrow(
          TypeError,
        );
        await expect(blobs.read(key), key).rejects.toThrow(TypeError);
        await expect(blobs.write(key, 1, pieces(bytes("x")), "text/plain"), key).rejects.toThrow(TypeError);
      }
    });

    it("serves a download as attachment under its Chinese name", async () => {
      const key = newKey();
      await blobs.put(key, bytes("正文"), "text/plain");
      const address = await blobs.presignDownload({
        key,
        fileName: '新任职干部的第一课(𠮷)\r\n";.txt',
        contentType: "text/plain",
        expiresInSeconds: 60,
      });
      const answer = await fetch(download(address));
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe("正文");
      const disposition = answer.headers.get("content-disposition") ?? "";
      expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''/);
      expect(decodeURIComponent(disposition.split("''")[1] ?? "")).toBe("新任职干部的第一课(𠮷).txt");
      expect(answer.headers.get("content-type")).toMatch(/^text\/plain; ?charset=utf-8$/i);
    });

    const ifChecked = engine.checksDownloads ? it : it.skip;
    if (!engine.checksDownloads)
      notRun(`altered download addresses on ${engine.name}`, "it checks their signatures wrongly; s3-signatures.test.ts recomputes them");
    ifChecked("refuses a download whose address was altered", async () => {
      const key = newKey();
      await blobs.put(key, bytes("x"), "application/pdf");
      const address = await blobs.presignDownload({ key, fileName: "a.pdf", contentType: "application/pdf", expiresInSeconds: 60 });
      expect((await fetch(address)).status).toBe(200);
      for (const altered of [
        address.replace("pdf", "htm"),
        address.replace(/application%2Fpdf/i, "text%2Fhtml"),
        address.replace(/([Ss]ignature=.)./, "$1-"),
        address.split("?")[0] ?? "",
      ]) {
        if (altered !== address) expect((await fetch(altered)).status, altered).toBe(403);
      }
    });

    it("takes a file by form", async () => {
      const key = newKey();
      const content = bytes("%PDF-1.7 正文");
      expect(await post(await blobs.presignUpload(terms(key)), content)).toEqual({ status: 204, code: "" });
      expect(await blobs.get(key)).toEqual(content);
    });

    if (!engine.enforcesPolicy) {
      notRun(
        `size, type and expiry of upload forms on ${engine.name}`,
        "it does not check upload policies; the policy itself is checked in s3-signatures.test.ts",
      );
      return;
    }

    it("refuses a file outside the size range before it is visible", async () => {
      for (const [length, code] of [
        [3, "EntityTooSmall"],
        [0, "EntityTooSmall"],
        [1001, "EntityTooLarge"],
        [300_000, "EntityTooLarge"],
      ] as const) {
        const key = newKey();
        expect(await post(await blobs.presignUpload(terms(key)), new Uint8Array(length)), String(length)).toEqual({ status: 400, code });
        expect(await blobs.head(key)).toBeUndefined();
      }
      for (const length of [4, 1000])
        expect((await post(await blobs.presignUpload(terms(newKey())), new Uint8Array(length))).status).toBe(204);
    });

    it("refuses altered, missing and additional fields", async () => {
      const key = newKey();
      const other = newKey();
      const form = await blobs.presignUpload(terms(key));
      const policyName = Object.keys(form.fields).find((name) => name.toLowerCase() === "policy") ?? "";
      const wider = Buffer.from(
        Buffer.from(form.fields[policyName] ?? "", "base64")
          .toString()
          .replace("1000", "9999"),
      ).toString("base64");
      for (const changed of [
        { key: other },
        { "Content-Type": "text/html" },
        { [policyName]: wider },
        { "x-amz-meta-more": "1" },
      ] as Record<string, string>[]) {
        expect((await post(form, new Uint8Array(10), changed)).status, JSON.stringify(changed)).toBe(403);
      }
      const { [policyName]: _, ...fields } = form.fields;
      expect((await post({ ...form, fields }, new Uint8Array(10))).status).toBeGreaterThanOrEqual(400);
      expect(await blobs.head(key)).toBeUndefined();
      expect(await blobs.head(other)).toBeUndefined();
    });

    it("refuses an expired form", async () => {
      const key = newKey();
      const form = await blobs.presignUpload({ ...terms(key), expiresInSeconds: -5 });
      expect((await post(form, new Uint8Array(10))).status).toBe(403);
      expect(await blobs.head(key)).toBeUndefined();
    });
  });
}
