import { route } from "../http/route.ts";
import { auditExport, auditList, auditQuery } from "./contract.ts";
import { namesOf } from "./object-names.ts";
import { searchLines } from "./search.ts";
import { auditLine } from "./table.ts";

export const auditStaffRoutes = [
  route(
    "GET",
    "/api/staff/audit",
    { summary: "Lines of the audit log that fit the filters, newest first", query: auditQuery, answer: auditList },
    async ({ deps, query, now, person }) => {
      const found = await searchLines(deps.store, query, now);
      return { ...found, names: await namesOf(deps.store, found.items, person) };
    },
  ),
  route(
    "POST",
    "/api/staff/audit/exports",
    { summary: "Writes down that the log is being exported", body: auditExport, status: 204 },
    async ({ deps, body, person, now }) => {
      const filters = Object.entries(body.filters)
        .map(([name, value]) => `${name}=${value}`)
        .join(" ");
      await deps.store.transact([auditLine(now, person, "audit.export", "audit", `${body.format} ${filters}`.trim())]);
      return undefined;
    },
  ),
];
