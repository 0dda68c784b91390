import type { Figures, MonthFigures, RowFigures } from "../../../functions/figures/contract.ts";

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
export const sumOf = <T>(rows: readonly T[], of: (row: T) => number): number => sum(rows.map(of));

/** `2026-11` as people say it. */
export function spokenMonth(month: string): string {
  const [year, place] = month.split("-");
  return `${year}年${Number(place)}月`;
}

/** In time of those that can be judged: answered, or open past the limit. Undefined when there are none. */
export function rateOf({ inTime, late }: Pick<MonthFigures, "inTime" | "late">): number | undefined {
  return inTime + late === 0 ? undefined : inTime / (inTime + late);
}

/** Rounded down, so that 100 % means all. */
export const percent = (rate: number | undefined): string => (rate === undefined ? "—" : `${Math.floor(rate * 1000) / 10}%`);

export const ruleText = (limitDays: number): string =>
  `按时：从收到的第二天算起，${limitDays} 个工作日内答复。过了期限还没有答复的算逾期；期限之内还没有答复的先不计入；` +
  "不予公开和本人撤回的不计入。反馈按收到的月份统计，工作日按节假日安排计算。";

/** What is judged over the whole period. */
export function totalsOf({ months }: Pick<Figures, "months">) {
  return {
    views: sumOf(months, ({ views }) => views),
    downloads: sumOf(months, ({ downloads }) => downloads),
    received: sumOf(months, ({ received }) => received),
    answered: sumOf(months, ({ answered }) => answered),
    inTime: sumOf(months, ({ inTime }) => inTime),
    late: sumOf(months, ({ late }) => late),
    open: sumOf(months, ({ open }) => open),
    closed: sumOf(months, ({ closed }) => closed),
  };
}

/** One row over the whole period. */
export const rowTotals = ({ name, views, downloads, received }: RowFigures) => ({
  name,
  views: sum(views),
  downloads: sum(downloads),
  received: sum(received),
});
