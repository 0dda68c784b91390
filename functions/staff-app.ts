import type { Hono } from "hono";
import { archiveStaffRoutes } from "./archive/staff.routes.ts";
import { auditStaffRoutes } from "./audit/staff.routes.ts";
import { calendarStaffRoutes } from "./calendar/staff.routes.ts";
import { compilationStaffRoutes } from "./compilation/staff.routes.ts";
import { backupStaffRoutes } from "./backup/staff.routes.ts";
import type { Deps } from "./deps.ts";
import { feedbackStaffRoutes } from "./feedback/staff.routes.ts";
import { mount, newApp, type AppEnv } from "./http/app.ts";
import { inspectionRoutes } from "./inspection/staff.routes.ts";
import { jobRoutes } from "./jobs.ts";
import { activityStaffRoutes } from "./activities/staff.routes.ts";
import { researchStaffRoutes } from "./research/staff.routes.ts";
import { ledgerRoutes } from "./ledger/staff.routes.ts";
import { lectureStaffRoutes } from "./lectures/staff.routes.ts";
import { attachmentStaffRoutes } from "./materials/attachments.staff.routes.ts";
import { groupStudyRecordRoutes } from "./group-study-records/staff.routes.ts";
import { historyStaffRoutes } from "./materials/history.staff.routes.ts";
import { materialsStaffRoutes } from "./materials/staff.routes.ts";
import { accountStaffRoutes } from "./people/accounts.staff.routes.ts";
import { noteStaffRoutes } from "./notes/staff.routes.ts";
import { oidcStaffRoutes } from "./people/oidc.staff.routes.ts";
import { stepStaffRoutes } from "./materials/steps.staff.routes.ts";
import { peopleStaffRoutes } from "./people/staff.routes.ts";
import { figuresStaffRoutes } from "./figures/staff.routes.ts";
import { reminderStaffRoutes } from "./reminders/staff.routes.ts";
import { reviewStaffRoutes } from "./review/staff.routes.ts";
import { attendanceRoutes } from "./study-days/attendance.staff.routes.ts";
import { calendarLinkRoutes } from "./study-days/link.staff.routes.ts";
import { studyDayRoutes } from "./study-days/staff.routes.ts";
import { colleagueRoutes } from "./study/colleagues.staff.routes.ts";
import { studyTaskRoutes } from "./study-tasks/staff.routes.ts";
import { studySettingsRoutes } from "./study/settings.staff.routes.ts";
import { todayStaffRoutes } from "./today/staff.routes.ts";
import { settingsStaffRoutes } from "./settings/staff.routes.ts";
import { unitsStaffRoutes } from "./units/staff.routes.ts";
import { progressStaffRoutes } from "./progress/staff.routes.ts";
import { workMenuRoutes } from "./work-items/menu.staff.routes.ts";
import { workItemRoutes } from "./work-items/staff.routes.ts";

/** Fixed paths before parameters: the router takes the first that fits. */
export const staffRoutes = [
  ...peopleStaffRoutes,
  ...accountStaffRoutes,
  ...oidcStaffRoutes,
  ...settingsStaffRoutes,
  ...unitsStaffRoutes,
  ...calendarStaffRoutes,
  ...studySettingsRoutes,
  ...colleagueRoutes,
  ...studyTaskRoutes,
  ...groupStudyRecordRoutes,
  ...studyDayRoutes,
  ...attendanceRoutes,
  ...calendarLinkRoutes,
  ...noteStaffRoutes,
  ...inspectionRoutes,
  ...ledgerRoutes,
  ...lectureStaffRoutes,
  ...activityStaffRoutes,
  ...researchStaffRoutes,
  ...reviewStaffRoutes,
  ...compilationStaffRoutes,
  ...workMenuRoutes,
  ...workItemRoutes,
  ...progressStaffRoutes,
  ...todayStaffRoutes,
  ...reminderStaffRoutes,
  ...figuresStaffRoutes,
  ...auditStaffRoutes,
  ...backupStaffRoutes,
  ...archiveStaffRoutes,
  ...attachmentStaffRoutes,
  ...materialsStaffRoutes,
  ...stepStaffRoutes,
  ...historyStaffRoutes,
  ...feedbackStaffRoutes,
  ...jobRoutes,
];

/** The staff API under /api/staff/. */
export function staffApp(deps: Deps): Hono<AppEnv> {
  const app = newApp(deps);
  app.get("/api/staff/openapi.json", async (c) => {
    const { openApi } = await import("./http/openapi.ts");
    return c.json(openApi("干训讲堂 staff API", staffRoutes), 200, {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
    });
  });
  mount(app, deps, staffRoutes);
  return app;
}
