import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Hono } from "hono";
import { afterEach } from "vitest";
import { openDiskBlobs } from "../../functions/blobs/disk.ts";
import { diskRoutes } from "../../functions/blobs/disk-routes.ts";
import type { Config, Deps } from "../../functions/deps.ts";
import type { Material, MaterialInput } from "../../functions/materials/contract.ts";
import type { Role } from "../../functions/people/contract.ts";
import { startSession } from "../../functions/people/sessions.ts";
import { createAccount, findAccount } from "../../functions/people/table.ts";
import { newId } from "../../functions/platform/ids.ts";
import { publicApp } from "../../functions/public-app.ts";
import { liveSettings } from "../../functions/settings/live.ts";
import { staffApp } from "../../functions/staff-app.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import type { Store } from "../../functions/store/store.ts";
import { tables } from "../../functions/tables.ts";

export const START = Date.parse("2026-11-23T01:00:00.000Z");
export const ORIGIN = "http://column.test";

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
  text: string;
  bytes: Uint8Array;
}

export interface Sent {
  body?: unknown;
  cookie?: string | undefined;
  headers?: Record<string, string>;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

export type Column = Awaited<ReturnType<typeof newColumn>>;

/** The whole column on a real store (SQLite unless another is given) and a folder of files, without a network; the test moves its clock. */
export async function newColumn(change: Partial<Config> = {}, openStore?: (now: () => number) => Promise<Store>) {
  const folder = mkdtempSync(join(tmpdir(), "gxjt-column-"));
  const time = { now: START };
  const clock = () => time.now;
  const store = await (openStore?.(clock) ?? openSqliteStore({ folder, tables, cursorKey: "a key of cursors for tests", now: clock }));
  open.push(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const blobs = openDiskBlobs({ folder: join(folder, "files"), signingKey: "a key of files for tests", baseUrl: () => "", now: clock });
  const logged: string[] = [];
  const config: Config = {
    publicOrigin: ORIGIN,
    portalOrigins: ["https://portal.test"],
    secret: "a secret of this installation",
    cacheMs: 0,
    formSeconds: 3,
    stylesheet: "/embed/column.css",
    frameScript: "/embed/frame.js",
    demo: false,
    checkAnswers: true,
    ...change,
  };
  const log: Deps["log"] = (event, details) => void logged.push(JSON.stringify({ event, ...details }));
  const deps: Deps = {
    store,
    blobs,
    clock,
    log,
    config,
    ...liveSettings({ store, clock, log, portalOrigins: config.portalOrigins }),
    clientAddress: (c) => c.req.header("x-test-address") ?? "203.0.113.9",
  };
  const staff = staffApp(deps);
  const open_ = publicApp(deps);
  const files = diskRoutes(blobs);

  const fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const app = pathname.startsWith("/api/staff/") ? staff : pathname.startsWith("/files/") ? files : open_;
    return app.fetch(request);
  };

  async function call<T = Record<string, unknown>>(
    method: string,
    path: string,
    { body, cookie, headers = {} }: Sent = {},
  ): Promise<Answer<T>> {
    const all = new Headers({ ...(method === "GET" ? {} : { origin: ORIGIN }), ...headers });
    const isForm = body instanceof FormData;
    if (body !== undefined && !isForm && !all.has("content-type")) all.set("content-type", "application/json");
    if (cookie) all.set("cookie", cookie);
    const sent = body === undefined ? {} : { body: isForm || typeof body === "string" ? body : JSON.stringify(body) };
    const response = await fetch(new Request(`${ORIGIN}${path}`, { method, headers: all, ...sent }));
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const json = response.headers.get("content-type")?.includes("json") && !response.headers.has("content-encoding") && text !== "";
    return { status: response.status, headers: response.headers, text, bytes, body: (json ? JSON.parse(text) : {}) as T };
  }

  /** A session of a new person with these roles. */
  async function signIn(roles: Role[], more: { office?: string; unit?: string; name?: string; id?: string } = {}): Promise<string> {
    const { office = "", unit = "", name = "某人", id = newId() } = more;
    const { operations } = createAccount({ login: `p${id}`, name, roles, office, unit }, "no password", id);
    await store.transact(operations);
    return sessionOf(id);
  }

  async function sessionOf(id: string): Promise<string> {
    const account = (await findAccount(store, id))!;
    const app = new Hono().get("/", async (c) => {
      await startSession(deps, c, account);
      return c.body(null);
    });
    return (await app.request("/")).headers.get("set-cookie")!.split(";")[0]!;
  }

  const step = <T = Material>(cookie: string, record: { id: string; version: number }, name: string, body: object = {}) =>
    call<T>("POST", `/api/staff/materials/${record.id}/${name}`, { cookie, body: { version: record.version, ...body } });

  /** Publishes a material through the three steps by three people, a second later than the last. */
  async function publish(input: Partial<MaterialInput> = {}): Promise<Material> {
    const [cadre, editor, director] = [await signIn(["cadre"]), await signIn(["editor"]), await signIn(["director"])];
    const body = { title: "创新三题", category: "评论文章", body: "<p>第一题：在学习中创新。</p>", ...input };
    const { body: draft } = await call<Material>("POST", "/api/staff/materials", { cookie: cadre, body });
    const { body: provided } = await step(cadre, draft, "provide");
    const { body: reviewed } = await step(editor, provided, "review");
    const { body: signed } = await step(director, reviewed, "sign");
    time.now += 1000;
    return signed;
  }

  /** Uploads bytes as the workbench does: open the upload, post the form. @returns the upload's id */
  async function upload(cookie: string, fileName: string, bytes: Uint8Array): Promise<string> {
    const { body: opened } = await call<{ upload: string; url: string; fields: Record<string, string> }>("POST", "/api/staff/uploads", {
      cookie,
      body: { fileName, bytes: bytes.length },
    });
    const form = new FormData();
    for (const [name, value] of Object.entries(opened.fields)) form.append(name, value);
    form.append("file", new File([bytes as Uint8Array<ArrayBuffer>], fileName, { type: opened.fields["Content-Type"] ?? "" }));
    const posted = await call("POST", opened.url, { body: form });
    if (posted.status !== 204) throw new Error(`upload of ${fileName}: ${posted.status} ${posted.text}`);
    return opened.upload;
  }

  /** Every row of the database file, to compare before and after, or to look for what must not be there. */
  const rows = (table: string): { pk: string; sk: string; data: string }[] => {
    const db = new DatabaseSync(join(folder, "store.sqlite"), { readOnly: true });
    const found = db.prepare(`SELECT pk, sk, data FROM "${table}" ORDER BY pk, sk`).all();
    db.close();
    return found as unknown as { pk: string; sk: string; data: string }[];
  };

  return { deps, time, store, logged, fetch, call, signIn, sessionOf, step, publish, upload, rows };
}
