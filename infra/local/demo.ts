import { randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemActor } from "../../functions/audit/table.ts";
import type { Deps } from "../../functions/deps.ts";
import { defaultSettings } from "../../functions/settings/contract.ts";
import { writeSettings } from "../../functions/settings/table.ts";
import { seedFeedback } from "./demo-feedback.ts";
import { seedActivities } from "./demo-activities.ts";
import { seedInspections } from "./demo-inspection.ts";
import { seedLectures } from "./demo-lectures.ts";
import { seedResearch } from "./demo-research.ts";
import { seedMaterials } from "./demo-materials.ts";
import { seedNotes } from "./demo-notes.ts";
import { demoLogins, demoOffices, seedPeople } from "./demo-people.ts";
import { seedProgress } from "./demo-progress.ts";
import { seedReading } from "./demo-reading.ts";
import { seedReview } from "./demo-review.ts";
import { seedStudyDays } from "./demo-study-days.ts";
import { seedStudyTasks } from "./demo-study-tasks.ts";
import { seedWorkItems } from "./demo-work-items.ts";

interface DemoOptions {
  /** Whether the store holds nobody yet; then the demo data are written. */
  empty: boolean;
  dataDir: string;
  password: string | undefined;
  /** Where the demo data lie. */
  folder: string;
}

/** Three groups of digits: easy to copy from a terminal, different in every data folder. */
function randomPassword(): string {
  return Array.from({ length: 3 }, () => String(randomInt(10_000)).padStart(4, "0")).join("-");
}

/**
 * Writes the demo data into an empty store, and says how to sign in. The password is kept in the data folder, so that a later
 * start can say it again; demo accounts exist nowhere but in a demo.
 */
export async function seedDemo(deps: Deps, { empty, dataDir, password, folder }: DemoOptions): Promise<string[]> {
  const file = join(dataDir, "demo-password");
  if (!empty) return existsSync(file) ? notices(readFileSync(file, "utf8").trim()) : [];
  const chosen = password ?? randomPassword();
  const started = deps.clock();
  const people = await seedPeople(deps, folder, chosen);
  // Every list of 组室 then shows those that people belong to.
  await writeSettings(deps, systemActor, { ...defaultSettings, offices: demoOffices(folder) }, 0);
  const ids = await seedMaterials(deps, folder, people, started);
  await seedReading(deps, folder, ids, started);
  await seedFeedback(deps, folder, people, ids, started);
  await seedNotes(deps, folder, people, ids, started);
  await seedInspections(deps, people, started);
  await seedStudyDays(deps, people, ids, started);
  await seedStudyTasks(deps, people, ids, started);
  await seedLectures(deps, people, ids, started);
  await seedActivities(deps, people, started);
  const projects = await seedWorkItems(deps, folder, people, started);
  await seedProgress(deps, people, projects, started);
  await seedResearch(deps, people, ids, started);
  await seedReview(deps, people, ids, started);
  writeFileSync(file, `${chosen}\n`, { mode: 0o600 });
  return notices(chosen);
}

function notices(password: string): string[] {
  return [`demo sign-ins at /staff/: ${demoLogins.join(", ")}`, `demo password: ${password}`];
}
