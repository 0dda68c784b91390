import { useState } from "preact/hooks";
import { announce } from "../shell/announce.tsx";
import { Button, SelectField } from "../shell/form.tsx";
import { day } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { downloadCsv, downloadExcel, type Sheet } from "../shell/sheets.ts";
import { Load, Screen } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { loadYear } from "./load.ts";
import { sheetsOf } from "./sheets-of.ts";

const columnsOf = (year: string): Column<Sheet>[] => [
  { key: "name", label: "台账", names: true, render: ({ name }) => name },
  { key: "rows", label: "行数", numeric: true, render: ({ rows }) => rows.length },
  {
    key: "csv",
    label: "单独导出",
    render: ({ name, columns, rows }) => (
      <Button kind="plain" aria-label={`导出${name} CSV`} onClick={() => downloadCsv(`学习台账-${year}-${name}.csv`, columns, rows)}>
        CSV
      </Button>
    ),
  },
];

function Ledger({ year, sheets }: { year: string; sheets: Sheet[] }) {
  const [busy, setBusy] = useState(false);
  const all = async () => {
    setBusy(true);
    try {
      await downloadExcel(`学习台账-${year}.xlsx`, sheets);
      announce("已导出学习台账");
    } catch (problem) {
      announce(problemText(problem), "error");
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="stack">
      <div class="toolbar">
        <Button busy={busy} onClick={() => void all()}>
          导出全部（Excel）
        </Button>
      </div>
      <DataTable caption={`${year} 年学习台账`} columns={columnsOf(year)} rows={sheets} rowKey={({ name }) => name} />
      <p class="muted">Excel 一个文件，每项台账一张表；CSV 每次一项，可用 Excel、WPS 打开。</p>
    </div>
  );
}

const thisYear = () => Number(day(new Date().toISOString()).slice(0, 4));

/** `#/ledger`: a year's study records as one workbook. */
export default function LedgerScreen({ query }: ScreenProps) {
  const me = useMe();
  const now = thisYear();
  const year = /^20\d\d$/.test(query["year"] ?? "") ? query["year"]! : String(now);
  const from = useLoad(async (signal) => sheetsOf(await loadYear(year, me, signal), me), [year]);
  return (
    <Screen title="学习台账" note={can(me, "director", "editor") ? "全年的学习记录，按年导出。" : "本组室全年的学习记录，按年导出。"}>
      <div class="stack">
        <div class="filters">
          <SelectField
            label="年份"
            name="year"
            value={year}
            options={[0, 1, 2, 3].map((back) => ({ value: String(now - back), label: `${now - back} 年` }))}
            onInput={(value) => setQuery({ year: value })}
          />
        </div>
        <Load from={from}>{(sheets) => <Ledger year={year} sheets={sheets} />}</Load>
      </div>
    </Screen>
  );
}
