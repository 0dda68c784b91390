import { isWorkingDay, type Holidays } from "../calendar/rules.ts";
import { findPublishedTitle } from "../materials/table.ts";
import type { Store } from "../store/store.ts";
import { photoView } from "../study/photos.ts";
import type { StudyDay } from "./contract.ts";
import type { Day } from "./table.ts";

/** Titles of the materials that are still published, by id. */
export async function titlesOf(store: Store, ids: readonly string[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  const each = async (id: string) => {
    const title = await findPublishedTitle(store, id);
    if (title !== undefined) titles.set(id, title);
  };
  await Promise.all([...new Set(ids)].map(each));
  return titles;
}

/** A study day as staff see it. A material that was withdrawn since is left out. */
export function dayView(day: Day, titles: ReadonlyMap<string, string>, holidays: Holidays): StudyDay {
  return {
    ...day,
    materials: day.materials.flatMap((id) => (titles.has(id) ? [{ id, title: titles.get(id)! }] : [])),
    photos: day.photos.map(photoView),
    holiday: !isWorkingDay(day.date, holidays),
  };
}
