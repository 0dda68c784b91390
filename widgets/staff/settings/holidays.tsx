import { useState } from "preact/hooks";
import type { HolidayTable } from "../../../functions/calendar/contract.ts";
import { api } from "../shell/api.ts";
import { href, useRoute } from "../shell/router.ts";
import { Load } from "../shell/states.tsx";
import { Tabs } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { HolidayYearForm } from "./holiday-year.tsx";
import type { SectionProps } from "./section.tsx";

interface Tables {
  items: HolidayTable[];
  missing: number[];
}

/** The year in Beijing, whatever the device's zone. */
const thisYear = () => new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();

function Years({ tables, editable, onSaved }: { tables: Tables; editable: boolean; onSaved: (table: HolidayTable) => void }) {
  const { query } = useRoute();
  const known = tables.items.map(({ year }) => year);
  const coming = thisYear() + 1;
  const absent = Array.from(new Set([...tables.missing, ...(known.includes(coming) ? [] : [coming])]));
  const years = [...known, ...(editable ? absent : [])].sort((a, b) => a - b);
  const wanted = Number(query["year"]);
  const year = years.includes(wanted)
    ? wanted
    : (tables.missing[0] ?? (known.includes(thisYear()) ? thisYear() : years[years.length - 1]!));
  const empty: HolidayTable = { year, source: "", holidays: [], workdays: [], version: 0 };
  const table = tables.items.find((item) => item.year === year) ?? empty;
  return (
    <div class="stack">
      {absent.map((one) => (
        <p key={one} class="settings-note" role={tables.missing.includes(one) ? "alert" : undefined}>
          {tables.missing.includes(one)
            ? `${one} 年的放假安排还没有录入，工作日会算不准，请尽快录入。`
            : `${one} 年的放假安排还没有录入。国务院办公厅一般在前一年 11 月发通知，发布后请到这里录入。`}
        </p>
      ))}
      <Tabs
        label="年份"
        current={String(year)}
        tabs={years.map((one) => ({
          key: String(one),
          label: `${one} 年${known.includes(one) ? "" : "（未录入）"}`,
          href: href("/settings/holidays", { year: String(one) }),
        }))}
      />
      <HolidayYearForm key={`${year}-${table.version}`} table={table} editable={editable} onSaved={onSaved} />
    </div>
  );
}

/** Days off and worked weekends, year by year: what working days are counted by. */
export function Holidays({ editable }: SectionProps) {
  const from = useLoad((signal) => api<Tables>("GET", "/api/staff/holidays", undefined, { signal }), []);
  const [saved, setSaved] = useState<HolidayTable[]>([]);
  return (
    <Load from={from}>
      {({ items, missing }) => {
        const newer = saved.map(({ year }) => year);
        const all = [...items.filter(({ year }) => !newer.includes(year)), ...saved].sort((a, b) => a.year - b.year);
        const tables = { items: all, missing: missing.filter((year) => !newer.includes(year)) };
        return (
          <Years
            tables={tables}
            editable={editable}
            onSaved={(table) => setSaved([...saved.filter(({ year }) => year !== table.year), table])}
          />
        );
      }}
    </Load>
  );
}
