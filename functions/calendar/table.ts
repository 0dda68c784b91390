import { auditLine, type Actor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import type { Item, NewItem, Store } from "../store/store.ts";
import type { HolidayTable, HolidayYear } from "./contract.ts";
import { officialYears } from "./official.ts";
import { holidaysOf, type Holidays } from "./rules.ts";

const TABLE = "materials";
const PK = "holidays";

const tableOf = (item: Item): HolidayTable => ({ ...(item["table"] as unknown as HolidayYear), version: item.version });

/** All years in order; what was edited here stands before what the product ships with. */
export async function listHolidayYears(store: Store): Promise<HolidayTable[]> {
  const { items } = await store.query({ table: TABLE, pk: PK, limit: 101 });
  const edited = items.map(tableOf);
  const shipped = officialYears.filter(({ year }) => edited.every((table) => table.year !== year));
  return [...edited, ...shipped.map((year) => ({ ...year, version: 0 }))].toSorted((a, b) => a.year - b.year);
}

/** The calendar that working days are counted by: one read. */
export async function readHolidays(store: Store): Promise<Holidays> {
  return holidaysOf(await listHolidayYears(store));
}

/** @throws ConditionFailed when somebody else changed the year since `version` (0: as shipped, or not there yet) */
export async function writeHolidayYear(deps: Deps, actor: Actor, { version, ...table }: HolidayTable): Promise<void> {
  const item: NewItem = { pk: PK, sk: String(table.year), table };
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  await deps.store.transact([
    { put: { table: TABLE, item, condition } },
    auditLine(deps.clock(), actor, "holidays.write", `holidays#${table.year}`),
  ]);
}
