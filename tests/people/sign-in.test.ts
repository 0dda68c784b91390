import { describe, expect, test } from "vitest";
import { hashPassword } from "../../functions/people/passwords.ts";
import { createAccount } from "../../functions/people/table.ts";
import type { Role } from "../../functions/people/contract.ts";
import { HOUR, MINUTE } from "../../functions/platform/clock.ts";
import { offerSetUp } from "../../functions/people/sign-in.ts";
import { newColumn, type Answer, type Column } from "../support/column.ts";

const PASSWORD = "红松林里 有 𠮷 alpha";

async function withAccount(change: Parameters<typeof newColumn>[0] = {}, roles: Role[] = ["editor"]) {
  const column = await newColumn(change);
  const { account, operations } = createAccount(
    { login: "Editor", name: "编辑", roles, office: "", unit: "" },
    await hashPassword(PASSWORD),
  );
  await column.store.transact(operations);
  const signIn = (login = "editor", password = PASSWORD, headers = {}) =>
    column.call("POST", "/api/staff/session", { body: { login, password }, headers });
  return { ...column, account, signIn };
}

const cookieOf = (answer: Answer) => answer.headers.get("set-cookie")!.split(";")[0]!;
const me = (column: Pick<Column, "call">, cookie: string) => column.call("GET", "/api/staff/session", { cookie });

describe("signing in", () => {
  test("gives a session that says who one is; the token is in no body", async () => {
    const column = await withAccount();
    const answer = await column.signIn();
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ id: column.account.id, login: "Editor", name: "编辑", roles: ["editor"], office: "", unit: "" });
    const cookie = cookieOf(answer);
    expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly/);
    expect(answer.headers.get("set-cookie")).toMatch(/SameSite=Lax/);
    const token = cookie.split("=")[1]!;
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect(answer.text).not.toContain(token);
    expect(JSON.stringify(column.rows("people"))).not.toContain(token);
    expect((await me(column, cookie)).body["login"]).toBe("Editor");
  });

  test("over HTTPS the cookie is bound to this host and Secure", async () => {
    const column = await withAccount({ publicOrigin: "https://column.test" });
    const answer = await column.signIn("editor", PASSWORD, { origin: "https://column.test" });
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-sid=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test("takes the password exactly as it is", async () => {
    const column = await withAccount();
    for (const near of [
      PASSWORD.trim().toUpperCase(),
      `${PASSWORD} `,
      PASSWORD.slice(0, -1),
      PASSWORD.normalize("NFKD").replace(" ", ""),
    ]) {
      expect((await column.signIn("editor", near)).status).toBe(401);
    }
  });

  test("an unknown name, a wrong password and a closed account answer alike", async () => {
    const column = await withAccount();
    const wrong = await column.signIn("editor", "wrong password 1");
    const unknown = await column.signIn("nobody", "wrong password 1");
    const strip = ({ status, body }: Answer) => ({ status, body: { ...body, requestId: "" } });
    expect(strip(unknown)).toEqual(strip(wrong));
    expect(wrong.body["code"]).toBe("sign-in-failed");
  });

  test("five failures lock the account for 30 minutes, also for the right password and for guesses side by side", async () => {
    const column = await withAccount();
    const guesses = await Promise.all(Array.from({ length: 7 }, (_, place) => column.signIn("editor", `guess number ${place}`)));
    expect(guesses.map(({ status }) => status)).toEqual(Array(7).fill(401));
    expect((await column.signIn()).status).toBe(401);
    column.time.now += 29 * MINUTE;
    expect((await column.signIn()).status).toBe(401);
    column.time.now += 2 * MINUTE;
    expect((await column.signIn()).status).toBe(201);
  }, 60_000);

  test("success clears the count of failures", async () => {
    const column = await withAccount();
    for (let round = 0; round < 2; round += 1) {
      for (let guess = 0; guess < 4; guess += 1) await column.signIn("editor", "a wrong one 123");
      expect((await column.signIn()).status).toBe(201);
    }
  }, 60_000);

  test("success and failure are in the audit log, passwords are in neither log", async () => {
    const column = await withAccount();
    await column.signIn("editor", "not the right one");
    await column.signIn();
    const audit = JSON.stringify(column.rows("audit"));
    expect(audit).toContain("session.start");
    expect(audit).toContain("wrong name or password");
    for (const log of [audit, column.logged.join("\n")]) {
      expect(log).not.toContain("not the right one");
      expect(log).not.toContain(PASSWORD);
    }
  });

  test("without an Origin of ours, or Sec-Fetch-Site, it is refused", async () => {
    const column = await withAccount();
    for (const origin of ["https://evil.test", "null", "http://column.test.evil.test", "http://column.test:8080", "https://portal.test"]) {
      expect((await column.signIn("editor", PASSWORD, { origin })).status).toBe(403);
    }
    const bare = await column.fetch(
      new Request("http://column.test/api/staff/session", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ login: "editor", password: PASSWORD }),
      }),
    );
    expect(bare.status).toBe(403);
  });
});

describe("sessions", () => {
  test("end when idle for 30 minutes and after 12 hours at the latest", async () => {
    const column = await withAccount();
    const cookie = cookieOf(await column.signIn());
    for (let half = 0; half < 23; half += 1) {
      column.time.now += 29 * MINUTE;
      expect((await me(column, cookie)).status).toBe(200);
    }
    column.time.now = column.time.now - 23 * 29 * MINUTE + 12 * HOUR + 1;
    expect((await me(column, cookie)).status).toBe(401);
    const idle = cookieOf(await column.signIn());
    column.time.now += 31 * MINUTE;
    expect((await me(column, idle)).status).toBe(401);
  });

  test("sign-out, disabling, a new sign-in and a new password end them at once", async () => {
    const column = await withAccount();
    const out = cookieOf(await column.signIn());
    await column.call("DELETE", "/api/staff/session", { cookie: out });
    expect((await me(column, out)).status).toBe(401);

    const first = cookieOf(await column.signIn());
    const second = cookieOf(
      await column.call("POST", "/api/staff/session", { cookie: first, body: { login: "editor", password: PASSWORD } }),
    );
    expect(second).not.toBe(first);
    expect((await me(column, first)).status).toBe(401);

    const elsewhere = cookieOf(await column.signIn());
    const changed = await column.call("POST", "/api/staff/password", {
      cookie: second,
      body: { current: PASSWORD, next: "另一个 更长的 密码" },
    });
    expect(changed.status).toBe(200);
    expect((await me(column, elsewhere)).status).toBe(401);
    const kept = cookieOf(changed);
    expect((await me(column, kept)).status).toBe(200);
  }, 60_000);

  test("disabling an account kills its sessions, and nobody closes the own account", async () => {
    const column = await newColumn();
    const admin = await column.signIn(["admin"], { id: "theadmin" });
    const cadre = await column.signIn(["cadre"], { id: "thecadre" });
    expect((await me(column, cadre)).status).toBe(200);
    expect((await column.call("POST", "/api/staff/people/thecadre/disable", { cookie: admin, body: {} })).status).toBe(200);
    expect((await me(column, cadre)).status).toBe(401);
    expect((await column.call("POST", "/api/staff/people/theadmin/disable", { cookie: admin, body: {} })).status).toBe(403);
  });

  test("garbage cookies are nobody's", async () => {
    const column = await newColumn();
    for (const cookie of ["sid=", "sid=x", `sid=${"a".repeat(5000)}`, "sid=%00", "__Host-sid=abc"])
      expect((await me(column, cookie)).status).toBe(401);
  });
});

describe("passwords and links", () => {
  test("the first administrator comes in by a link that works once and for a day", async () => {
    const column = await newColumn();
    const good = { token: await offerSetUp(column.deps), login: "first", name: "首任管理员", password: "海林的第一个管理员" };
    const answer = await column.call("POST", "/api/staff/set-up", { body: good });
    expect(answer.status).toBe(201);
    expect((await me(column, cookieOf(answer))).body["roles"]).toEqual(["admin"]);
    expect((await column.call("POST", "/api/staff/set-up", { body: { ...good, login: "second" } })).body["code"]).toBe("set-up-closed");
  });

  test("a set-up link is over after a day; of several machines' links one makes an administrator, and none later on", async () => {
    const column = await newColumn();
    const use = async (token: string, login: string) =>
      (await column.call("POST", "/api/staff/set-up", { body: { token, login, name: "管理员", password: "海林的第一个管理员" } })).status;
    const late = await offerSetUp(column.deps);
    column.time.now += 25 * HOUR;
    expect(await use(late, "late")).toBe(403);
    const [first, second, third] = [await offerSetUp(column.deps), await offerSetUp(column.deps), await offerSetUp(column.deps)];
    expect((await Promise.all([use(first, "first"), use(second, "second")])).toSorted()).toEqual([201, 403]);
    expect(await use(third, "third")).toBe(403);
  });

  test("common, short and unchanged passwords are refused; 64 and more characters are fine", async () => {
    const column = await withAccount();
    const cookie = cookieOf(await column.signIn());
    const change = (next: string) => column.call("POST", "/api/staff/password", { cookie, body: { current: PASSWORD, next } });
    expect((await change("password1")).body).toMatchObject({ code: "password-refused", errors: [{ field: "password", code: "common" }] });
    expect((await change("七个字符密码吗")).status).toBe(400);
    expect((await change(PASSWORD)).body["code"]).toBe("password-refused");
    expect(
      (await column.call("POST", "/api/staff/password", { cookie, body: { current: "wrong", next: "something else 42" } })).status,
    ).toBe(401);
    expect((await change("很".repeat(100))).status).toBe(200);
  }, 60_000);

  test("a new person chooses a password by the one-time link; a reset ends the sessions", async () => {
    const column = await newColumn();
    const admin = await column.signIn(["admin"]);
    const created = await column.call<{ person: { id: string; version: number }; link: string }>("POST", "/api/staff/people", {
      cookie: admin,
      body: { login: "wang", name: "王𠮷", roles: ["cadre"] },
    });
    expect(created.status).toBe(201);
    const token = created.body.link.split("#")[1]!;
    const chosen = await column.call("POST", "/api/staff/password-link", { body: { token, password: "一个 够长的 密码" } });
    expect(chosen.body["name"]).toBe("王𠮷");
    expect((await column.call("POST", "/api/staff/password-link", { body: { token, password: "又一个 够长的 密码" } })).status).toBe(403);
    const again = await column.call("POST", "/api/staff/people", {
      cookie: admin,
      body: { login: "WANG", name: "另一个", roles: ["cadre"] },
    });
    expect(again.body).toMatchObject({ code: "login-taken", errors: [{ field: "login" }] });
    const reset = await column.call<{ link: string }>("POST", `/api/staff/people/${created.body.person.id}/reset`, {
      cookie: admin,
      body: {},
    });
    expect(reset.status).toBe(201);
    expect((await me(column, cookieOf(chosen))).status).toBe(401);
    expect((await column.call("POST", "/api/staff/session", { body: { login: "wang", password: "一个 够长的 密码" } })).status).toBe(401);
  }, 60_000);
});
