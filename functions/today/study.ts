import type { Deps } from "../deps.ts";
import { findReminder } from "../group-study-records/reminders.table.ts";
import { ownUnit } from "../group-study-records/rules.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay, DAY } from "../platform/clock.ts";
import { actionsOf, isOwn, type StoredReview } from "../review/rules.ts";
import { reviewsOfYear, scoresOf } from "../review/table.ts";
import type { TaskLine } from "../study-tasks/contract.ts";
import { isDone } from "../study-tasks/rules.ts";
import { openTasks } from "../study-tasks/views.ts";
import type { GroupKind, StudyPanel, TodayLine } from "./contract.ts";
import { calendarDays, type Read } from "./rules.ts";
import { readPanel } from "./study-panel.ts";

/** A task is told of so many days before its last one, and called urgent so many; the end of a review likewise. */
const NEAR_DAYS = 7;
const URGENT_DAYS = 3;

/** Study tasks near their deadline that this person, or the own unit, has not finished. */
function nearTasks(open: readonly TaskLine[], now: number): Read<TodayLine> {
  const until = chinaDay(now + NEAR_DAYS * DAY);
  const urgent = chinaDay(now + URGENT_DAYS * DAY);
  const items = open
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

/** Reviews in which this person has entries left to score. One of a year may be held at the beginning of the next. */
async function scoresToGive({ store }: Deps, me: WhoAmI, now: number): Promise<Read<TodayLine>> {
  const year = Number(chinaDay(now).slice(0, 4));
  const all = (await Promise.all([year, year - 1].map((one) => reviewsOfYear(store, one)))).flat();
  const line = async (review: StoredReview): Promise<TodayLine[]> => {
    const scored = new Set((await scoresOf(store, review.id, me.id)).map(({ material }) => material));
    const left = review.entries.filter((entry) => !isOwn(entry, me) && !scored.has(entry.material)).length;
    if (left === 0) return [];
    const urgent = Date.parse(review.closesAt) <= now + URGENT_DAYS * DAY;
    const title = `${review.name}（还有 ${left} 篇没有打分）`;
    return [{ id: review.id, title, at: review.closesAt, days: 0, lamp: urgent ? "amber" : "none" }];
  };
  const items = await Promise.all(all.filter((review) => actionsOf(review, me, now).includes("score")).map(line));
  return { items: items.flat(), more: false };
}

interface Study {
  /** What study asks of this person. */
  groups: Partial<Record<GroupKind, Read<TodayLine>>>;
  /** What lies ahead; absent for those who have nothing to do with it. */
  panel?: StudyPanel;
}

/** The part of study in the first screen. Administrators are no part of it. */
export async function readStudy(deps: Deps, me: WhoAmI, now: number): Promise<Study> {
  if (me.roles.every((role) => role === "admin")) return { groups: {} };
  const open = await openTasks(deps, me);
  const [reminded, reviews, panel] = await Promise.all([
    reminders(deps, me, now),
    scoresToGive(deps, me, now),
    readPanel(deps, me, open, now),
  ]);
  return { groups: { "study-task": nearTasks(open, now), "unit-reminder": reminded, "review-scores": reviews }, panel };
}
