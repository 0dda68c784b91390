import type { Deps } from "../deps.ts";
import { findReminder } from "../group-study-records/reminders.table.ts";
import { ownUnit } from "../group-study-records/rules.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay, DAY } from "../platform/clock.ts";
import { isDone } from "../study-tasks/rules.ts";
import { openTasks } from "../study-tasks/views.ts";
import type { GroupKind, TodayLine } from "./contract.ts";
import { calendarDays, type Read } from "./rules.ts";

/** A task is told of so many days before its last one, and called urgent so many. */
const NEAR_DAYS = 7;
const URGENT_DAYS = 3;

/** Study tasks near their deadline that this person, or the own unit, has not finished. */
async function nearTasks(deps: Deps, me: WhoAmI, now: number): Promise<Read<TodayLine>> {
  const until = chinaDay(now + NEAR_DAYS * DAY);
  const urgent = chinaDay(now + URGENT_DAYS * DAY);
  const items = (await openTasks(deps, me))
    .filter((task) => task.mine && !isDone(task, task.mine) && task.deadline <= until)
    .map(({ id, title, deadline }) => ({ id, title, at: deadline, days: 0, lamp: deadline <= urgent ? "amber" : "none" }) as const);
  return { items, more: false };
}

/** What staff have asked the own unit to do. */
async function reminders({ store }: Deps, me: WhoAmI, now: number): Promise<Read<TodayLine>> {
  const unit = ownUnit(me);
  const found = unit === "" ? undefined : await findReminder(store, unit);
  if (!found) return { items: [], more: false };
  const { at, name, text } = found.reminder;
  const title = text || "请及时组织集中学习，并提交学习记录。";
  return { items: [{ id: unit, title, from: name, at, days: calendarDays(at, now), lamp: "none" }], more: false };
}

/** What study asks of those who study and of the units. */
export async function studyGroups(deps: Deps, me: WhoAmI, now: number): Promise<Partial<Record<GroupKind, Read<TodayLine>>>> {
  if (!me.roles.some((role) => role === "cadre" || role === "lead" || role === "unit")) return {};
  const [tasks, reminded] = await Promise.all([nearTasks(deps, me, now), reminders(deps, me, now)]);
  return { "study-task": tasks, "unit-reminder": reminded };
}
