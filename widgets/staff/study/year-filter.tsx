import { today } from "../calendar/words.ts";
import { SelectField } from "../shell/form.tsx";
import { setQuery } from "../shell/router.ts";

/** The year that an address names, `?year=2026`; without one the present year in Beijing. */
export function yearOf(query: Record<string, string>): string {
  return /^20\d\d$/.test(query["year"] ?? "") ? query["year"]! : today().slice(0, 4);
}

/** The year of a list; part of the address. `query` keeps the other filters. */
export function YearFilter({ year, query }: { year: string; query: Record<string, string> }) {
  const now = Number(today().slice(0, 4));
  const years = new Set([-2, -1, 0, 1].map((step) => String(now + step)).concat(year));
  const options = [...years].sort().map((value) => ({ value, label: `${value} 年` }));
  return <SelectField label="年份" name="year" value={year} options={options} onInput={(value) => setQuery({ ...query, year: value })} />;
}
