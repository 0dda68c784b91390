import type { Deps } from "../../functions/deps.ts";
import { sign, writeRemark } from "../../functions/inspection/changes.ts";
import { makeSheet } from "../../functions/inspection/making.ts";
import { lastMonth, monthBy } from "../../functions/inspection/rules.ts";
import { viewOf } from "../../functions/inspection/sheets.ts";
import { DAY, HOUR } from "../../functions/platform/clock.ts";
import type { DemoPeople } from "./demo-people.ts";

const remarks: Record<"signed" | "open", [login: string, text: string][]> = {
  signed: [
    ["cadre", "（演示数据）联系实际多写几句自己的想法，下月继续。"],
    ["lead", "（演示数据）带头学、带头记，组室里要形成风气。"],
  ],
  open: [
    ["cadre", "（演示数据）笔记认真，能结合业务谈体会。"],
    ["lead", "（演示数据）心得可以再具体些，写清打算怎么做。"],
  ],
};

/** The last month's sheet, open with two 批阅, and the one before it, signed on the third of the month. */
export async function seedInspections(deps: Deps, people: DemoPeople, now: number): Promise<void> {
  const director = people("director");
  const open = lastMonth(now);
  for (const [month, kind] of [[monthBy(open, -1), "signed"] as const, [open, "open"] as const]) {
    const made = Date.parse(`${monthBy(month, 1)}-01T00:05:00+08:00`);
    const at = (time: number): Deps => ({ ...deps, clock: () => Math.min(time, now) });
    await makeSheet(at(made), month);
    const read = at(made + 2 * DAY + 9 * HOUR);
    for (const [login, text] of remarks[kind]) await writeRemark(read, director, month, { person: people(login).id, text, version: 0 });
    if (kind === "signed") await sign(read, director, month, (await viewOf(read, month, director)).fingerprint!);
  }
}
