import type { ColumnSettings } from "../../../functions/settings/contract.ts";
import type { UnitLines } from "../../../functions/units/contract.ts";
import { api } from "../shell/api.ts";
import { useLoad } from "../shell/use-load.ts";

/** What an account is put together from beside itself: units and 组室 to choose from. */
export function useChoices() {
  return useLoad(async (signal) => {
    const [{ items: units }, { offices }] = await Promise.all([
      api<UnitLines>("GET", "/api/staff/units", undefined, { signal }),
      api<ColumnSettings>("GET", "/api/staff/settings", undefined, { signal }),
    ]);
    return { units, offices };
  }, []);
}
