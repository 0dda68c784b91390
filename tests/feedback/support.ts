import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Hono } from "hono";
import { afterEach } from "vitest";
import type { Blobs } from "../../functions/blobs/blobs.ts";
import type { Deps } from "../../functions/deps.ts";
import type { FeedbackInput, FeedbackReceipt, FeedbackRecord } from "../../functions/feedback/contract.ts";
import { newFormToken } from "../../functions/feedback/form-token.ts";
import { feedbackPublicRoutes } from "../../functions/feedback/public.routes.ts";
import { feedbackStaffRoutes } from "../../functions/feedback/staff.routes.ts";
import { mount, newApp } from "../../functions/http/app.ts";
import type { Role } from "../../functions/people/contract.ts";
import { startSession } from "../../functions/people/sessions.ts";
import { createAccount } from "../../functions/people/table.ts";
import { settingsPublicRoutes } from "../../functions/settings/public.routes.ts";
import { newId } from "../../functions/platform/ids.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { tables } from "../../functions/tables.ts";

export const START = Date.parse("2026-11-23T01:00:00.000Z");
export const ORIGIN = "http://column.test";
export const MATERIAL = "material-one";
export const MATERIAL_TITLE = "创新三题";

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
  text: string;
}

interface Sent {
  body?: unknown;
  cookie?: string | undefined;
  address?: string;
  headers?: Record<string, string>;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

export type Column = Awaited<ReturnType<typeof newColumn>>;

/** A column of its own on a real SQLite store, with one material, two units and a clock that the test moves. */
export async function newColumn(change: Partial<Deps["config"]> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "gxjt-feedback-"));
  const time = { now: START };
  const store = await openSqliteStore({ folder, tables, cursorKey: "a key of cursors for tests", now: () => time.now });
  const close = async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  open.push(close);
  const logged: string[] = [];
  const deps: Deps = {
    store,
    blobs: {} as Blobs,
    clock: () => time.now,
    log: (event, details) => void logged.push(JSON.stringify({ event, ...details })),
    config: {
      publicOrigin: ORIGIN,
      portalOrigins: [],
      secret: "a secret of this installation",
      cacheMs: 0,
      formSeconds: 3,
      checkAnswers: true,
      ...change,
    },
    clientAddress: (c) => c.req.header("x-test-address") ?? "203.0.113.9",
  };
  await publish(deps, MATERIAL, MATERIAL_TITLE);
  for (const [id, name] of [
    ["changting", "长汀镇"],
    ["shanshi", "山市镇"],
  ] as const) {
    await store.put("materials", { pk: "unit", sk: id, unit: { id, name, kind: "乡镇", villages: [] } }, { ifAbsent: true });
  }
  const app = newApp(deps);
  mount(app, deps, [...feedbackPublicRoutes, ...feedbackStaffRoutes, ...settingsPublicRoutes]);

  async function call<T = Record<string, unknown>>(
    method: string,
    path: string,
    { body, cookie, address, headers = {} }: Sent = {},
  ): Promise<Answer<T>> {
    const all: Record<string, string> = { ...(method === "GET" ? {} : { origin: ORIGIN }), ...headers };
    if (body !== undefined) all["content-type"] ??= "application/json";
    if (cookie) all["cookie"] = cookie;
    if (address) all["x-test-address"] = address;
    const init = { method, headers: all, ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }) };
    const response = await app.request(`${ORIGIN}${path}`, init);
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json") && text !== "";
    return { status: response.status, headers: response.headers, text, body: (json ? JSON.parse(text) : {}) as T };
  }

  /** A token that is old enough to be sent. */
  const token = (age = 60_000) => newFormToken(deps.config, time.now - age);
  const input = (more: Partial<FeedbackInput> = {}) => ({ kind: "建议", text: "建议多办几次现场辅导。", formToken: token(), ...more });
  let callers = 0;
  /** Each hand-in comes from an address of its own unless one is named. */
  const nextAddress = () => `198.51.${Math.floor(++callers / 250)}.${callers % 250}`;

  return {
    deps,
    time,
    store,
    app,
    logged,
    call,
    token,
    input,
    /** Everything that stands in the database file, also what has expired. */
    rows: (table: string): { pk: string; sk: string; data: string }[] => {
      const db = new DatabaseSync(join(folder, "store.sqlite"), { readOnly: true });
      const rows = db.prepare(`SELECT pk, sk, data FROM "${table}" ORDER BY pk, sk`).all();
      db.close();
      return rows as unknown as { pk: string; sk: string; data: string }[];
    },
    /** For properties that open many columns: the others are closed after the test. */
    close: async () => {
      open.splice(open.indexOf(close), 1);
      await close();
    },
    handIn: <T = FeedbackReceipt>(
      more: Partial<FeedbackInput> = {},
      { key, address = nextAddress() }: { key?: string; address?: string } = {},
    ) => call<T>("POST", "/api/feedback", { body: input(more), address, headers: key ? { "idempotency-key": key } : {} }),
    signIn: (roles: Role[], more: { office?: string; unit?: string; name?: string } = {}) => signIn(deps, roles, more),
    queue: async (cookie: string, query = "") =>
      (await call<{ items: FeedbackRecord[]; cursor?: string }>("GET", `/api/staff/feedback${query}`, { cookie })).body,
    step: <T = FeedbackRecord>(cookie: string, record: { id: string; version: number }, step: string, body: object = {}) =>
      call<T>("POST", `/api/staff/feedback/${record.id}/${step}`, { cookie, body: { version: record.version, ...body } }),
  };
}

/** Makes a material public, or renames it, as far as feedback can see. */
export async function publish(deps: Deps, id: string, title: string): Promise<void> {
  const present = await deps.store.get("materials", { pk: `published#${id}`, sk: "page" });
  await deps.store.put(
    "materials",
    { pk: `published#${id}`, sk: "page", page: { card: { id, title } } },
    present ? { ifVersion: present.version } : { ifAbsent: true },
  );
}

export async function unpublish(deps: Deps, id: string): Promise<void> {
  await deps.store.delete("materials", { pk: `published#${id}`, sk: "page" });
}

async function signIn(deps: Deps, roles: Role[], { office = "", unit = "", name = "某人" }): Promise<string> {
  const { account, operations } = createAccount({ login: `p${newId()}`, name, roles, office, unit }, "no password");
  await deps.store.transact(operations);
  const session = await new Hono()
    .get("/", async (c) => {
      await startSession(deps, c, account);
      return c.body(null);
    })
    .request("/");
  return session.headers.get("set-cookie")!.split(";")[0]!;
}
