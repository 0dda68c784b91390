import { chinaDay, DAY } from "../platform/clock.ts";
import type { AuditEntry, AuditQuery } from "./contract.ts";

/** Whether a line is one of those asked for; an empty filter asks for all. */
export function fits(entry: AuditEntry, { person, kind, object, outcome, from, to }: Omit<AuditQuery, "cursor">): boolean {
  const day = chinaDay(Date.parse(entry.at));
  return (
    (!person || entry.by === person || entry.name.includes(person)) &&
    (!kind || entry.action === kind || entry.action.startsWith(`${kind}.`)) &&
    (!object || entry.object === object) &&
    (!outcome || entry.outcome === outcome) &&
    (!from || day >= from) &&
    (!to || day <= to)
  );
}

/** `2026-03-01` → `2026-02-28` */
export const nextDayDown = (day: string): string => new Date(Date.parse(day) - DAY).toISOString().slice(0, 10);
