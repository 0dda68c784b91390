import { describe, expect, test } from "vitest";
import type { Person, PersonLine } from "../../functions/people/contract.ts";
import { DAY, HOUR } from "../../functions/platform/clock.ts";
import { withAdmin } from "./support.ts";

const tokenOf = (link: string) => link.split("#")[1]!;

describe("the list of people", () => {
  test("is filtered by role, unit, 组室, state and text, and never holds a secret", async () => {
    const column = await withAdmin();
    const { body: unit } = await column.unit();
    await column.create({ login: "li.lead", name: "李𠮷", roles: ["lead", "cadre"], office: "组织科" });
    await column.create({ login: "zhao", name: "赵䶮", roles: ["unit"], unit: unit.id });
    const closed = await column.create({ login: "sun", name: "孙㛃", roles: ["cadre"], office: "干部科" });
    await column.as("POST", `people/${closed.body.person.id}/disable`, {});
    const logins = async (query: string) => (await column.people(query)).items.map(({ login }) => login);
    expect(await logins("")).toEqual(["li.lead", "pthe-admin", "sun", "zhao"]);
    expect(await logins("role=cadre")).toEqual(["li.lead", "sun"]);
    expect(await logins(`role=unit&unit=${unit.id}`)).toEqual(["zhao"]);
    expect(await logins(`office=${encodeURIComponent("组织科")}`)).toEqual(["li.lead"]);
    expect(await logins("state=closed")).toEqual(["sun"]);
    expect(await logins("state=open")).toEqual(["li.lead", "pthe-admin", "zhao"]);
    expect(await logins("state=no-password")).toEqual(["li.lead", "zhao"]);
    expect(await logins(`q=${encodeURIComponent("𠮷")}`)).toEqual(["li.lead"]);
    expect(await logins("q=LI.L")).toEqual(["li.lead"]);
    expect(await logins(`q=${encodeURIComponent("(a+)+$")}`)).toEqual([]);
    const { text } = await column.as("GET", "people");
    expect(text).not.toMatch(/passwordHash|epoch|scrypt|no password/);
  });

  test("goes on from its cursor, also past pages on which nobody fits", async () => {
    const column = await withAdmin();
    const rows = Array.from({ length: 130 }, (_, n) => ({ login: `p${String(n).padStart(3, "0")}`, name: `干部${n}`, roles: "部内干部" }));
    await column.importPeople(rows);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await column.people(`role=cadre${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      found.push(...page.items.map(({ login }) => login));
      ({ cursor } = page);
    } while (cursor);
    expect(found).toEqual(rows.map(({ login }) => login));
    expect((await column.people("q=p129")).items.map(({ login }) => login)).toEqual(["p129"]);
    expect((await column.as("GET", "people?cursor=forged")).body).toMatchObject({ code: "bad-cursor" });
  });

  test("tells the day of the last sign-in", async () => {
    const column = await withAdmin();
    await column.signIn(["cadre"], { id: "cadre-1" });
    column.time.now += DAY;
    await column.sessionOf("cadre-1");
    const cookie = await column.sessionOf("the-admin");
    const { body } = await column.call<{ items: PersonLine[] }>("GET", "/api/staff/people?role=cadre", { cookie });
    expect(body.items).toMatchObject([{ id: "cadre-1", lastSignIn: "2026-11-24", version: 1, hasPassword: true }]);
  });
});

describe("an account", () => {
  test("repeated after a lost answer is created once, with the same link; another body is refused", async () => {
    const column = await withAdmin();
    const first = await column.create({}, "a-key-of-the-form");
    const again = await column.create({}, "a-key-of-the-form");
    expect(again.body).toEqual(first.body);
    expect((await column.people("q=wang")).items).toHaveLength(1);
    expect((await column.create({ name: "另一个" }, "a-key-of-the-form")).status).toBe(422);
    // The link works, and only its hash is kept.
    expect(JSON.stringify(column.rows("people"))).not.toContain(tokenOf(first.body.link));
    const chosen = await column.call("POST", "/api/staff/password-link", {
      body: { token: tokenOf(again.body.link), password: "一个 够长的 密码" },
    });
    expect(chosen.status).toBe(200);
    expect((await column.people("q=wang")).items[0]).toMatchObject({ hasPassword: true });
  });

  test("a link ends with a later one, with the closing of the account and after 72 hours", async () => {
    const column = await withAdmin();
    const { body } = await column.create({});
    const choose = (link: string) =>
      column.call("POST", "/api/staff/password-link", { body: { token: tokenOf(link), password: "一个 够长的 密码" } });
    const reset = async () => (await column.as<{ link: string; until: string }>("POST", `people/${body.person.id}/reset`, {})).body;
    const second = await reset();
    expect((await choose(body.link)).body["code"]).toBe("set-up-closed");
    await column.as("POST", `people/${body.person.id}/disable`, {});
    expect((await column.as("POST", `people/${body.person.id}/reset`, {})).body).toMatchObject({
      code: "illegal-step",
      allowed: ["enable"],
    });
    await column.as("POST", `people/${body.person.id}/enable`, {});
    expect((await choose(second.link)).status).toBe(403);
    const third = await reset();
    expect(Date.parse(third.until) - column.time.now).toBe(72 * HOUR);
    column.time.now += 72 * HOUR;
    expect((await choose(third.link)).status).toBe(403);
  });

  test.each([
    [{ roles: ["unit"] }, "unit", "required"],
    [{ roles: ["unit"], unit: "nowhere" }, "unit", "unknown"],
    [{ roles: ["lead"] }, "office", "required"],
    [{ office: "不存在科" }, "office", "unknown"],
    [{ roles: [] }, "roles", "min_length"],
    [{ login: "王" }, "login", "regex"],
    [{ name: "长".repeat(31) }, "name", "max_length"],
  ])("%j is refused at %s: %s", async (change, field, code) => {
    const column = await withAdmin();
    const { body: settings } = await column.as<object>("GET", "settings");
    await column.as("PUT", "settings", { ...settings, offices: ["组织科"] });
    const { status, body } = await column.create(change);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "invalid-body", errors: [{ field, code }] });
    expect((await column.people("q=wang")).items).toEqual([]);
  });

  test("is changed at its version; what was retired since may stay; the change of roles is in the audit log", async () => {
    const column = await withAdmin();
    const { body: unit } = await column.unit();
    const { body: created } = await column.create({ roles: ["unit"], unit: unit.id });
    await column.as("POST", `units/${unit.id}/retire`, { version: 1 });
    const { id, hasPassword: _, disabled: __, ...input } = created.person;
    const changed = await column.as<Person>("PUT", `people/${id}`, { ...input, login: "wang2", name: "王𠮷", roles: ["unit", "cadre"] });
    expect(changed.body).toMatchObject({ login: "wang2", name: "王𠮷", version: 2, unit: unit.id });
    expect((await column.as("GET", `people/${id}`)).body).toEqual(changed.body);
    const late = await column.as("PUT", `people/${id}`, input);
    expect(late.body).toMatchObject({ code: "conflict", current: { version: 2, name: "王𠮷" } });
    expect((await column.create({ login: "WANG2" })).body).toMatchObject({ code: "login-taken" });
    expect((await column.create({ login: "wang" })).status).toBe(201);
    expect((await column.create({ login: "neu", roles: ["unit"], unit: unit.id })).body).toMatchObject({
      errors: [{ field: "unit", code: "retired" }],
    });
    expect(JSON.stringify(column.rows("audit"))).toContain("unit -> unit,cadre");
  });
});
