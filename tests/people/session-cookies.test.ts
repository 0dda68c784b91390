import { describe, expect, test } from "vitest";
import { hashPassword } from "../../functions/people/passwords.ts";
import { createAccount } from "../../functions/people/table.ts";
import { newColumn, type Column } from "../support/column.ts";

const OWN = "https://column.test";
const PASSWORD = "a long password of this test";
const FRAMED = { "gxjt-framed": "1" };

async function secureColumn(publicOrigin = OWN): Promise<Column> {
  const column = await newColumn({ publicOrigin });
  const input = { login: "wang", name: "王", roles: ["editor" as const], office: "", unit: "" };
  await column.store.transact(createAccount(input, await hashPassword(PASSWORD)).operations);
  return column;
}

async function signIn(column: Column, headers: Record<string, string>, cookie?: string, origin = OWN) {
  const body = { login: "wang", password: PASSWORD };
  const answer = await column.call("POST", "/api/staff/session", { body, cookie, headers: { origin, ...headers } });
  return { status: answer.status, lines: answer.headers.getSetCookie(), cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

const ask = async (column: Column, cookie: string, headers: Record<string, string>) =>
  (await column.call("GET", "/api/staff/session", { cookie, headers })).status;
const SAME = { "sec-fetch-site": "same-origin" };

describe("the two session cookies (ASVS 3.3.2)", () => {
  test("the workbench as a page of its own gets a Lax cookie, the framed one a partitioned cookie, each with the __Host- prefix", async () => {
    const column = await secureColumn();
    const [own, framed] = [await signIn(column, {}), await signIn(column, FRAMED)];
    expect(own.lines).toEqual([expect.stringMatching(/^__Host-sid=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)]);
    expect(framed.lines).toEqual([
      expect.stringMatching(/^__Host-framed=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=None; Partitioned$/),
    ]);
  });

  test("anything but the exact header is no frame, and on plain HTTP there is none", async () => {
    const column = await secureColumn();
    for (const value of ["0", "true", "", "11"]) expect((await signIn(column, { "gxjt-framed": value })).cookie).toMatch(/^__Host-sid=/);
    const plain = await secureColumn("");
    expect((await signIn(plain, FRAMED, undefined, "http://column.test")).cookie).toMatch(/^sid=/);
  });

  test("the framed cookie is believed from our own pages only, reads included", async () => {
    const column = await secureColumn();
    const { cookie } = await signIn(column, FRAMED);
    expect(await ask(column, cookie, SAME)).toBe(200);
    for (const site of ["cross-site", "same-site", "none"]) expect(await ask(column, cookie, { "sec-fetch-site": site }), site).toBe(401);
    expect(await ask(column, cookie, {})).toBe(401);
    expect(await ask(column, cookie, { origin: "https://portal.test" })).toBe(401);
    const leave = (origin: string) => column.call("DELETE", "/api/staff/session", { cookie, headers: { origin } });
    for (const origin of ["https://portal.test", "null", "https://column.test.evil", "http://column.test"])
      expect((await leave(origin)).status, origin).toBe(403);
    expect(await ask(column, cookie, SAME)).toBe(200);
  });

  test("where both come, a dead one does not hide the other", async () => {
    const column = await secureColumn();
    const [own, framed] = [await signIn(column, {}), await signIn(column, FRAMED)];
    expect(await ask(column, `__Host-sid=${"x".repeat(43)}; ${framed.cookie}`, SAME)).toBe(200);
    expect(await ask(column, `${own.cookie}; __Host-framed=${"x".repeat(43)}`, SAME)).toBe(200);
    expect(await ask(column, `__Host-sid=; __Host-framed=${"x".repeat(500)}`, SAME)).toBe(401);
  });

  test("a new sign-in ends what the browser had; signing out ends and takes away both", async () => {
    const column = await secureColumn();
    const old = await signIn(column, FRAMED);
    const next = await signIn(column, FRAMED, old.cookie);
    expect(await ask(column, old.cookie, SAME)).toBe(401);
    const own = await signIn(column, {});
    const both = `${own.cookie}; ${next.cookie}`;
    const left = await column.call("DELETE", "/api/staff/session", { cookie: both, headers: { origin: OWN } });
    expect(left.headers.getSetCookie()).toEqual([
      "__Host-sid=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
      "__Host-framed=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None; Partitioned",
    ]);
    expect([await ask(column, own.cookie, SAME), await ask(column, next.cookie, SAME)]).toEqual([401, 401]);
  });
});
