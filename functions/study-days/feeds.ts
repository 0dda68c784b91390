import type { Deps } from "../deps.ts";
import { chinaDay } from "../platform/clock.ts";
import { readStudySettings } from "../study/settings.table.ts";
import type { Day } from "./table.ts";
import { daysOfYear } from "./table.ts";
import { titlesOf } from "./views.ts";

/** The study days of last year, this one and the next: what a calendar shows without growing for ever. */
export async function feedDays(deps: Deps): Promise<Day[]> {
  const settings = await readStudySettings(deps.store);
  const year = Number(chinaDay(deps.clock()).slice(0, 4));
  return (await Promise.all([year - 1, year, year + 1].map((one) => daysOfYear(deps.store, one, settings)))).flat();
}

/** What somebody who takes part is told: agenda, what to read, why it was moved or called off. */
export async function describe(deps: Deps, days: readonly Day[]): Promise<Map<string, string>> {
  const titles = await titlesOf(
    deps.store,
    days.flatMap(({ materials }) => materials),
  );
  return new Map(
    days.map((day) => [
      day.slot,
      [
        day.reason && `${day.state === "cancelled" ? "取消" : "改期"}原因：${day.reason}`,
        day.agenda,
        ...day.materials.flatMap((id) => (titles.has(id) ? [`学习资料：${titles.get(id)}`] : [])),
      ]
        .filter(Boolean)
        .join("\n"),
    ]),
  );
}

export const calendarAnswer = (text: string, caching: string): Response =>
  new Response(text, { headers: { "content-type": "text/calendar; charset=utf-8", "cache-control": caching } });
