import type { Deps } from "../deps.ts";
import { readHolidays } from "../calendar/table.ts";
import { listShelf } from "../materials/table.ts";
import { chinaDay } from "../platform/clock.ts";
import { readSettings } from "../settings/table.ts";
import { columnLampOf } from "../today/rules.ts";
import type { Due } from "./rules.ts";

/** 栏目更新: nothing new for as long as the settings say, once a day until something is published. */
export async function columnDue({ store }: Deps, now: number): Promise<Due[]> {
  const [{ limits }, holidays, { cards }] = await Promise.all([readSettings(store), readHolidays(store), listShelf(store, { limit: 1 })]);
  const { colour, days, limitDays } = columnLampOf(cards[0]?.publishedAt, { limits, holidays, now });
  // A column that was never opened is not late.
  if (colour === "none" || days === undefined) return [];
  const text = `最近一次发布是 ${days} 天前，已到 ${limitDays} 天的提醒线，请尽快发布新资料。`;
  return [{ kind: "column", object: "column", period: chinaDay(now), title: "栏目该更新了", text, path: "/materials", urgent: false }];
}
