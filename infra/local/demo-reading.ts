import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deps } from "../../functions/deps.ts";
import { countCategory, countUnit, filedName, type Count } from "../../functions/figures/counters.table.ts";
import { countsKey } from "../../functions/materials/table.ts";
import { chinaDay, DAY } from "../../functions/platform/clock.ts";
import type { TransactOperation } from "../../functions/store/store.ts";

interface Reading {
  slug: string;
  category: string;
  publishedDaysAgo: number;
}

/** Figures that look like a year of reading and are the same in every demo. */
const viewsOf = (place: number, age: number) => 6 + ((place * 7 + age * 5) % 23) + Math.max(0, 20 - age * 4);

/**
 * Views and downloads of the demo materials since their publication, month by month, part of them by units: counted as visitors'
 * are, so that lists and figures agree. @param ids of the demo materials by slug
 */
export async function seedReading(deps: Deps, folder: string, ids: ReadonlyMap<string, string>, now: number): Promise<void> {
  const materials = JSON.parse(readFileSync(join(folder, "materials.json"), "utf8")) as Reading[];
  const units = (JSON.parse(readFileSync(join(folder, "units.json"), "utf8")) as { id: string }[]).map(({ id }) => id);
  for (const [place, { slug, category, publishedDaysAgo }] of materials.entries()) {
    const id = ids.get(slug)!;
    for (let age = 0; publishedDaysAgo - age * 30 >= 0; age++) {
      const month = chinaDay(now - (publishedDaysAgo - age * 30) * DAY).slice(0, 7);
      const views = viewsOf(place, age);
      const downloads = Math.floor(views / 4);
      const unit = units[(place + age) % units.length]!;
      const read = (what: Count, all: number): TransactOperation[] => {
        const byUnit = Math.ceil(all / 3);
        const add = (pk: string, sk: string, amounts: Record<string, number>) => ({
          add: { table: "materials", key: { pk, sk }, amounts },
        });
        const total = countsKey(id);
        return [
          add(total.pk, total.sk, { [what]: all }),
          add(total.pk, `month#${month}`, { [what]: all, [filedName(what)]: all }),
          countCategory(month, category, what, slug, all),
          add(`unit-counts#${unit}`, `month#${month}#${id}`, { [what]: byUnit, [filedName(what)]: byUnit }),
          countUnit(month, unit, what, byUnit),
        ];
      };
      await deps.store.transact(read("views", views));
      await deps.store.transact(read("downloads", downloads));
    }
  }
}
