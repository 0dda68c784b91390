import { readdirSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openDiskBlobs } from "../../functions/blobs/disk.ts";
import { newKey, post, startDisk } from "./engines.ts";

let disk: Awaited<ReturnType<typeof startDisk>>;
beforeAll(async () => {
  disk = await startDisk();
});
afterAll(() => disk.stop());
beforeEach(() => {
  disk.clock.now = Date.parse("2026-11-23T08:30:00Z");
});

const terms = (key: string) => ({ key, contentType: "application/pdf", minBytes: 4, maxBytes: 1000, expiresInSeconds: 60 });
const incoming = () => readdirSync(join(disk.folder, ".incoming"));

it("lets addresses expire by the clock", async () => {
  const key = newKey();
  const form = await disk.blobs.presignUpload(terms(key));
  disk.clock.now += 59_999;
  expect((await post(form, new Uint8Array(10))).status).toBe(204);
  const address = await disk.blobs.presignDownload({ key, fileName: "a.pdf", contentType: "application/pdf", expiresInSeconds: 60 });
  disk.clock.now += 59_999;
  expect((await fetch(address)).status).toBe(200);
  disk.clock.now += 1;
  expect((await fetch(address)).status).toBe(403);
  expect(await post(form, new Uint8Array(10))).toEqual({ status: 403, code: "AccessDenied" });
});

it("serves files that no browser will run, whatever their type", async () => {
  const key = newKey();
  await disk.blobs.put(key, new TextEncoder().encode("<script>alert(1)</script>"), "text/html");
  const address = await disk.blobs.presignDownload({ key, fileName: "a.html", contentType: "text/html", expiresInSeconds: 60 });
  const { headers } = await fetch(address, { method: "HEAD" });
  expect(headers.get("content-disposition")).toMatch(/^attachment;/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("content-length")).toBe("25");
});

it("answers 404 for a blob that is gone, and 403 for repeated or added parameters", async () => {
  const key = newKey();
  await disk.blobs.put(key, new Uint8Array(4), "application/pdf");
  const address = await disk.blobs.presignDownload({ key, fileName: "a.pdf", contentType: "application/pdf", expiresInSeconds: 60 });
  for (const more of ["&name=b.exe", "&x=1", "&type=text/html"]) expect((await fetch(address + more)).status).toBe(403);
  await disk.blobs.delete(key);
  expect((await fetch(address)).status).toBe(404);
});

it("leaves no half-written file behind, whoever fails", async () => {
  const form = await disk.blobs.presignUpload(terms(newKey()));
  await post(form, new Uint8Array(5000));
  await post(form, new Uint8Array(1));
  expect(incoming()).toEqual([]);

  writeFileSync(join(disk.folder, ".incoming", "left-by-a-crash"), "x");
  openDiskBlobs({ folder: disk.folder, signingKey: "another signing key!", baseUrl: () => "", now: () => 0 });
  expect(incoming()).toEqual([]);
});

it("keeps the older blob when its replacement is refused", async () => {
  const key = newKey();
  const form = await disk.blobs.presignUpload(terms(key));
  await post(form, new Uint8Array(10));
  await post(form, new Uint8Array(2000));
  expect(await disk.blobs.head(key)).toEqual({ bytes: 10 });
});

it("refuses what is no form, has no file, or puts the file before the fields", async () => {
  const url = `${disk.origin}/files/upload`;
  const form = (...parts: string[]) => ({
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=b" },
    body: parts.map((part) => `--b\r\n${part}\r\n`).join("") + "--b--\r\n",
  });
  const { fields } = await disk.blobs.presignUpload(terms(newKey()));
  const field = (name: string, value: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
  const all = Object.entries(fields).map(([name, value]) => field(name, value));
  const file = 'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7';
  const status = async (init: RequestInit) => (await fetch(url, { method: "POST", ...init })).status;

  expect(await status({ body: "x" })).toBe(400);
  expect(await status({ headers: { "content-type": "multipart/form-data" }, body: "x" })).toBe(400);
  expect(await status(form(...all))).toBe(400);
  expect(await status(form(file, ...all))).toBe(403);
  expect(await status(form(...all, field("key", "ab/other"), file))).toBe(400);
  expect(await status(form(field("__proto__", "x"), ...all, file))).toBe(403);
  expect(await status(form(field("policy2", "x".repeat(9000)), ...all, file))).toBe(400);
  expect(await status(form(...all, file))).toBe(204);
});

it("survives an upload that is cut off, and stores nothing of it", async () => {
  const key = newKey();
  const { fields } = await disk.blobs.presignUpload(terms(key));
  const head = Object.entries(fields)
    .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join("");
  const body = `${head}--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 half of`;
  const socket = createConnection(Number(new URL(disk.origin).port), "127.0.0.1");
  socket.write(
    `POST /files/upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length + 500}\r\n\r\n${body}`,
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await disk.blobs.head(key)).toBeUndefined();
  expect(incoming()).toEqual([]);
});

it("answers a far too large upload without reading it to its end", async () => {
  const form = await disk.blobs.presignUpload(terms(newKey()));
  expect(await post(form, new Uint8Array(20_000_000))).toEqual({ status: 400, code: "EntityTooLarge" });
});
