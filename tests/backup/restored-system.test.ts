import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import type { FeedbackProgress, FeedbackReceipt, FormToken } from "../../functions/feedback/contract.ts";
import type { MaterialList, MaterialPage } from "../../functions/materials/contract.ts";
import { type ServerProcess, startServerProcess } from "../support/server-process.ts";
import { command, newFolder, treeOf } from "./support.ts";

const PASSWORD = "restored password 7";
const servers: ServerProcess[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop("SIGKILL");
});

async function start(env: Record<string, string>): Promise<ServerProcess> {
  const server = await startServerProcess(env);
  servers.push(server);
  return server;
}

const json = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;
const post = (url: string, path: string, body: object) =>
  fetch(url + path, { method: "POST", headers: { "content-type": "application/json", origin: url }, body: JSON.stringify(body) });

/** What visitors and staff see of a system. */
async function seenOf(url: string, code: string) {
  const list = await json<MaterialList>(fetch(`${url}/api/materials?limit=50`));
  const found = await json<MaterialList>(fetch(`${url}/api/materials?q=${encodeURIComponent("温水效应")}`));
  const files: Record<string, number> = {};
  for (const { id, attachments } of list.items) {
    if (attachments === 0) continue;
    for (const file of (await json<MaterialPage>(fetch(`${url}/api/materials/${id}`))).attachments) {
      const answer = await fetch(new URL(file.url, url));
      expect(answer.status, file.fileName).toBe(200);
      files[file.fileName] = (await answer.arrayBuffer()).byteLength;
      expect(files[file.fileName]).toBe(file.bytes);
    }
  }
  const progress = await json<FeedbackProgress>(fetch(`${url}/api/feedback/receipts/${code}`));
  return {
    titles: list.items.map(({ title }) => title),
    found: found.items.map(({ id }) => id),
    files,
    progress,
    statistics: await json<object>(fetch(`${url}/api/statistics`)),
  };
}

it("a restored system starts, and has its accounts, list, search, receipts and attachments", async () => {
  const DATA_DIR = newFolder();
  const first = await start({ DATA_DIR, DEMO_PASSWORD: PASSWORD });
  const { formToken } = await json<FormToken>(fetch(`${first.url}/api/feedback/form`));
  await sleep(3100);
  const { code } = await json<FeedbackReceipt>(
    post(first.url, "/api/feedback", { kind: "建议", text: "多办几次现场辅导", formToken, name: "甲", contact: "000-0000", consent: true }),
  );
  const signedIn = await post(first.url, "/api/staff/session", { login: "editor", password: PASSWORD });
  const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
  const before = await seenOf(first.url, code);
  expect(before).toMatchObject({ progress: { text: "多办几次现场辅导" }, found: [expect.any(String)] });
  expect(before.titles.length).toBe(24);
  expect(Object.keys(before.files).length).toBeGreaterThan(0);
  expect(await first.stop()).toBe(0);

  const backup = join(newFolder(), "backup");
  expect(await command("backup", [backup], { DATA_DIR })).toMatchObject({ code: 0 });
  // Into an empty folder, and over another installation.
  const [empty, full] = [join(newFolder(), "data"), newFolder()];
  await (await start({ DATA_DIR: full, DEMO: "0" })).stop();
  expect(await command("restore", [backup], { DATA_DIR: empty })).toMatchObject({ code: 0 });
  expect(await command("restore", [backup, "--replace"], { DATA_DIR: full })).toMatchObject({ code: 0 });
  for (const folder of [empty, full]) {
    const again = join(newFolder(), "backup");
    expect(await command("backup", [again], { DATA_DIR: folder })).toMatchObject({ code: 0 });
    expect(treeOf(again)).toEqual(treeOf(backup));
    const server = await start({ DATA_DIR: folder });
    expect(await seenOf(server.url, code)).toEqual(before);
    // The session ended with the old system; the password still opens a new one.
    expect((await fetch(`${server.url}/api/staff/session`, { headers: { cookie } })).status).toBe(401);
    expect((await post(server.url, "/api/staff/session", { login: "editor", password: PASSWORD })).status).toBe(201);
    expect((await post(server.url, "/api/feedback", { kind: "建议", text: "同一张表第二次", formToken })).status).not.toBe(201);
    expect(await server.stop()).toBe(0);
  }
}, 90_000);

it("the server finishes a restore that was broken off after it counted", async () => {
  const DATA_DIR = newFolder();
  await (await start({ DATA_DIR, DEMO_PASSWORD: PASSWORD })).stop();
  const other = newFolder();
  await (await start({ DATA_DIR: other, DEMO: "0" })).stop();
  mkdirSync(join(other, ".restore/ready"), { recursive: true });
  for (const name of ["files", "secret", "store.sqlite"])
    cpSync(join(DATA_DIR, name), join(other, ".restore/ready", name), { recursive: true });
  const server = await start({ DATA_DIR: other });
  expect((await json<MaterialList>(fetch(`${server.url}/api/materials`))).items.length).toBeGreaterThan(0);
}, 60_000);
