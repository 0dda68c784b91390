import { monthsBetween, shiftMonth } from "../../../functions/figures/months.ts";
import { SelectField } from "../shell/form.tsx";
import { setQuery } from "../shell/router.ts";
import { Filters } from "../shell/table.tsx";
import { spokenMonth } from "./words.ts";

const YEARS_BACK = 5;

export interface Period {
  from: string;
  to: string;
}

const periods = { twelve: "最近 12 个月", year: "今年", last: "去年", own: "自选月份" } as const;
type Choice = keyof typeof periods;

/** @param now this month, `YYYY-MM` */
export function periodOf(choice: Choice, now: string, own: Period): Period {
  const year = Number(now.slice(0, 4));
  if (choice === "year") return { from: `${year}-01`, to: now };
  if (choice === "last") return { from: `${year - 1}-01`, to: `${year - 1}-12` };
  return choice === "own" ? own : { from: shiftMonth(now, -11), to: now };
}

/** Which choice the address stands for. */
export function choiceOf({ from, to, own }: Record<string, string>, now: string): Choice {
  if (!from || !to) return "twelve";
  if (own) return "own";
  const found = (["twelve", "year", "last"] as const).find((choice) => {
    const period = periodOf(choice, now, { from, to });
    return period.from === from && period.to === to;
  });
  return found ?? "own";
}

/** The period is part of the address, so that it can be kept and sent on. */
export function PeriodPicker({ query, period, now }: { query: Record<string, string>; period: Period; now: string }) {
  const choice = choiceOf(query, now);
  const months = monthsBetween(`${Number(now.slice(0, 4)) - YEARS_BACK}-01`, now).reverse();
  const options = months.map((month) => ({ value: month, label: spokenMonth(month) }));
  const choose = (next: Choice) => setQuery({ ...periodOf(next, now, period), ...(next === "own" ? { own: "1" } : {}) });
  return (
    <Filters label="统计时段">
      <SelectField
        label="时段"
        name="period"
        value={choice}
        onInput={(value) => choose(value as Choice)}
        options={Object.entries(periods).map(([value, label]) => ({ value, label }))}
      />
      {choice === "own" && (
        <>
          <SelectField
            label="从"
            name="from"
            value={period.from}
            onInput={(from) => setQuery({ from, to: from > period.to ? from : period.to, own: "1" })}
            options={options}
          />
          <SelectField
            label="到"
            name="to"
            value={period.to}
            onInput={(to) => setQuery({ from: to < period.from ? to : period.from, to, own: "1" })}
            options={options}
          />
        </>
      )}
    </Filters>
  );
}
