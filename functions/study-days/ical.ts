import { momentOf } from "./rules.ts";
import type { Day } from "./table.ts";

/** A day that calendars are told of; the uid never changes, so a moved date moves there too. */
export interface CalendarDay extends Pick<Day, "slot" | "date" | "state" | "startsAt" | "endsAt" | "topic" | "place" | "version"> {
  description: string;
}

/**
 * An iCalendar file (RFC 5545) of study days: times in UTC, which every calendar shows in its own zone; cancelled days are said to be
 * cancelled. The library is loaded when first used.
 * @param origin of the column, without a slash at its end
 */
export async function calendarOf(name: string, origin: string, days: readonly CalendarDay[], now: number): Promise<string> {
  const { default: ical, ICalEventStatus } = await import("ical-generator");
  const host = new URL(origin).host;
  const calendar = ical({ name, prodId: { company: "gxjt", product: "column", language: "ZH" }, ttl: 6 * 3600 });
  for (const day of days) {
    calendar.createEvent({
      id: `study-${day.slot}@${host}`,
      sequence: day.version,
      stamp: new Date(now),
      start: new Date(momentOf(day.date, day.startsAt)),
      end: new Date(momentOf(day.date, day.endsAt)),
      summary: day.topic ? `集中学习：${day.topic}` : "集中学习",
      description: day.description || null,
      location: day.place || null,
      status: day.state === "cancelled" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}
