import { idempotencyKey } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { chinaDay } from "../platform/clock.ts";
import { readLinks } from "./links.ts";
import { readMenu, readOverview, readReports, readTimeline } from "./menu.ts";
import {
  workLinks,
  workLinksQuery,
  workMenu,
  workMenuQuery,
  workOverview,
  workOverviewQuery,
  workTimeline,
  workYears,
} from "./menu.contract.ts";
import { reportMany } from "./reporting.ts";
import { reportResults, reportsInput, workReports } from "./reports.contract.ts";
import { closeYear, readYears } from "./years.ts";

const yearOf = (year: string | undefined, now: number) => Number(year ?? chinaDay(now).slice(0, 4));

/** Many items at once. Mounted before those of one item, or their names would be taken for ids. */
export const workMenuRoutes = [
  route(
    "GET",
    "/api/staff/work-items",
    { summary: "The menu of a year", query: workMenuQuery, answer: workMenu },
    ({ deps, query, person, now }) => readMenu(deps, person, yearOf(query.year, now)),
  ),

  route(
    "GET",
    "/api/staff/work-items/timeline",
    { summary: "Projects of a year with their milestones", query: workMenuQuery, answer: workTimeline },
    ({ deps, query, person, now }) => readTimeline(deps, person, yearOf(query.year, now)),
  ),

  route(
    "GET",
    "/api/staff/work-items/overview",
    { summary: "What is red, what waits, who has reported in time", query: workOverviewQuery, answer: workOverview },
    ({ deps, query, person }) => readOverview(deps, person, query.month),
  ),

  route(
    "GET",
    "/api/staff/work-items/links",
    { summary: "Work items of a feedback, an activity or a material", query: workLinksQuery, answer: workLinks },
    ({ deps, query, person }) => {
      const kind = (["feedback", "activity", "material"] as const).find((one) => query[one] !== undefined)!;
      return readLinks(deps, person, kind, query[kind]!);
    },
  ),

  route("GET", "/api/staff/work-reports", { summary: "What there is to report", answer: workReports }, ({ deps, person }) =>
    readReports(deps, person),
  ),

  route(
    "POST",
    "/api/staff/work-reports",
    { summary: "Hand many reports in, each with an end of its own", body: reportsInput, answer: reportResults, maxBytes: 2_500_000 },
    ({ deps, c, body, person }) => reportMany(deps, person, body, idempotencyKey(c.req.header("idempotency-key"))),
  ),

  route("GET", "/api/staff/work-years", { summary: "Which years are closed", answer: workYears }, ({ deps, person }) =>
    readYears(deps, person),
  ),

  route(
    "POST",
    "/api/staff/work-years/:year/close",
    { summary: "Close a year and carry its open items over", answer: workYears },
    ({ deps, params, person }) => {
      if (!/^20\d\d$/.test(params["year"]!)) throw new Problem("not-found");
      return closeYear(deps, person, Number(params["year"]));
    },
  ),
];
