import { route } from "../http/route.ts";
import { chinaDay } from "../platform/clock.ts";
import { auditList, auditQuery } from "./contract.ts";
import { auditOfDay, auditOfObject } from "./table.ts";

export const auditStaffRoutes = [
  route(
    "GET",
    "/api/staff/audit",
    { summary: "Audit log of a day (today when none is named) or of one object", query: auditQuery, answer: auditList },
    ({ deps, query, now }) =>
      query.object ? auditOfObject(deps, query.object, query.cursor) : auditOfDay(deps, query.day ?? chinaDay(now), query.cursor),
  ),
];
