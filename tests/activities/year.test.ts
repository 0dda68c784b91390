import { expect, test } from "vitest";
import { roles, type Role } from "../../functions/people/contract.ts";
import { withActivities } from "./support.ts";

/** Whose visits each role of the author's 组室 is shown, beside the targets. */
const seen: Record<Role, string[] | undefined> = {
  unit: undefined,
  cadre: ["自己"],
  lead: ["丙", "甲", "自己"],
  editor: ["乙", "丙", "甲"],
  director: ["乙", "丙", "甲"],
  admin: undefined,
};

test.each(roles)("as %s: the year beside its targets, people by 组室 and name", async (role) => {
  const column = await withActivities();
  await column.log({ people: ["author", "other"] });
  await column.log({ kind: "包村走访", village: "山市镇02村", people: ["author"] });
  await column.log({ kind: "座谈讨论", unit: "", village: "", people: ["author", "other"] });
  const cookie = await column.signIn([role], { id: "me", name: "自己", office: "组织科" });
  const wanted = seen[role];
  const answer = await column.act(cookie, "GET", "/year?year=2026");
  expect(answer.status).toBe(wanted ? 200 : 403);
  if (!wanted) return;
  const year = await column.year(cookie);
  expect(year.kinds.filter(({ count }) => count > 0)).toEqual([
    { kind: "座谈讨论", count: 1 },
    { kind: "下基层", count: 1 },
    { kind: "包村走访", count: 1 },
  ]);
  expect([year.symposiumTarget, year.visitTarget, year.villages, year.more]).toEqual([6, 2, 2, false]);
  expect(year.people.map(({ name }) => name)).toEqual(wanted);
  expect(year.people.find(({ id }) => id === "author")?.visits).toBe(wanted.includes("甲") ? 2 : undefined);
});

/** Who may change what the author of 组织科 has written. */
const changes: Record<Role, { own: boolean; other: boolean }> = {
  unit: { own: false, other: false },
  cadre: { own: false, other: false },
  lead: { own: true, other: false },
  editor: { own: true, other: true },
  director: { own: false, other: false },
  admin: { own: false, other: false },
};

test.each(roles)("as %s: changes of the own and of another 组室's activities", async (role) => {
  const column = await withActivities();
  const { body: logged } = await column.log();
  for (const [office, may] of [
    ["组织科", changes[role].own],
    ["干部科", changes[role].other],
    ["", changes[role].other],
  ] as const) {
    const cookie = await column.signIn([role], { office });
    const { version } = (await column.act(column.author, "GET", `/${logged.id}`)).body;
    const before = column.rows("activities");
    const { status } = await column.act(cookie, "PUT", `/${logged.id}`, { ...column.input, title: "改", version });
    expect(status, office).toBe(may ? 200 : 403);
    if (!may) {
      expect((await column.act(cookie, "DELETE", `/${logged.id}`, { version })).status).toBe(403);
      expect(column.rows("activities")).toEqual(before);
    }
  }
});
