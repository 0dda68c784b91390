import { join } from "node:path";
import { expect, test } from "vitest";
import { systemActor } from "../../functions/audit/table.ts";
import { defaultSettings } from "../../functions/settings/contract.ts";
import { writeSettings } from "../../functions/settings/table.ts";
import { readMenu, readOverview } from "../../functions/work-items/menu.ts";
import type { WorkLine } from "../../functions/work-items/menu.contract.ts";
import { seedActivities } from "../../infra/local/demo-activities.ts";
import { demoOffices, seedPeople } from "../../infra/local/demo-people.ts";
import { seedWorkItems } from "../../infra/local/demo-work-items.ts";
import { newColumn } from "../support/column.ts";

const folder = join(import.meta.dirname, "../../infra/local/demo-data");

// In the middle of a year, and just after one, when what is under way still stands in the year before.
test.each(["2026-11-28", "2027-01-05"])("the demo of %s has the eight projects as the report tells of them", async (day) => {
  const column = await newColumn();
  column.time.now = Date.parse(`${day}T01:30:00Z`);
  const { deps, time } = column;
  const people = await seedPeople(deps, folder, "a long demo password");
  await writeSettings(deps, systemActor, { ...defaultSettings, offices: demoOffices(folder) }, 0);
  await seedActivities(deps, people, time.now);
  await seedWorkItems(deps, folder, people, time.now);
  const year = Number(day.slice(0, 4));
  const menus = await Promise.all([year - 1, year].map((one) => readMenu(deps, people("director"), one)));
  const lines = menus.flatMap(({ items }) => items);
  const projects = lines.filter(({ kind }) => kind === "项目");
  const count = (fits: (line: WorkLine) => boolean) => projects.filter(fits).length;
  expect([
    projects.length,
    count(({ state }) => state === "closed"),
    count(({ state, lamp }) => state === "underway" && lamp === "green"),
    count(({ state, lamp }) => state === "underway" && lamp === "amber"),
    count(({ state, delays }) => state === "unfinished" && delays === 1),
  ]).toEqual([8, 3, 3, 1, 1]);
  for (const kind of ["常规性", "创新性", "整改", "包村"] as const) expect(lines.some((line) => line.kind === kind)).toBe(true);
  const overview = await readOverview(deps, people("director"), undefined);
  expect(overview.red.length).toBeGreaterThan(0);
  expect(overview.supervised.length).toBe(1);
});
