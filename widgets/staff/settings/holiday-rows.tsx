import type { HolidayTable } from "../../../functions/calendar/contract.ts";
import { ApiProblem } from "../shell/api.ts";
import { Button, TextField } from "../shell/form.tsx";

const faults: Record<string, string> = {
  order: "最后一天不能早于第一天。",
  year: "日期不在这一年（可以从前一年 12 月起）。",
  overlap: "和另一个假期重叠了。",
  weekday: "这一天不是周末，不用登记调休。",
  off: "这一天在放假日期里。",
  repeated: "这一天登记了两次。",
  iso_date: "请填完整的日期。",
  min_length: "请填写。",
};

/** The sentence beside one field of the table. */
export function faultOf(problem: unknown, field: string): string | undefined {
  if (!(problem instanceof ApiProblem)) return undefined;
  const error = problem.errors.find((one) => one.field === field);
  return error && (faults[error.code] ?? "请检查这一项。");
}

const dayNames = ["日", "一", "二", "三", "四", "五", "六"];
/** 周一 … 周日 of a whole date, else nothing. */
export const weekday = (day: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(day) ? `周${dayNames[new Date(`${day}T00:00:00Z`).getUTCDay()]}` : "";
const named = (label: string, day: string) => (weekday(day) ? `${label}（${weekday(day)}）` : label);
const lengthOf = (from: string, to: string) => {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000 + 1;
  return days >= 1 ? `共 ${days} 天` : "";
};

interface RowsProps {
  table: HolidayTable;
  editable: boolean;
  problem: unknown;
  onChange: (change: Partial<HolidayTable>) => void;
}

/** The days off, one row a festival. */
export function OffRows({ table: { holidays }, editable, problem, onChange }: RowsProps) {
  const set = (place: number, change: Partial<HolidayTable["holidays"][number]>) =>
    onChange({ holidays: holidays.map((holiday, at) => (at === place ? { ...holiday, ...change } : holiday)) });
  return (
    <>
      {holidays.length === 0 && <p class="muted">还没有登记放假的日子。</p>}
      {holidays.map(({ name, from, to }, place) => (
        <div key={place} class="holiday-row" role="group" aria-label={name || `第 ${place + 1} 个假期`}>
          <TextField
            label="节日"
            name={`name-${place}`}
            value={name}
            maxLength={20}
            disabled={!editable}
            error={faultOf(problem, `holidays.${place}.name`)}
            onInput={(text) => set(place, { name: text })}
          />
          <TextField
            label={named("从", from)}
            name={`from-${place}`}
            type="date"
            value={from}
            disabled={!editable}
            error={faultOf(problem, `holidays.${place}.from`)}
            onInput={(day) => set(place, { from: day, ...(to === "" && { to: day }) })}
          />
          <TextField
            label={named("到", to)}
            name={`to-${place}`}
            type="date"
            value={to}
            disabled={!editable}
            error={faultOf(problem, `holidays.${place}.to`)}
            onInput={(day) => set(place, { to: day })}
          />
          <span class="muted length">{lengthOf(from, to)}</span>
          {editable && (
            <Button
              kind="quiet"
              aria-label={`删除 ${name || "这个假期"}`}
              onClick={() => onChange({ holidays: holidays.filter((_, at) => at !== place) })}
            >
              删除
            </Button>
          )}
        </div>
      ))}
      {editable && (
        <div class="toolbar">
          <Button kind="plain" onClick={() => onChange({ holidays: [...holidays, { name: "", from: "", to: "" }] })}>
            加一个假期
          </Button>
        </div>
      )}
    </>
  );
}

/** The Saturdays and Sundays that are worked. */
export function WorkdayRows({ table: { workdays }, editable, problem, onChange }: RowsProps) {
  return (
    <>
      {workdays.length === 0 && <p class="muted">没有登记调休上班的日子。</p>}
      <div class="workdays">
        {workdays.map((day, place) => (
          <div key={place} class="holiday-row" role="group" aria-label={`调休 ${day}`}>
            <TextField
              label={named("上班的日子", day)}
              name={`workday-${place}`}
              type="date"
              value={day}
              disabled={!editable}
              error={faultOf(problem, `workdays.${place}`)}
              onInput={(text) => onChange({ workdays: workdays.map((other, at) => (at === place ? text : other)) })}
            />
            {editable && (
              <Button
                kind="quiet"
                aria-label={`删除调休 ${day}`}
                onClick={() => onChange({ workdays: workdays.filter((_, at) => at !== place) })}
              >
                删除
              </Button>
            )}
          </div>
        ))}
      </div>
      {editable && (
        <div class="toolbar">
          <Button kind="plain" onClick={() => onChange({ workdays: [...workdays, ""] })}>
            加一天
          </Button>
        </div>
      )}
    </>
  );
}
