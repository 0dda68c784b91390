import { useState } from "preact/hooks";
import type { HolidayTable } from "../../../functions/calendar/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextField } from "../shell/form.tsx";
import { useLeaveGuard } from "../shell/router.ts";
import { NoticePaste } from "./notice-paste.tsx";

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
const faultOf = (problem: unknown, field: string) => {
  if (!(problem instanceof ApiProblem)) return undefined;
  const error = problem.errors.find((one) => one.field === field);
  return error && (faults[error.code] ?? "请检查这一项。");
};

const dayNames = ["日", "一", "二", "三", "四", "五", "六"];
const weekday = (day: string) => (/^\d{4}-\d\d-\d\d$/.test(day) ? `周${dayNames[new Date(`${day}T00:00:00Z`).getUTCDay()]}` : "");
const lengthOf = (from: string, to: string) => {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000 + 1;
  return days >= 1 ? `共 ${days} 天` : "";
};

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const sourceLine = (day: string) => `${day}（${weekday(day)}）`;

interface YearProps {
  table: HolidayTable;
  editable: boolean;
  onSaved: (table: HolidayTable) => void;
}

/** One year: the notice, its days off, its worked weekends. */
export function HolidayYearForm({ table, editable, onSaved }: YearProps) {
  const draft = useDraft(`holidays:${table.year}`, table);
  const mine = draft.value;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<HolidayTable>();
  const dirty = !same(mine, table);
  useLeaveGuard(dirty);
  const set = (change: Partial<HolidayTable>) => draft.set({ ...mine, ...change });
  const setHoliday = (place: number, change: Partial<HolidayTable["holidays"][number]>) =>
    set({ holidays: mine.holidays.map((holiday, at) => (at === place ? { ...holiday, ...change } : holiday)) });

  const save = async (wanted: HolidayTable) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<HolidayTable>("PUT", "/api/staff/holidays", wanted);
      draft.clear(saved);
      setTheirs(undefined);
      announce(`${saved.year} 年的放假安排已保存`);
      onSaved(saved);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "conflict" && error.current) setTheirs(error.current as HolidayTable);
      else setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (dirty && !busy) void save(mine);
      }}
    >
      {editable && (
        <NoticePaste
          year={table.year}
          onParsed={({ source, holidays, workdays }) => set({ holidays, workdays, ...(source && { source }) })}
        />
      )}
      <section class="card stack" aria-labelledby="off-heading">
        <h2 id="off-heading">{table.year} 年放假</h2>
        <TextField
          label="依据的通知"
          name="source"
          value={mine.source}
          maxLength={60}
          disabled={!editable}
          required
          placeholder={`国办发明电〔${table.year - 1}〕…号`}
          error={faultOf(problem, "source")}
          onInput={(source) => set({ source })}
        />
        {mine.holidays.length === 0 && <p class="muted">还没有登记放假的日子。</p>}
        {mine.holidays.map(({ name, from, to }, place) => (
          <div key={place} class="holiday-row" role="group" aria-label={name || `第 ${place + 1} 个假期`}>
            <TextField
              label="节日"
              name={`name-${place}`}
              value={name}
              maxLength={20}
              disabled={!editable}
              error={faultOf(problem, `holidays.${place}.name`)}
              onInput={(text) => setHoliday(place, { name: text })}
            />
            <TextField
              label={`从${from ? `（${weekday(from)}）` : ""}`}
              name={`from-${place}`}
              type="date"
              value={from}
              disabled={!editable}
              error={faultOf(problem, `holidays.${place}.from`)}
              onInput={(day) => setHoliday(place, { from: day, ...(to === "" && { to: day }) })}
            />
            <TextField
              label={`到${to ? `（${weekday(to)}）` : ""}`}
              name={`to-${place}`}
              type="date"
              value={to}
              disabled={!editable}
              error={faultOf(problem, `holidays.${place}.to`)}
              onInput={(day) => setHoliday(place, { to: day })}
            />
            <span class="muted length">{lengthOf(from, to)}</span>
            {editable && (
              <Button
                kind="quiet"
                aria-label={`删除 ${name || "这个假期"}`}
                onClick={() => set({ holidays: mine.holidays.filter((_, at) => at !== place) })}
              >
                删除
              </Button>
            )}
          </div>
        ))}
        {editable && (
          <div class="toolbar">
            <Button kind="plain" onClick={() => set({ holidays: [...mine.holidays, { name: "", from: "", to: "" }] })}>
              加一个假期
            </Button>
          </div>
        )}
      </section>
      <section class="card stack" aria-labelledby="work-heading">
        <h2 id="work-heading">调休上班的周末</h2>
        {mine.workdays.length === 0 && <p class="muted">没有登记调休上班的日子。</p>}
        <div class="workdays">
          {mine.workdays.map((day, place) => (
            <div key={place} class="holiday-row" role="group" aria-label={`调休 ${day}`}>
              <TextField
                label={`上班的日子${day ? `（${weekday(day)}）` : ""}`}
                name={`workday-${place}`}
                type="date"
                value={day}
                disabled={!editable}
                error={faultOf(problem, `workdays.${place}`)}
                onInput={(text) => set({ workdays: mine.workdays.map((other, at) => (at === place ? text : other)) })}
              />
              {editable && (
                <Button
                  kind="quiet"
                  aria-label={`删除调休 ${day}`}
                  onClick={() => set({ workdays: mine.workdays.filter((_, at) => at !== place) })}
                >
                  删除
                </Button>
              )}
            </div>
          ))}
        </div>
        {editable && (
          <div class="toolbar">
            <Button kind="plain" onClick={() => set({ workdays: [...mine.workdays, ""] })}>
              加一天
            </Button>
          </div>
        )}
      </section>
      {editable && (
        <div class={dirty ? "settings-foot unsaved" : "settings-foot"}>
          <FormError problem={problem} />
          <div class="toolbar">
            <Button submit busy={busy} disabled={!dirty}>
              保存 {table.year} 年
            </Button>
            {dirty && (
              <Button
                kind="plain"
                onClick={() => {
                  setProblem(undefined);
                  draft.clear(table);
                }}
              >
                撤销修改
              </Button>
            )}
          </div>
        </div>
      )}
      {theirs && (
        <Conflict
          mine={mine}
          theirs={theirs}
          fields={[
            { key: "source", label: "依据的通知" },
            {
              key: "holidays",
              label: "放假",
              show: (value) => (value as HolidayTable["holidays"]).map(({ name, from, to }) => `${name}：${from} 至 ${to}`).join("\n"),
            },
            { key: "workdays", label: "调休上班", show: (value) => (value as string[]).map(sourceLine).join("\n") },
          ]}
          onChoose={(merged) => {
            draft.set(merged);
            void save(merged);
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </form>
  );
}
