import { addWorkingDays, type Holidays } from "../calendar/rules.ts";
import { ageOf } from "../feedback/age.rules.ts";
import type { Entry } from "../feedback/rules.ts";
import type { Entry as InspectionEntry } from "../inspection/contract.ts";
import { chinaDay, DAY } from "../platform/clock.ts";
import type { StoredQuestion } from "../lectures/rules.ts";
import type { Limits } from "../settings/contract.ts";
import type { ColumnLamp, FeedbackLamp, GroupKind, LampColour, TodayGroup, TodayLine } from "./contract.ts";

/** How many lines of a group are shown; the rest is one click away. */
const SHOWN = 5;
const EXCERPT = 40;

/** What lamps are judged by. */
export interface Measure {
  limits: Limits;
  holidays: Holidays;
  now: number;
}

/** Items with the word whether there may be more of them than were read. */
export interface Read<T> {
  items: T[];
  more: boolean;
}

/** Calendar days in Beijing from one moment to another: what came in yesterday evening is one day old this morning. */
export function calendarDays(fromIso: string, now: number): number {
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
  return Math.max(0, Math.round((at(chinaDay(now)) - at(chinaDay(Date.parse(fromIso)))) / DAY));
}

/** @param last when something was last published; undefined: never */
export function columnLampOf(last: string | undefined, { limits, now }: Measure): ColumnLamp {
  const limitDays = limits.columnAmberDays;
  if (last === undefined) return { colour: "amber", limitDays };
  const days = calendarDays(last, now);
  return { colour: days >= limitDays ? "amber" : "none", limitDays, last, days };
}

/** Age and colour of one waiting feedback: working days for amber and red, natural days for the alarm. */
export function waitOf(entry: Entry, { limits, holidays, now }: Measure): { days: number; workingDays: number; lamp: LampColour } {
  const { workingDays, lamp } = ageOf(entry, { limits, holidays }, now);
  const days = calendarDays(entry.receivedAt, now);
  return { days, workingDays, lamp: days >= limits.feedbackAlarmDays ? "alarm" : lamp };
}

/** Judged by the oldest of what waits; `waiting` in any order. */
export function feedbackLampOf(waiting: Read<Entry>, measure: Measure): FeedbackLamp {
  const { limits, holidays } = measure;
  const base = {
    amberDays: limits.feedbackAmberDays,
    redDays: limits.feedbackRedDays,
    alarmDays: limits.feedbackAlarmDays,
    waiting: waiting.items.length,
    more: waiting.more,
  };
  const [oldest] = waiting.items.toSorted(byAge);
  if (!oldest) return { colour: "none", ...base };
  const { lamp, ...age } = waitOf(oldest, measure);
  const due = addWorkingDays(oldest.receivedAt, limits.feedbackRedDays, holidays);
  return { colour: lamp, ...base, oldest: { id: oldest.id, at: oldest.receivedAt, ...age, due } };
}

const byAge = (a: Entry, b: Entry) => (a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0);

function excerpt(text: string): string {
  const characters = Array.from(text.replace(/\s+/g, " ").trim());
  return characters.length > EXCERPT ? `${characters.slice(0, EXCERPT).join("")}…` : characters.join("");
}

/** One line of a queue of feedback. */
export function feedbackLine(entry: Entry, measure: Measure): TodayLine {
  const waits = entry.state === "pending" || entry.state === "accepted";
  const wait = waitOf(entry, measure);
  return {
    id: entry.id,
    title: `${entry.kind}：${excerpt(entry.text)}`,
    from: entry.unitName ?? "访客",
    at: entry.state === "answered" ? entry.answeredAt! : entry.receivedAt,
    days: entry.state === "answered" ? calendarDays(entry.answeredAt!, measure.now) : wait.days,
    ...(waits ? { workingDays: wait.workingDays } : {}),
    lamp: waits ? wait.lamp : "none",
  };
}

/** An open question under a lecture. */
export function questionLine(
  { id, lecture, from, text, at }: Pick<StoredQuestion, "id" | "lecture" | "from" | "text" | "at">,
  now: number,
): TodayLine {
  return { id: `${lecture}.${id}`, title: excerpt(text), from, at, days: calendarDays(at, now), lamp: "none" };
}

/** An inspection sheet that waits for its signature. */
export function inspectionLine({ month, madeAt }: Pick<InspectionEntry, "month" | "madeAt">, now: number): TodayLine {
  const title = `${month.slice(0, 4)}年${Number(month.slice(5))}月笔记检查表`;
  return { id: month, title, at: madeAt, days: calendarDays(madeAt, now), lamp: "none" };
}

/** A group of the first screen, longest waiting first, and answers newest first; undefined when nothing is in it. */
export function groupOf(kind: GroupKind, { items, more }: Read<TodayLine>): TodayGroup | undefined {
  if (items.length === 0) return undefined;
  const sorted = items.toSorted((a, b) => ((a.at ?? "") < (b.at ?? "") ? -1 : (a.at ?? "") > (b.at ?? "") ? 1 : 0));
  if (kind === "unit-answered") sorted.reverse();
  const amber = items.filter(({ lamp }) => lamp === "amber").length;
  const red = items.filter(({ lamp }) => lamp === "red" || lamp === "alarm").length;
  return { kind, count: items.length, more, amber, red, lines: sorted.slice(0, SHOWN) };
}
