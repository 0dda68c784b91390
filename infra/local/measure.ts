import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { openDiskBlobs } from "../../functions/blobs/disk.ts";
import { clockwork } from "../../functions/clockwork.ts";
import { jobs } from "../../functions/jobs.ts";
import type { Deps } from "../../functions/deps.ts";
import { newSecret } from "../../functions/platform/ids.ts";
import { publicApp } from "../../functions/public-app.ts";
import { staffApp } from "../../functions/staff-app.ts";
import { countingStore, type Units } from "../../functions/store/counting.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { tables } from "../../functions/tables.ts";
import { readSettingsFrom, wire } from "../../functions/wire.ts";
import { seedDemo } from "./demo.ts";

/** What one thing that people do costs: units of the tables, calls of a function, bytes that go out packed. */
export interface Taken extends Units {
  calls: number;
  bytes: number;
}

/** What `npm run cost` multiplies by the load. */
export type Deed = "list" | "material" | "search" | "view" | "feedback" | "receipt" | "answer" | "publish" | "note" | "staffDay";

export interface Measured {
  deeds: Record<Deed, Taken>;
  /** One run of each job of the clock that has nothing to do. */
  idleJobs: Record<string, Taken>;
}

const ORIGIN = "http://127.0.0.1";
const PASSWORD = "a password for measuring";
const folderOfDemo = resolve(import.meta.dirname, "../../infra/local/demo-data");

/**
 * Carries out every deed once by the real routes, on the demo data and with nothing remembered from before, and counts what the
 * store is asked. The data lie in a folder that is gone afterwards.
 */
export async function measure(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "gxjt-cost-"));
  const sqlite = await openSqliteStore({ folder, tables, cursorKey: newSecret() });
  try {
    const blobs = openDiskBlobs({ folder: join(folder, "files"), signingKey: newSecret(), baseUrl: () => "", now: Date.now });
    const { store, taken } = countingStore(sqlite, tables);
    const parts = { store, blobs, secret: newSecret(), clientAddress: () => "203.0.113.9" };
    const settings = readSettingsFrom({ DATA_DIR: folder });
    const deps: Deps = { ...wire(settings, parts, { cacheMs: 0, formSeconds: 0 }), log: () => undefined };
    await seedDemo(deps, { empty: true, dataDir: folder, password: PASSWORD, folder: folderOfDemo });
    for (const [name] of clockwork) await jobs[name]!(deps);
    return await measureOn(deps, taken);
  } finally {
    await sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The apps as a browser sees them, counting calls and bytes. */
function newCaller(deps: Deps) {
  const [open, staff] = [publicApp(deps), staffApp(deps)];
  const out = { calls: 0, bytes: 0 };
  async function ask<T>(method: string, path: string, { body, cookie }: { body?: unknown; cookie?: string } = {}): Promise<T> {
    const headers = new Headers({ ...(method === "GET" ? {} : { origin: ORIGIN }), ...(cookie === undefined ? {} : { cookie }) });
    if (body !== undefined) headers.set("content-type", "application/json");
    const request = new Request(ORIGIN + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const answer = await (path.startsWith("/api/staff/") ? staff : open).fetch(request);
    const text = await answer.text();
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    out.calls += 1;
    out.bytes += gzipSync(text).length;
    if (path === "/api/staff/session" && method === "POST") return answer.headers.get("set-cookie")!.split(";")[0] as T;
    return (text === "" ? {} : JSON.parse(text)) as T;
  }
  const takenOut = () => {
    const now = { ...out };
    Object.assign(out, { calls: 0, bytes: 0 });
    return now;
  };
  return { ask, takenOut };
}

async function measureOn(deps: Deps, taken: () => Units): Promise<Measured> {
  const { ask, takenOut } = newCaller(deps);
  const of = async (deed: () => Promise<unknown>): Promise<Taken> => {
    taken();
    takenOut();
    await deed();
    return { ...taken(), ...takenOut() };
  };
  const signIn = (login: string) => ask<string>("POST", "/api/staff/session", { body: { login, password: PASSWORD } });
  const [cadre, editor, director] = [await signIn("cadre"), await signIn("editor"), await signIn("director")];
  const { items } = await ask<{ items: { id: string; title: string }[] }>("GET", "/api/materials?limit=20");
  const { id, title } = items[0]!;

  let code = "";
  const handIn = async () => {
    const { formToken } = await ask<{ formToken: string }>("GET", "/api/feedback/form");
    const text = "建议把这一篇的第二部分再讲得细一些，结合我们镇去年的几个例子，干部们听了更容易用上。";
    ({ code } = await ask<{ code: string }>("POST", "/api/feedback", { body: { kind: "建议", text, material: id, formToken } }));
  };
  const answer = async () => {
    const cookie = editor;
    const { items: waiting } = await ask<{ items: { id: string; version: number }[] }>("GET", "/api/staff/feedback?state=pending", {
      cookie,
    });
    const path = `/api/staff/feedback/${waiting[0]!.id}`;
    const { version } = await ask<{ version: number }>("POST", `${path}/accept`, {
      cookie,
      body: { version: waiting[0]!.version, office: "党员教育科" },
    });
    await ask("POST", `${path}/answer`, {
      cookie,
      body: { version, office: "党员教育科", answer: "谢谢您的建议，下次讲课时补上这几个例子。" },
    });
  };
  const publish = async () => {
    const body = `<p>${"学习资料的正文，一段大约两百个字。".repeat(12)}</p>`.repeat(12);
    let record = await ask<{ id: string; version: number }>("POST", "/api/staff/materials", {
      cookie: cadre,
      body: { title: "计量用的一篇", category: "评论文章", body },
    });
    const step = async (cookie: string, name: string) => {
      record = await ask("POST", `/api/staff/materials/${record.id}/${name}`, { cookie, body: { version: record.version } });
    };
    await step(cadre, "provide");
    await step(editor, "review");
    await step(director, "sign");
    await jobs["fold-search"]!(deps);
  };
  const note = async () => {
    const input = { kind: "note", title: "计量", day: "2026-11-20", about: null, ties: [], device: "measuring1" };
    const begun = await ask<{ id: string; version: number }>("POST", "/api/staff/notes", { cookie: cadre, body: { ...input, text: "" } });
    let { version } = begun;
    // A note of 600 characters is saved at some twenty pauses.
    for (let pause = 1; pause <= 20; pause++)
      ({ version } = await ask<{ version: number }>("PUT", `/api/staff/notes/${begun.id}`, {
        cookie: cadre,
        body: { ...input, text: "学".repeat(30 * pause), version },
      }));
  };
  const staffDay = async () => {
    const cookie = await signIn("editor");
    for (const path of ["session", "today", "materials?state=all", "feedback?state=pending", "settings"])
      for (let turn = 0; turn < 4; turn++) await ask("GET", `/api/staff/${path}`, { cookie });
  };

  const deeds: Record<Deed, Taken> = {
    list: await of(() => ask("GET", "/api/materials?limit=20")),
    material: await of(async () => Promise.all([ask("GET", `/api/materials/${id}`), ask("GET", `/api/materials/${id}/feedback`)])),
    search: await of(() => ask("GET", `/api/materials?q=${encodeURIComponent(title.slice(0, 4))}`)),
    view: await of(() => ask("POST", `/api/materials/${id}/views`, { body: {} })),
    feedback: await of(handIn),
    receipt: await of(() => ask("GET", `/api/feedback/receipts/${code}`)),
    answer: await of(answer),
    publish: await of(publish),
    note: await of(note),
    staffDay: await of(staffDay),
  };
  const idleJobs: Record<string, Taken> = {};
  for (const [name] of clockwork) {
    await jobs[name]!(deps);
    idleJobs[name] = { ...(await of(() => jobs[name]!(deps))), calls: 1 };
  }
  return { deeds, idleJobs };
}
