import type { ActivityList } from "../../../functions/activities/contract.ts";
import type { AttendanceDay, InspectionRow } from "../../../functions/ledger/contract.ts";
import type { LectureRoster } from "../../../functions/lectures/contract.ts";
import type { NoteWriters } from "../../../functions/notes/contract.ts";
import type { WhoAmI } from "../../../functions/people/contract.ts";
import type { TopicList } from "../../../functions/research/contract.ts";
import type { StudyDay } from "../../../functions/study-days/contract.ts";
import type { Overview, TaskLine, TaskList } from "../../../functions/study-tasks/contract.ts";
import { api } from "../shell/api.ts";
import { can } from "../shell/session.ts";

/** A year's records as the routes give them to this person. */
export interface YearData {
  year: string;
  days: StudyDay[];
  attendance: AttendanceDay[];
  tasks: { task: TaskLine; overview: Overview }[];
  /** Absent for those who may not see how much people write. */
  notes?: NoteWriters["items"];
  inspections: InspectionRow[];
  lectures: LectureRoster["items"];
  activities: ActivityList["items"];
  /** Absent for those who see none but their own. */
  topics?: TopicList["items"];
}

/** All pages of a list, one after another. @param path with a query already */
async function whole<T>(path: string, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: T[]; cursor?: string } = await api("GET", `${path}${more}`, undefined, { signal });
    items.push(...page.items);
    ({ cursor } = page);
  } while (cursor !== undefined);
  return items;
}

/** The tasks whose deadline lies in the year, with who has marked what, one after another. */
async function tasksOf(year: string, signal: AbortSignal): Promise<YearData["tasks"]> {
  const { open, past } = await api<TaskList>("GET", `/api/staff/study-tasks?year=${year}`, undefined, { signal });
  const found: YearData["tasks"] = [];
  for (const task of [...open, ...past].filter(({ deadline }) => deadline.startsWith(year)))
    found.push({ task, overview: await api<Overview>("GET", `/api/staff/study-tasks/${task.id}/overview`, undefined, { signal }) });
  return found;
}

/** Everything that a year's ledger is made of. */
export async function loadYear(year: string, me: WhoAmI, signal: AbortSignal): Promise<YearData> {
  const get = <T>(path: string) => api<T>("GET", `${path}?year=${year}`, undefined, { signal });
  const [days, attendance, tasks, notes, inspections, lectures, activities, topics] = await Promise.all([
    get<{ items: StudyDay[] }>("/api/staff/study-days"),
    whole<AttendanceDay>(`/api/staff/ledger/attendance?year=${year}`, signal),
    tasksOf(year, signal),
    can(me, "director", "lead") ? get<NoteWriters>("/api/staff/notes/people") : undefined,
    whole<InspectionRow>(`/api/staff/ledger/inspections?year=${year}`, signal),
    get<LectureRoster>("/api/staff/lectures"),
    whole<ActivityList["items"][number]>(`/api/staff/activities?year=${year}`, signal),
    can(me, "director", "lead") ? get<TopicList>("/api/staff/research") : undefined,
  ]);
  return {
    year,
    days: days.items,
    attendance,
    tasks,
    ...(notes ? { notes: notes.items } : {}),
    inspections,
    lectures: lectures.items,
    activities,
    ...(topics ? { topics: topics.items } : {}),
  };
}
