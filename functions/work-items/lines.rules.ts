import { chinaDay } from "../platform/clock.ts";
import type { WhoAmI } from "../people/contract.ts";
import { owedDays } from "./due-dates.rules.ts";
import type { WorkLine } from "./menu.contract.ts";
import { lampOf, scheduleOf, type StoredWorkItem } from "./rules.ts";

/** What menus, overviews and reminders need of an item: some 400 bytes instead of its texts. */
export interface StoredLine extends Pick<
  StoredWorkItem,
  "id" | "kind" | "title" | "office" | "start" | "end" | "state" | "rhythm" | "marks" | "year" | "createdBy" | "source"
> {
  owner: { id: string; name: string };
  members: { id: string }[];
  delays: number;
  startedOn?: string;
  endedOn?: string;
  answerBy?: string;
  unit?: string;
  village?: string;
  /** Done and all. */
  milestones?: [number, number];
  touched: string;
  carriedFrom?: number;
  /** Of the line that stays in a closed year. */
  carriedTo?: number;
}

/** The line of an item as it is now. */
export function lineOf(item: StoredWorkItem): StoredLine {
  const { id, kind, title, office, start, end, state, rhythm, marks, year, createdBy, source } = item;
  const { owner, members, milestones, startedOn, endedOn, unit, village } = item;
  const answerBy = item.open.map((note) => note.answerBy).toSorted()[0];
  const carriedFrom = item.carriedFrom.at(-1);
  return {
    id,
    kind,
    title,
    office,
    start,
    end,
    state,
    rhythm,
    marks,
    year,
    createdBy,
    source,
    owner: { id: owner.id, name: owner.name },
    members: members.map((member) => ({ id: member.id })),
    delays: item.deadlines.length,
    touched: chinaDay(Date.parse(item.updatedAt)),
    ...(startedOn ? { startedOn } : {}),
    ...(endedOn ? { endedOn } : {}),
    ...(answerBy ? { answerBy } : {}),
    ...(unit ? { unit } : {}),
    ...(village ? { village } : {}),
    ...(milestones.length > 0 ? { milestones: [milestones.filter(({ doneOn }) => doneOn !== "").length, milestones.length] } : {}),
    ...(carriedFrom ? { carriedFrom } : {}),
  };
}

/** Whether anything may still happen to it in the year of this line. */
export const isOpenLine = ({ state, carriedTo }: Pick<StoredLine, "state" | "carriedTo">): boolean =>
  carriedTo === undefined && state !== "closed" && state !== "cancelled";

/** The reports that are missing today. */
export function owedOf(line: Pick<StoredLine, "state" | "rhythm" | "start" | "startedOn" | "marks" | "carriedTo">, today: string) {
  const schedule = scheduleOf(line);
  return schedule && isOpenLine(line) ? owedDays(schedule, line.marks, today) : [];
}

/** The line as it is shown to this person today. */
export function shownLine(line: StoredLine, who: Pick<WhoAmI, "id">, today: string): WorkLine {
  const { marks: _, year: __, createdBy: ___, source: ____, members, startedOn: _____, ...rest } = line;
  const owed = owedOf(line, today);
  const due = owed.find(({ late }) => !late)?.due;
  const mine = line.owner.id === who.id ? "owner" : members.some(({ id }) => id === who.id) ? "member" : undefined;
  return {
    ...rest,
    ...(mine ? { mine } : {}),
    lamp: isOpenLine(line) ? lampOf(line, today) : "none",
    late: owed.filter(({ late }) => late).length,
    ...(due ? { due } : {}),
  };
}
