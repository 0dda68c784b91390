import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { ConditionFailed } from "../store/store.ts";
import { holidayInput, holidayTables, type HolidayTable } from "./contract.ts";
import { faultsOf, holidaysOf, missingYears } from "./rules.ts";
import { listHolidayYears, writeHolidayYear } from "./table.ts";

async function yearOf(deps: Deps, year: number): Promise<HolidayTable | undefined> {
  return (await listHolidayYears(deps.store)).find((table) => table.year === year);
}

export const calendarStaffRoutes = [
  route(
    "GET",
    "/api/staff/holidays",
    { summary: "Days off and worked weekends by year, and the years that are missing", answer: holidayTables },
    async ({ deps, now }) => {
      const items = await listHolidayYears(deps.store);
      return { items, missing: missingYears(holidaysOf(items), now) };
    },
  ),

  route(
    "PUT",
    "/api/staff/holidays",
    { summary: "Replace the table of one year; version 0 for a year that nobody has edited", body: holidayInput, answer: holidayInput },
    async ({ deps, body, person }) => {
      const errors = faultsOf(body);
      if (errors.length > 0) throw new Problem("invalid-body", { errors: errors.slice(0, 20) });
      const table = { ...body, workdays: body.workdays.toSorted(), holidays: body.holidays.toSorted((a, b) => (a.from < b.from ? -1 : 1)) };
      try {
        await writeHolidayYear(deps, person, table);
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        throw new Problem("conflict", { current: await yearOf(deps, body.year) });
      }
      return (await yearOf(deps, body.year)) ?? table;
    },
  ),
];
