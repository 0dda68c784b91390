import { expect, test } from "vitest";
import type { WorkMenu, WorkYears } from "../../functions/work-items/menu.contract.ts";
import { carryOver } from "../../functions/work-items/years.ts";
import { withWork } from "../support/work-items.ts";

test("the year changes: open items go on with their history, the closed year stays as it was and takes nothing more", async () => {
  const work = await withWork();
  const open = await work.underway({ title: "跨年", end: "2027-02-26" });
  const done = await work.underway({ title: "办完" });
  const { body: draft } = await work.plan({ title: "草稿" });
  await work.step(done, "close", { result: "成果" });
  const close = (year: number | string = 2026) => work.act<WorkYears>("director", "POST", `/work-years/${year}/close`);
  expect((await close()).body).toMatchObject({ code: "illegal-step" });
  expect((await close("20x6")).status).toBe(404);

  await work.on("2027-01-04");
  const menu = async (year: number) => (await work.act<WorkMenu>("director", "GET", `/work-items?year=${year}`)).body;
  expect(await menu(2027)).toMatchObject({ items: [], lastYearOpen: true, closed: false });
  expect((await work.act<WorkYears>("director", "GET", "/work-years")).body.items).toMatchObject([
    { year: 2026, state: "open", mayClose: true },
    { year: 2027, mayClose: false },
  ]);
  expect((await work.act("lead", "POST", "/work-years/2026/close")).status).toBe(403);
  const before = await menu(2026);
  const closing = await Promise.all([close(), close()]);
  expect(closing.map(({ status }) => status)).toEqual([200, 200]);
  expect((await work.plan({ title: "补记" })).body.errors).toEqual([{ field: "start", code: "year_closed" }]);

  // Late and side by side, as when several servers wake up.
  await work.on("2027-01-06");
  await Promise.all([carryOver(work.deps), carryOver(work.deps)]);
  expect(await carryOver(work.deps)).toBe(0);
  const record = (await work.act<WorkYears>("director", "GET", "/work-years")).body.items[0];
  expect(record).toMatchObject({ year: 2026, state: "closed", byName: "己" });

  const kept = await menu(2026);
  expect(kept).toMatchObject({ closed: true, mayAdd: false });
  const titles = ({ items }: WorkMenu) =>
    items.map(({ title, state, carriedTo, carriedFrom }) => [title, state, carriedTo, carriedFrom].join(" "));
  expect(titles(kept).toSorted()).toEqual(["办完 closed  ", "草稿 draft 2027 ", "跨年 underway 2027 "].toSorted());
  expect(kept.items).toHaveLength(before.items.length);
  expect(titles(await menu(2027)).toSorted()).toEqual(["草稿 draft  2026", "跨年 underway  2026"]);

  const carried = await work.read(open.id);
  expect(carried).toMatchObject({ year: 2027, carriedFrom: [2026], state: "underway", deadlines: [] });
  expect(carried.history.map(({ action }) => action)).toEqual(["carry", "start", "create"]);
  expect((await work.step(carried, "close", { result: "跨年办完" })).body.state).toBe("closed");
  // What stays in the closed year is as it was on the day on which it was closed.
  expect(titles(await menu(2026))).toEqual(titles(kept));
  const { body: back } = await work.act("lead", "PUT", `/work-items/${draft.id}`, {
    ...work.input,
    version: (await work.read(draft.id)).version,
  });
  expect(back.errors).toEqual([{ field: "start", code: "year_closed" }]);
});
