import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { listColleagues } from "../study/colleagues.ts";
import { mayRead } from "../study/reader.rules.ts";
import { readStudySettings } from "../study/settings.table.ts";
import type { NoteFigures, NoteWriters } from "./contract.ts";
import { authorFor } from "./reading.ts";
import { countsOfPerson, countsOfYear } from "./table.ts";

/** One person's counts of a year beside the targets. @throws Problem not-found */
export async function figuresOf(deps: Deps, who: WhoAmI, person: string | undefined, year: string): Promise<NoteFigures> {
  const { id, name, office } = await authorFor(deps, person, who);
  const [months, { targets }] = await Promise.all([countsOfPerson(deps.store, id, year), readStudySettings(deps.store)]);
  return { year, name, office, months, targets };
}

/** The counts of everybody whose notes this person may read, in the fixed order of 组室 and name. */
export async function writersFor(deps: Deps, who: WhoAmI, year: string): Promise<NoteWriters> {
  const [colleagues, counts, { targets }] = await Promise.all([
    listColleagues(deps.store),
    countsOfYear(deps.store, year),
    readStudySettings(deps.store),
  ]);
  const readable = colleagues.filter(({ id, office }) => mayRead(who, { by: id, office }));
  return { year, items: readable.map((colleague) => ({ ...colleague, months: counts.get(colleague.id) ?? [] })), targets };
}
