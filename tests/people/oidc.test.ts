import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAccount, findAccountByLogin, updateAccount } from "../../functions/people/table.ts";
import { newColumn, ORIGIN, type Column } from "../support/column.ts";
import { startForger, type Forger } from "../support/oidc-forger.ts";
import { CLIENT, signInAt, startProvider, type TestProvider } from "../support/oidc-provider.ts";

const oidc = { name: "统一身份认证", loginClaim: "preferred_username", ...CLIENT };
const REDIRECT = `${ORIGIN}/staff/oidc`;

let provider: TestProvider;
let forger: Forger;
beforeAll(async () => {
  provider = await startProvider(REDIRECT);
  forger = await startForger();
});
afterAll(() => Promise.all([provider.stop(), forger.stop()]));

async function columnWith(issuer: string) {
  const column = await newColumn({ oidc: { ...oidc, issuer } });
  for (const [login, name] of [
    ["wang", "王编辑"],
    ["li", "李部长"],
  ] as const)
    await column.store.transact(createAccount({ login, name, roles: ["editor"], office: "", unit: "" }, "").operations);
  return column;
}

/** Begins a sign-in. @returns the address at the provider and the cookie that belongs to it */
async function begin(column: Column, to?: string) {
  const { status, body, headers } = await column.call<{ url: string }>("POST", "/api/staff/oidc/start", { body: to ? { to } : {} });
  expect(status).toBe(200);
  return { url: body.url, setCookie: headers.get("set-cookie")!, cookie: headers.get("set-cookie")!.split(";")[0]! };
}

const finish = (column: Column, query: string, cookie?: string) =>
  column.call<{ to?: string; code?: string }>("POST", "/api/staff/oidc", { body: { query }, cookie });

async function signIn(column: Column, login: string, to?: string) {
  const { url, cookie } = await begin(column, to);
  return finish(column, await signInAt(url, login), cookie);
}

/** The session of an answer, asked who it is. */
async function who(column: Column, answer: { headers: Headers }) {
  const session = answer.headers.getSetCookie().find((line) => line.startsWith("sid="));
  if (!session) return undefined;
  const { body } = await column.call<{ login: string }>("GET", "/api/staff/session", { cookie: session.split(";")[0] });
  return body.login;
}

const notes = (column: Column) =>
  column
    .rows("audit")
    .map(({ data }) => JSON.parse(data) as { action: string; note?: string; by: string })
    .toSorted((one, other) => one.action.localeCompare(other.action));

describe("sign-in at a real provider", () => {
  test("the sign-in screen learns whether there is one", async () => {
    const column = await columnWith(provider.issuer);
    expect((await column.call("GET", "/api/staff/sign-in")).body).toEqual({
      oidc: { name: "统一身份认证" },
      portals: ["https://portal.test"],
    });
    const without = await newColumn({ portalOrigins: ["http://old.test"] });
    expect((await without.call("GET", "/api/staff/sign-in")).body).toEqual({ portals: [] });
    expect((await without.call("POST", "/api/staff/oidc/start", { body: {} })).body).toMatchObject({ code: "not-found" });
    expect((await without.call("POST", "/api/staff/oidc", { body: { query: "?code=x" } })).body).toMatchObject({ code: "not-found" });
  });

  test("the way there and back is a session of the account with that name, and ends where the person was", async () => {
    const column = await columnWith(provider.issuer);
    const answer = await signIn(column, "wang", "#/materials?state=provided");
    expect([answer.status, answer.body]).toEqual([200, { to: "#/materials?state=provided" }]);
    expect(await who(column, answer)).toBe("wang");
    expect(notes(column)).toEqual([
      expect.objectContaining({ action: "person.oidc" }),
      expect.objectContaining({ action: "session.start", note: "oidc" }),
    ]);
    // The second time the binding is there already.
    expect(await who(column, await signIn(column, "wang"))).toBe("wang");
    expect(notes(column)).toHaveLength(3);
    // Nothing of the exchange is in log, store or answer.
    const seen = JSON.stringify([column.logged, column.rows("people"), column.rows("audit"), answer.text]);
    expect(seen).not.toMatch(/eyJ|code_verifier|access_token|code=/);
    expect(column.logged.filter((line) => line.includes("signed-in"))).toHaveLength(2);
  });

  test("what the browser carries meanwhile is sealed, short-lived and out of reach of scripts", async () => {
    const column = await columnWith(provider.issuer);
    const { url, setCookie, cookie } = await begin(column);
    expect(setCookie).toMatch(/^oidc=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    const asked = new URL(url).searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("redirect_uri")).toBe(REDIRECT);
    expect(Buffer.from(cookie.split("=")[1]!, "base64url").toString("latin1")).not.toContain(asked.get("state")!);
    const secure = await newColumn({ oidc: { ...oidc, issuer: provider.issuer }, publicOrigin: "https://column.test" });
    const { headers } = await secure.call("POST", "/api/staff/oidc/start", { body: {}, headers: { origin: "https://column.test" } });
    expect(headers.get("set-cookie")).toMatch(/^__Host-oidc=[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test("a public client needs no secret", async () => {
    const open = await startProvider(REDIRECT, { token_endpoint_auth_method: "none", client_secret: undefined } as object);
    const column = await newColumn({ oidc: { ...oidc, clientSecret: undefined, issuer: open.issuer } });
    await column.store.transact(createAccount({ login: "wang", name: "王", roles: ["editor"], office: "", unit: "" }, "").operations);
    expect(await who(column, await signIn(column, "wang"))).toBe("wang");
    await open.stop();
  });

  test("only routes of the workbench are a way back", async () => {
    const column = await columnWith(provider.issuer);
    for (const to of ["https://evil.test/", "//evil.test", "/staff/", "#//evil.test/<", "#", "javascript:alert(1)", "#/a b"])
      expect((await column.call("POST", "/api/staff/oidc/start", { body: { to } })).status, to).toBe(400);
  });
});

describe("what is refused", () => {
  test("a changed, missing or doubled state, without asking the provider", async () => {
    const column = await columnWith(provider.issuer);
    const { url, cookie } = await begin(column);
    const query = await signInAt(url, "wang");
    const state = new URLSearchParams(query).get("state")!;
    for (const wrong of [query.replace(state, `${state}x`), query.replace(/state=[^&]+/, ""), `${query}&state=${state}`, ""]) {
      const answer = await finish(column, wrong, cookie);
      expect([answer.status, answer.body.code], wrong).toEqual([400, "oidc-expired"]);
      expect(await who(column, answer)).toBeUndefined();
    }
    expect(await who(column, await finish(column, query, cookie))).toBe("wang");
  });

  test("a query without its cookie, with the cookie of another sign-in, an altered one, and one after ten minutes", async () => {
    const column = await columnWith(provider.issuer);
    const [mine, other] = [await begin(column), await begin(column)];
    const query = await signInAt(mine.url, "wang");
    for (const cookie of [undefined, other.cookie, `${mine.cookie.slice(0, -2)}AA`, "oidc=", "oidc=%%%", `oidc=${"A".repeat(5000)}`])
      expect((await finish(column, query, cookie)).body.code, cookie).toBe("oidc-expired");
    column.time.now += 10 * 60_000;
    expect((await finish(column, query, mine.cookie)).body.code).toBe("oidc-expired");
    column.time.now -= 1;
    expect((await finish(column, query, mine.cookie)).status).toBe(200);
  });

  test("the same query a second time, with the cookie kept", async () => {
    const column = await columnWith(provider.issuer);
    const { url, cookie } = await begin(column);
    const query = await signInAt(url, "wang");
    expect((await finish(column, query, cookie)).status).toBe(200);
    expect((await finish(column, query, cookie)).body.code).toBe("oidc-expired");
  });

  test("a code that was redeemed before, under a state of its own", async () => {
    const column = await columnWith(provider.issuer);
    const first = await begin(column);
    const query = await signInAt(first.url, "wang");
    expect((await finish(column, query, first.cookie)).status).toBe(200);
    const second = await begin(column);
    const state = new URL(second.url).searchParams.get("state")!;
    const replayed = query.replace(/state=[^&]+/, `state=${state}`);
    expect((await finish(column, replayed, second.cookie)).body.code).toBe("oidc-failed");
  });

  test("a token for another nonce than was asked for", async () => {
    const column = await columnWith(provider.issuer);
    const { url, cookie } = await begin(column);
    const changed = new URL(url);
    changed.searchParams.set("nonce", "somebody-elses-nonce");
    expect((await finish(column, await signInAt(changed.href, "wang"), cookie)).body.code).toBe("oidc-failed");
  });

  test("what the provider itself refuses", async () => {
    const column = await columnWith(provider.issuer);
    const { url, cookie } = await begin(column);
    const state = new URL(url).searchParams.get("state")!;
    const answer = await finish(column, `?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`, cookie);
    expect([answer.status, answer.body.code]).toEqual([400, "oidc-failed"]);
    expect(column.logged.join()).toContain("access_denied");
  });

  test("a name without an account: nothing is created, the refusal is on record", async () => {
    const column = await columnWith(provider.issuer);
    const people = column.rows("people").length;
    const answer = await signIn(column, "nobody");
    expect([answer.status, answer.body.code]).toEqual([403, "oidc-refused"]);
    expect(await who(column, answer)).toBeUndefined();
    const added = column.rows("people").slice(people - column.rows("people").length);
    expect(added.every(({ pk }) => !pk.startsWith("login#nobody"))).toBe(true);
    expect(notes(column)).toEqual([expect.objectContaining({ action: "refused", by: "visitor", note: "oidc: no such account" })]);
  });

  test("a disabled account, at the first sign-in and at a later one", async () => {
    const column = await columnWith(provider.issuer);
    const disable = async (login: string) => {
      const account = (await findAccountByLogin(column.store, login))!;
      await updateAccount(column.deps, account, { ...account, disabled: true }, "person.disable");
    };
    await disable("wang");
    expect((await signIn(column, "wang")).body.code).toBe("oidc-refused");
    expect((await signIn(column, "li")).status).toBe(200);
    await disable("li");
    expect((await signIn(column, "li")).body.code).toBe("oidc-refused");
  });

  test("an account that five wrong passwords have locked, until the lock is over", async () => {
    const column = await columnWith(provider.issuer);
    for (let time = 0; time < 5; time += 1)
      await column.call("POST", "/api/staff/session", { body: { login: "wang", password: "a wrong password" } });
    expect((await signIn(column, "wang")).body.code).toBe("oidc-refused");
    column.time.now += 31 * 60_000;
    expect((await signIn(column, "wang")).status).toBe(200);
  }, 30_000);

  test("another subject under the same name, until an administrator has reset the account", async () => {
    const column = await columnWith(provider.issuer);
    expect((await signIn(column, "wang")).status).toBe(200);
    expect((await signIn(column, "new-wang")).body.code).toBe("oidc-refused");
    const { id } = (await findAccountByLogin(column.store, "wang"))!;
    const admin = await column.signIn(["admin"]);
    expect((await column.call("POST", `/api/staff/people/${id}/reset`, { cookie: admin, body: {} })).status).toBe(201);
    expect(await who(column, await signIn(column, "new-wang"))).toBe("wang");
    expect((await signIn(column, "wang")).body.code).toBe("oidc-refused");
  });

  test("a subject follows its account when that is renamed, and takes no other", async () => {
    const column = await columnWith(provider.issuer);
    expect((await signIn(column, "wang")).status).toBe(200);
    const admin = await column.signIn(["admin"]);
    const { id, version } = (await findAccountByLogin(column.store, "wang"))!;
    const body = { login: "wang2", name: "王编辑", roles: ["editor"], version };
    expect((await column.call("PUT", `/api/staff/people/${id}`, { cookie: admin, body })).status).toBe(200);
    await column.store.transact(createAccount({ login: "wang", name: "新来的", roles: ["admin"], office: "", unit: "" }, "").operations);
    expect(await who(column, await signIn(column, "wang"))).toBe("wang2");
  });

  test("of two first sign-ins side by side for one account, one", async () => {
    const column = await columnWith(provider.issuer);
    const [mine, other] = [await begin(column), await begin(column)];
    const queries = [await signInAt(mine.url, "wang"), await signInAt(other.url, "new-wang")];
    const answers = await Promise.all([finish(column, queries[0]!, mine.cookie), finish(column, queries[1]!, other.cookie)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403]);
  });

  test("pages of other origins", async () => {
    const column = await columnWith(provider.issuer);
    const { url, cookie } = await begin(column);
    const query = await signInAt(url, "wang");
    for (const origin of ["https://portal.test", "http://evil.test", "null"]) {
      const sent = { headers: { origin }, cookie };
      expect((await column.call("POST", "/api/staff/oidc/start", { ...sent, body: {} })).status).toBe(403);
      expect((await column.call("POST", "/api/staff/oidc", { ...sent, body: { query } })).status).toBe(403);
    }
  });

  test("more than 300 tries in half an hour from one address", async () => {
    const column = await columnWith(provider.issuer);
    const answers = [];
    for (let time = 0; time < 301; time += 1) answers.push((await finish(column, "?code=x&state=y")).body.code);
    expect(new Set(answers.slice(0, 300))).toEqual(new Set(["oidc-expired"]));
    expect(answers[300]).toBe("too-many");
  }, 30_000);
});

describe("tokens that no honest provider gives", () => {
  /** A sign-in whose code is redeemed at the forger. */
  async function forged(column: Column, next: Forger["next"]) {
    forger.next = {};
    const { url, cookie } = await begin(column);
    const asked = new URL(url).searchParams;
    Object.assign(forger, { next, nonce: asked.get("nonce")! });
    return finish(column, `?code=any&state=${asked.get("state")}`, cookie);
  }

  test("the forger's honest token is taken, so the refusals below are for the one point", async () => {
    const column = await columnWith(forger.issuer);
    expect(await who(column, await forged(column, {}))).toBe("wang");
  });

  const hour = Math.floor(Date.now() / 1000);
  test.each<[string, Forger["next"]]>([
    ["signed by another key", { otherKey: true }],
    ["unsigned", { header: { alg: "none" } }],
    ["signed under an unknown key's name", { header: { kid: "second" }, otherKey: true }],
    ["for another client", { claims: { aud: "somebody-else" } }],
    ["of another issuer", { claims: { iss: "https://id.other.test" } }],
    ["run out", { claims: { exp: hour - 3600, iat: hour - 7200 } }],
    ["with another nonce", { claims: { nonce: "another" } }],
    ["without a nonce", { claims: { nonce: undefined } }],
    ["without a subject", { claims: { sub: undefined } }],
  ])("a token %s", async (_what, next) => {
    const column = await columnWith(forger.issuer);
    const answer = await forged(column, next);
    expect([answer.status, answer.body.code]).toEqual([400, "oidc-failed"]);
    expect(await who(column, answer)).toBeUndefined();
  });

  test.each([[undefined], [17], [["wang"]], [{ login: "wang" }], [""], ["王"], ["wang\u0000"], ["x".repeat(50)]])(
    "a name that is no name: %j",
    async (preferred_username) => {
      const column = await columnWith(forger.issuer);
      const answer = await forged(column, { claims: { preferred_username, sub: "sub-strange" } });
      expect([answer.status, answer.body.code]).toEqual([403, "oidc-refused"]);
    },
  );

  test.each<[string, Forger["next"]]>([
    ["breaks", { status: 500 }],
    ["is too busy", { status: 429 }],
    ["hangs", { hang: true }],
  ])(
    "a provider that %s in between is away, not a refusal",
    async (_what, next) => {
      const column = await columnWith(forger.issuer);
      const answer = await forged(column, next);
      expect([answer.status, answer.body.code]).toEqual([503, "unavailable"]);
      forger.next = {};
    },
    20_000,
  );
});

test("with the provider away its button says so, and a password still signs in", async () => {
  const gone = await startProvider(REDIRECT);
  await gone.stop();
  const column = await columnWith(gone.issuer);
  const { status, body, headers } = await column.call("POST", "/api/staff/oidc/start", { body: {} });
  expect([status, body["code"], headers.get("retry-after")]).toEqual([503, "unavailable", "30"]);
  expect(column.logged.join()).toContain("oidc-away");
  expect((await column.call("GET", "/api/staff/sign-in")).status).toBe(200);
  expect((await column.call("GET", "/api/staff/session", { cookie: await column.signIn(["editor"]) })).status).toBe(200);
});
