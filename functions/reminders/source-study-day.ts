import type { Deps } from "../deps.ts";
import { chinaDay, DAY } from "../platform/clock.ts";
import { readStudySettings } from "../study/settings.table.ts";
import { daysOfYear } from "../study-days/table.ts";
import type { Due } from "./rules.ts";

/** 集中学习: the study day of tomorrow, with its hours, place and topic. A moved day counts where it was moved to. */
export async function studyDayDue({ store }: Deps, now: number): Promise<Due[]> {
  const tomorrow = chinaDay(now + DAY);
  const settings = await readStudySettings(store);
  const year = Number(tomorrow.slice(0, 4));
  // The last Friday of December may have been moved into January, and the other way round.
  const years = tomorrow.slice(5, 7) === "01" ? [year - 1, year] : tomorrow.slice(5, 7) === "12" ? [year, year + 1] : [year];
  const days = (await Promise.all(years.map((each) => daysOfYear(store, each, settings)))).flat();
  return days
    .filter(({ date, state }) => date === tomorrow && state !== "cancelled")
    .map(({ slot, date, startsAt, endsAt, place, topic }) => ({
      kind: "study-day",
      object: slot,
      period: date,
      title: "明天集中学习",
      text: `${date} ${startsAt}—${endsAt}${place ? `，${place}` : ""}。${topic ? `内容：${topic}。` : ""}`,
      path: `/calendar/${slot}`,
      urgent: true,
    }));
}
