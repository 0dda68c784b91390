import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { ConditionFailed } from "../store/store.ts";
import { versionedStudySettings } from "./settings.contract.ts";
import { readStudySettings, writeStudySettings } from "./settings.table.ts";

export const studySettingsRoutes = [
  route(
    "GET",
    "/api/staff/study-settings",
    { summary: "Targets of the year, anchor and hours of the study Fridays", answer: versionedStudySettings },
    ({ deps }) => readStudySettings(deps.store),
  ),

  route(
    "PUT",
    "/api/staff/study-settings",
    { summary: "Replace the study settings", body: versionedStudySettings, answer: versionedStudySettings },
    async ({ deps, body, person }) => {
      const { version, ...settings } = body;
      if (settings.endsAt <= settings.startsAt) throw new Problem("invalid-body", { errors: [{ field: "endsAt", code: "before_start" }] });
      try {
        await writeStudySettings(deps, person, settings, version);
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        throw new Problem("conflict", { current: await readStudySettings(deps.store) });
      }
      return readStudySettings(deps.store);
    },
  ),
];
