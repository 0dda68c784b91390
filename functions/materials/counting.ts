import type { Deps } from "../deps.ts";
import { countCategory, countUnit, filedName } from "../figures/counters.table.ts";
import { chinaDay } from "../platform/clock.ts";
import { hmac, keyFor } from "../platform/ids.ts";
import { ConditionFailed } from "../store/store.ts";
import { countsKey } from "./table.ts";

const KEPT_SECONDS = 36 * 3600;

/**
 * Counts a view or a download once a day per visitor and material. The visitor is a keyed hash of address, browser and day that
 * expires within 36 hours: no cookie, no stored address, and no way to join two days.
 * @returns false when this visitor was counted today
 */
export async function countOnce(
  deps: Deps,
  what: "views" | "downloads",
  { id, category }: { id: string; category: string },
  visitor: { address: string; browser: string },
  unit?: string,
): Promise<boolean> {
  const now = deps.clock();
  const day = chinaDay(now);
  const hash = hmac(keyFor(deps.config.secret, "visitor"), JSON.stringify([day, visitor.address, visitor.browser]));
  const month = day.slice(0, 7);
  const add = (pk: string, sk: string, amounts: Record<string, number>) => ({ add: { table: "materials", key: { pk, sk }, amounts } });
  // Filed: it is in the figures too, so that repairing them files nothing twice.
  const filed = { [what]: 1, [filedName(what)]: 1 };
  const seen = { pk: `seen#${hash}`, sk: `${id}#${what}`, expiresAt: Math.floor(now / 1000) + KEPT_SECONDS };
  const total = countsKey(id);
  try {
    await deps.store.transact([
      { put: { table: "materials", item: seen, condition: { ifAbsent: true } } },
      add(total.pk, total.sk, { [what]: 1 }),
      add(total.pk, `month#${month}`, filed),
      countCategory(month, category, what, hash),
      ...(unit ? [add(`unit-counts#${unit}`, `month#${month}#${id}`, filed), countUnit(month, unit, what)] : []),
    ]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
