import { describe, expect, test } from "vitest";
import type { OwnLines } from "../../functions/inspection/contract.ts";
import { roles, type Role } from "../../functions/people/contract.ts";
import { inspected, MONTH, OFFICE } from "./support.ts";

type Relation = "own 组室" | "other 组室" | "no 组室";

/** Whose lines a role sees on a sheet: written out, not computed. */
const sees: Record<Role, Record<Relation, "nothing" | "none" | "own 组室" | "all">> = {
  unit: { "own 组室": "nothing", "other 组室": "nothing", "no 组室": "nothing" },
  cadre: { "own 组室": "nothing", "other 组室": "nothing", "no 组室": "nothing" },
  lead: { "own 组室": "own 组室", "other 组室": "none", "no 组室": "none" },
  editor: { "own 组室": "nothing", "other 组室": "nothing", "no 组室": "nothing" },
  director: { "own 组室": "all", "other 组室": "all", "no 组室": "all" },
  admin: { "own 组室": "nothing", "other 组室": "nothing", "no 组室": "nothing" },
};
const offices: Record<Relation, string> = { "own 组室": OFFICE, "other 组室": "研究室", "no 组室": "" };
const inOffice = ["person-a", "person-b", "person-l"];
const everybody = [...inOffice, "person-c"];

describe.each(roles)("as %s", (role) => {
  test.each(["own 组室", "other 组室", "no 组室"] as const)("of the %s: what may be seen and done, open and signed", async (relation) => {
    const all = await inspected();
    await all.make();
    for (const person of everybody) await all.remark(person, `批阅给${person}`);
    const cookie = await all.column.signIn([role], { id: "reader0000000001", office: offices[relation] });
    const path = `/api/staff/inspections/${MONTH}`;
    const get = () => all.column.call<{ lines?: { person: string }[] }>("GET", path, { cookie });
    const expected: string[] | undefined = { nothing: undefined, none: [], "own 组室": inOffice, all: everybody }[sees[role][relation]];
    const people = (lines: { person: string }[] | undefined) => lines?.map(({ person }) => person).toSorted();

    const open = await get();
    expect(people(open.body.lines)).toEqual(expected?.toSorted());
    // Until it is signed a 批阅 is the director's draft, and so is what could be signed.
    expect(open.text.includes("批阅给")).toBe(role === "director");
    expect(open.text.includes("fingerprint")).toBe(role === "director");

    const before = all.column.rows("notes");
    const changes = [
      await all.remark("person-a", "改", 1, cookie),
      await all.recount(cookie),
      await all.column.call("POST", `${path}/sign`, { cookie, body: { fingerprint: "x" } }),
    ];
    for (const { status } of changes) expect(status === 403).toBe(role !== "director");
    if (role !== "director") expect(all.column.rows("notes")).toEqual(before);

    expect((await all.sign()).status).toBe(200);
    const signed = await get();
    expect(people(signed.body.lines)).toEqual(expected?.toSorted());
    for (const person of everybody) {
      const text = person === "person-a" && role === "director" ? "改" : `批阅给${person}`;
      expect(signed.text.includes(`"${text}"`), person).toBe(expected?.includes(person) ?? false);
    }
    // Nobody finds another's line among the own ones.
    const own = await all.column.call<OwnLines>("GET", "/api/staff/inspections/own", { cookie });
    if (role === "cadre" || role === "lead") expect(own.body.items).toEqual([]);
    else expect(own.status).toBe(403);
  });
});
