import type { Deps } from "../deps.ts";
import type { Due } from "./rules.ts";
import { columnDue } from "./source-column.ts";
import { feedbackDue } from "./source-feedback.ts";
import { holidaysDue } from "./source-holidays.ts";
import { inspectionsDue } from "./source-inspections.ts";
import { lecturesDue } from "./source-lectures.ts";
import { materialsDue } from "./source-materials.ts";
import { studyDayDue } from "./source-study-day.ts";
import { studyTasksDue } from "./source-study-tasks.ts";
import { workItemsDue } from "./source-work-items.ts";

/** Finds what is to be reminded of on the day of `now`. Bounded reads; changes nothing. */
export type Source = (deps: Deps, now: number) => Promise<Due[]>;

/** Everything that reminds. A further source is one more file and its kind in the contract. */
export const sources: readonly Source[] = [
  feedbackDue,
  columnDue,
  materialsDue,
  studyDayDue,
  studyTasksDue,
  lecturesDue,
  inspectionsDue,
  workItemsDue,
  holidaysDue,
];
