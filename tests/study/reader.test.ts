import { describe, expect, test } from "vitest";
import { roles, type Role, type WhoAmI } from "../../functions/people/contract.ts";
import { mayRead, studies } from "../../functions/study/reader.rules.ts";

const person = (id: string, role: Role, office: string): WhoAmI => ({ id, login: id, name: id, roles: [role], office, unit: "" });

describe("who may read what another has written", () => {
  const owner = { by: "author", office: "组织科" };

  test.each(roles)("as %s: author always, own 组室 as its lead, everything as the director, else nothing", (role) => {
    expect(mayRead(person("author", role, "组织科"), owner)).toBe(true);
    expect(mayRead(person("other", role, "组织科"), owner)).toBe(role === "lead" || role === "director");
    expect(mayRead(person("other", role, "办公室"), owner)).toBe(role === "director");
  });

  test("people without a 组室 are not one another's", () => {
    expect(mayRead(person("other", "lead", ""), { by: "author", office: "" })).toBe(false);
  });
});

test("those who study are cadres and leads with an open account", () => {
  expect(roles.filter((role) => studies({ roles: [role] }))).toEqual(["cadre", "lead"]);
  expect(studies({ roles: ["cadre"], disabled: true })).toBe(false);
});
