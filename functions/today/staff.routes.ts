import { route } from "../http/route.ts";
import { lamps, today } from "./contract.ts";
import { readLamps, readToday } from "./today.ts";

export const todayStaffRoutes = [
  route(
    "GET",
    "/api/staff/today",
    { summary: "What waits for me, by my roles; lamps and last changes", answer: today },
    ({ deps, person, now }) => readToday(deps, person, now),
  ),
  route(
    "GET",
    "/api/staff/lamps",
    { summary: "Whether the column or the feedback has waited too long; for the alarm on top of every screen", answer: lamps },
    ({ deps, person, now }) => readLamps(deps, person, now),
  ),
];
