import fc from "fast-check";
import { expect, test } from "vitest";
import type { Person } from "../../functions/people/contract.ts";
import type { Account } from "../../functions/people/table.ts";
import { accountsOf, withAdmin, type WithAdmin } from "./support.ts";

const withoutAdmin = async (column: WithAdmin, id: string) => {
  const { body } = await column.as<Person>("GET", `people/${id}`);
  const { id: _, disabled: __, hasPassword: ___, ...input } = body;
  return { ...input, roles: ["cadre"] };
};
const administrators = (column: WithAdmin) => accountsOf(column).filter(({ disabled, roles }) => !disabled && roles.includes("admin"));

test("the last administrator can neither be closed nor lose the role", async () => {
  const column = await withAdmin();
  const given = await column.as("PUT", "people/the-admin", await withoutAdmin(column, "the-admin"));
  expect(given).toMatchObject({ status: 409, body: { code: "last-admin" } });
  expect((await column.as("POST", "people/the-admin/disable", {})).status).toBe(403);
  expect((await column.as("POST", "people/the-admin/reset", {})).status).toBe(403);
  expect((await column.as("GET", "session")).status).toBe(200);
});

test("an administrator who is closed or has never signed in does not count", async () => {
  const column = await withAdmin();
  const { body } = await column.create({ login: "second", roles: ["admin"] });
  const give = async () => (await column.as("PUT", "people/the-admin", await withoutAdmin(column, "the-admin"))).status;
  expect(await give()).toBe(409);
  await column.call("POST", "/api/staff/password-link", { body: { token: body.link.split("#")[1], password: "一个 够长的 密码" } });
  await column.as("POST", `people/${body.person.id}/disable`, {});
  expect(await give()).toBe(409);
  await column.as("POST", `people/${body.person.id}/enable`, {});
  expect(await give()).toBe(200);
  expect(administrators(column).map(({ login }) => login)).toEqual(["second"]);
});

test("of two administrators who act on each other or on themselves at once, one remains", async () => {
  for (const step of ["disable", "reset", "give"] as const) {
    const column = await withAdmin();
    const other = await column.signIn(["admin"], { id: "other" });
    const bodies = { "the-admin": await withoutAdmin(column, "the-admin"), other: await withoutAdmin(column, "other") };
    const act = (cookie: string, id: "the-admin" | "other") =>
      step === "give"
        ? column.call("PUT", `/api/staff/people/${id}`, { cookie, body: bodies[id] })
        : column.call("POST", `/api/staff/people/${id}/${step}`, { cookie, body: {} });
    const own = step === "give";
    const answers = await Promise.all([act(column.admin, own ? "the-admin" : "other"), act(other, own ? "other" : "the-admin")]);
    expect(
      answers.filter(({ status }) => status < 300),
      step,
    ).toHaveLength(1);
    expect(
      answers.every(({ status }) => [200, 201, 401, 403, 409].includes(status)),
      step,
    ).toBe(true);
    const passwords = column.rows("people").filter(({ sk, data }) => sk === "account" && !data.includes('"passwordHash":""'));
    expect(administrators(column).length, step).toBe(step === "reset" ? 2 : 1);
    expect(passwords.length, step).toBe(step === "reset" ? 1 : 2);
  }
});

type Step = "disable" | "enable" | "reset" | "take" | "give";
const steps: Step[] = ["disable", "enable", "reset", "take", "give"];
const people = ["the-admin", "second", "third"];

test("whatever administrators do to each other and themselves, two at a time, one who can sign in remains", async () => {
  const act = fc.record({ by: fc.constantFrom(...people), on: fc.constantFrom(...people), step: fc.constantFrom(...steps) });
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(act, act), { minLength: 4, maxLength: 12 }), async (pairs) => {
      const column = await withAdmin();
      for (const id of people.slice(1)) await column.signIn(["admin"], { id });
      const carryOut = async ({ by, on, step }: { by: string; on: string; step: Step }) => {
        const cookie = await column.sessionOf(by);
        if (step !== "take" && step !== "give") return column.call("POST", `/api/staff/people/${on}/${step}`, { cookie, body: {} });
        const { body } = await column.call<Person>("GET", `/api/staff/people/${on}`, { cookie });
        const { id: _, disabled: __, hasPassword: ___, ...input } = body;
        return column.call("PUT", `/api/staff/people/${on}`, { cookie, body: { ...input, roles: [step === "give" ? "admin" : "cadre"] } });
      };
      for (const pair of pairs) {
        const answers = await Promise.all(pair.map(carryOut));
        refused += answers.filter(({ body }) => body["code"] === "last-admin").length;
        const able = column
          .rows("people")
          .filter(({ sk }) => sk === "account")
          .map(({ data }) => (JSON.parse(data) as { account: Account }).account)
          .filter(({ disabled, roles, passwordHash }) => !disabled && roles.includes("admin") && passwordHash !== "");
        expect(able.length).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 20 },
  );
  expect(refused).toBeGreaterThan(0);
}, 60_000);
