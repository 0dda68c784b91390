import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PersonRow } from "../../functions/people/import-contract.ts";
import { rolesOfCell } from "../../functions/people/rules.ts";
import { StoreUnavailable } from "../../functions/store/store.ts";
import { accountsOf, withAdmin } from "./support.ts";

const row = (change: Partial<PersonRow> = {}): PersonRow => ({
  login: "wang",
  name: "王某",
  roles: "部内干部",
  office: "",
  unit: "",
  ...change,
});
const rowsOf = (count: number) => Array.from({ length: count }, (_, n) => row({ login: `cadre${n}`, name: `干部${n}` }));

test.each([
  ["部内干部", ["cadre"]],
  ["部内干部、编辑（审核）", ["cadre", "editor"]],
  ["编辑(审核),部领导", ["editor", "director"]],
  ["组室负责人 系统管理员", ["lead", "admin"]],
  ["cadre；LEAD", ["cadre", "lead"]],
  ["编辑、编辑", ["editor"]],
  ["干事", [undefined]],
  ["", []],
])("the roles of %j are %j", (cell, roles) => {
  expect(rolesOfCell(cell)).toEqual(roles);
});

describe("an import of people", () => {
  test("creates everybody with a link each; rare characters arrive unchanged", async () => {
    const column = await withAdmin();
    const { body: unit } = await column.unit({ name: "山市镇" });
    const rows = [
      row({ login: "Ji", name: "吉𠮷", roles: "组室负责人、部内干部", office: "组织科" }),
      row({ login: "yan", name: "䶮㛃", roles: "基层单位", unit: " 山市镇" }),
      row({ login: "by.id", name: "某人", roles: "unit", unit: unit.id }),
    ];
    const { body, status } = await column.importPeople(rows);
    expect(status).toBe(200);
    expect(body.errors).toEqual([]);
    expect(body.created.map(({ person }) => [person.login, person.name, person.roles, person.office, person.unit])).toEqual([
      ["Ji", "吉𠮷", ["lead", "cadre"], "组织科", ""],
      ["yan", "䶮㛃", ["unit"], "", unit.id],
      ["by.id", "某人", ["unit"], "", unit.id],
    ]);
    for (const { link, person } of body.created) {
      const choose = { token: link.split("#")[1], password: "一个 够长的 密码" };
      expect((await column.call("POST", "/api/staff/password-link", { body: choose })).body["name"]).toBe(person.name);
    }
    expect(new Set(body.created.map(({ link }) => link)).size).toBe(3);
    const lines = column.rows("audit").filter(({ data }) => data.includes("person.create"));
    expect(lines).toHaveLength(3);
  }, 60_000);

  test("names every fault of every row, and creates nobody", async () => {
    const column = await withAdmin();
    const { body: settings } = await column.as<object>("GET", "settings");
    await column.as("PUT", "settings", { ...settings, offices: ["组织科"] });
    const { body: unit } = await column.unit({ name: "旧单位" });
    await column.as("POST", `units/${unit.id}/retire`, { version: 1 });
    await column.create({ login: "there" });
    const before = accountsOf(column);
    const rows = [
      row(),
      row({ login: "WANG" }),
      row({ login: "THERE" }),
      row({ login: "", name: "", roles: "" }),
      row({ login: "王五", name: "很".repeat(31), roles: "干事" }),
      row({ login: "u1", roles: "基层单位" }),
      row({ login: "u2", roles: "基层单位", unit: "没有的镇" }),
      row({ login: "u3", roles: "基层单位", unit: "旧单位" }),
      row({ login: "l1", roles: "组室负责人" }),
      row({ login: "l2", roles: "部内干部、xx", office: "没有科" }),
      row({ login: "fine", office: "组织科" }),
    ];
    const expected = [
      [1, "login", "repeated"],
      [2, "login", "taken"],
      [3, "login", "required"],
      [3, "name", "required"],
      [3, "roles", "required"],
      [4, "login", "regex"],
      [4, "name", "max_length"],
      [4, "roles", "unknown"],
      [5, "unit", "required"],
      [6, "unit", "unknown"],
      [7, "unit", "retired"],
      [8, "office", "required"],
      [9, "roles", "unknown"],
      [9, "office", "unknown"],
    ];
    for (const dryRun of [true, false]) {
      const { body } = await column.importPeople(rows, { dryRun, key: `faulty-${dryRun}` });
      expect(body.errors.map((error) => [error.row, error.field, error.code])).toEqual(expected);
      expect(body.created).toEqual([]);
    }
    expect(accountsOf(column)).toEqual(before);
  });

  test("goes on after a lost answer or a broken store, with the same links and nobody twice", async () => {
    const column = await withAdmin();
    const rows = rowsOf(120);
    const transact = column.store.transact.bind(column.store);
    const broken: string[] = [];
    // The store goes away at the 2nd, 3rd, … write, each time at another place of the way.
    for (let after = 1; after < 9; after += 1) {
      let writes = 0;
      column.store.transact = async (operations, token) => {
        writes += 1;
        if (writes > after) throw new StoreUnavailable("away");
        await transact(operations, token);
      };
      const { status } = await column.importPeople(rows, { key: "one-key-for-all" });
      column.store.transact = transact;
      broken.push(String(status));
    }
    expect(broken).toContain("503");
    const done = await column.importPeople(rows, { key: "one-key-for-all" });
    expect(done.body.errors).toEqual([]);
    expect(done.body.created.map(({ person }) => person.login)).toEqual(rows.map(({ login }) => login));
    expect((await column.importPeople(rows, { key: "one-key-for-all" })).body).toEqual(done.body);
    expect(accountsOf(column).filter(({ roles }) => roles.includes("cadre"))).toHaveLength(120);
    const lines = column.rows("audit").filter(({ data }) => data.includes("person.create"));
    expect(lines).toHaveLength(120);
    expect((await column.importPeople(rows, { key: "one-key-for-all", dryRun: true })).body).toEqual({ errors: [], created: [] });
    expect((await column.importPeople(rowsOf(3), { key: "one-key-for-all" })).status).toBe(422);
    expect((await column.importPeople(rows, { key: "another-key-of-mine" })).body.errors).toHaveLength(120);
    const token = done.body.created[77]!.link.split("#")[1]!;
    expect((await column.call("POST", "/api/staff/password-link", { body: { token, password: "一个 够长的 密码" } })).status).toBe(200);
  }, 60_000);

  test("side by side under one key creates once; under two keys only one of them creates", async () => {
    const column = await withAdmin();
    const same = await Promise.all([1, 2, 3].map(() => column.importPeople(rowsOf(60), { key: "one-key-for-all" })));
    expect(same.map(({ status, body }) => [status, body.created.length])).toEqual([
      [200, 60],
      [200, 60],
      [200, 60],
    ]);
    expect(accountsOf(column)).toHaveLength(61);
    const rows = rowsOf(60).map((each) => ({ ...each, login: `x${each.login}` }));
    const two = await Promise.all(["key-number-1", "key-number-2"].map((key) => column.importPeople(rows, { key })));
    const created = two.filter(({ body }) => body.created?.length === 60);
    expect(created.length).toBeLessThanOrEqual(1);
    expect(accountsOf(column)).toHaveLength(61 + 60 * created.length);
  }, 60_000);

  test("in which a name is taken in the middle creates nobody, names it, and lets go of the other names", async () => {
    const column = await withAdmin();
    const transact = column.store.transact.bind(column.store);
    let writes = 0;
    column.store.transact = async (operations, token) => {
      writes += 1;
      // The key is remembered, the first 99 names are claimed; before the rest somebody is quicker.
      if (writes === 3) {
        column.store.transact = transact;
        await column.create({ login: "CADRE150" });
      }
      await transact(operations, token);
    };
    const { body } = await column.importPeople(rowsOf(200), { key: "one-key-for-all" });
    expect(body).toEqual({ errors: [{ row: 150, field: "login", code: "taken" }], created: [] });
    expect(accountsOf(column)).toHaveLength(2);
    expect((await column.create({ login: "cadre0" })).status).toBe(201);
  });

  test("that broke off blocks no name for long", async () => {
    const column = await withAdmin();
    const transact = column.store.transact.bind(column.store);
    let writes = 0;
    column.store.transact = async (operations, token) => {
      writes += 1;
      if (writes > 2) throw new StoreUnavailable("away");
      await transact(operations, token);
    };
    expect((await column.importPeople(rowsOf(3), { key: "never-repeated" })).status).toBe(503);
    column.store.transact = transact;
    expect((await column.create({ login: "cadre1" })).body).toMatchObject({ code: "login-taken" });
    column.time.now += 11 * 60_000;
    expect((await column.create({ login: "cadre1" })).status).toBe(201);
  });

  test("takes 500 rows and no more; a page of the answer is small enough for every way to run", async () => {
    const column = await withAdmin();
    const { body, text } = await column.importPeople(rowsOf(500));
    expect(body.created).toHaveLength(500);
    expect(text.length).toBeLessThan(1_000_000);
    expect((await column.importPeople(rowsOf(501))).status).toBe(400);
  }, 60_000);
});

const cell = (values: string[], length: number) => fc.oneof(fc.constantFrom(...values), fc.string({ unit: "binary", maxLength: length }));
const usually = (value: string, other: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: other });
const anyRow = fc.record({
  login: fc.oneof({ weight: 4, arbitrary: fc.stringMatching(/^[a-z]{4,8}$/) }, cell(["wang", "WANG", "li.1", "there", " zhao ", "a"], 8)),
  name: usually("王𠮷", cell(["䶮", "", "很".repeat(31)], 6)),
  roles: usually("部内干部", cell(["基层单位", "组室负责人 cadre", "部领导、xx", ""], 5)),
  office: usually("组织科", cell(["", "x"], 3)),
  unit: usually("山市镇", cell(["旧镇", "nowhere", ""], 3)),
});

test("any rows: a dry run changes nothing and names exactly what the real run refuses; that creates all or nobody", async () => {
  const column = await withAdmin();
  await column.unit({ name: "山市镇" });
  const { body: old } = await column.unit({ name: "旧镇" });
  await column.as("POST", `units/${old.id}/retire`, { version: 1 });
  await column.create({ login: "there" });
  let [refused, created] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 4 }), async (rows) => {
      const before = JSON.stringify(column.rows("people"));
      const dry = await column.importPeople(rows, { dryRun: true });
      expect(JSON.stringify(column.rows("people"))).toBe(before);
      const count = accountsOf(column).length;
      const real = await column.importPeople(rows);
      expect(real.status).toBe(dry.status);
      // What JSON carries but no store keeps is refused as a whole.
      if (dry.status !== 200) {
        expect(real.status).toBe(400);
        return;
      }
      expect(real.body.errors).toEqual(dry.body.errors);
      expect(real.body.created.length).toBe(dry.body.errors.length > 0 ? 0 : rows.length);
      expect(accountsOf(column).length).toBe(count + real.body.created.length);
      real.body.created.length > 0 ? (created += 1) : (refused += 1);
      if (real.body.created.length === 0) return;
      const again = await column.importPeople(rows, { dryRun: true });
      expect(again.body.errors.filter(({ code }) => code === "taken")).toHaveLength(rows.length);
    }),
    { numRuns: 150 },
  );
  expect(refused).toBeGreaterThan(10);
  expect(created).toBeGreaterThan(0);
}, 60_000);
