import { useState } from "preact/hooks";
import type { HolidayTable } from "../../../functions/calendar/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextField } from "../shell/form.tsx";
import { useLeaveGuard } from "../shell/router.ts";
import { faultOf, OffRows, weekday, WorkdayRows } from "./holiday-rows.tsx";
import { NoticePaste } from "./notice-paste.tsx";

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
        <OffRows table={mine} editable={editable} problem={problem} onChange={set} />
      </section>
      <section class="card stack" aria-labelledby="work-heading">
        <h2 id="work-heading">调休上班的周末</h2>
        <WorkdayRows table={mine} editable={editable} problem={problem} onChange={set} />
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
