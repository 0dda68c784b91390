import "./notes.css";
import type { MonthCounts, NoteWriters } from "../../../functions/notes/contract.ts";
import { useWide } from "../shell/use-wide.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { today } from "./note-values.ts";
import { grouped, sumOf } from "./progress.tsx";

type Writer = NoteWriters["items"][number];

const ofMonth = (months: readonly MonthCounts[], month: string) => months.find((one) => one.month === month);

function Cell({ counts }: { counts: MonthCounts | undefined }) {
  if (!counts) return <>—</>;
  return (
    <>
      {counts.notes > 0 && grouped(counts.noteCharacters)}
      {counts.reflections > 0 && <small class="note-reflections">心得 {counts.reflections}</small>}
    </>
  );
}

/** Months of a year up to the present one. */
function monthsOf(year: string): string[] {
  const now = today();
  const last = year === now.slice(0, 4) ? Number(now.slice(5, 7)) : 12;
  return Array.from({ length: last }, (_, place) => `${year}-${String(place + 1).padStart(2, "0")}`);
}

/** @param wide months have room beside one another; on a phone they are behind the name */
const columnsOf = (year: string, wide: boolean): Column<Writer>[] => [
  { key: "name", label: "姓名", names: true, render: ({ name }) => name },
  { key: "office", label: "组室", render: ({ office }) => office || "—" },
  { key: "total", label: "全年笔记字数", numeric: true, render: ({ months }) => grouped(sumOf(months).noteCharacters) },
  { key: "reflections", label: "心得", numeric: true, render: ({ months }) => `${sumOf(months).reflections} 篇` },
  ...(wide ? monthsOf(year) : []).map((month) => ({
    key: month,
    label: `${Number(month.slice(5))}月`,
    numeric: true,
    render: ({ months }: Writer) => <Cell counts={ofMonth(months, month)} />,
  })),
];

/** `#/notes/people?year=2026`: who has written how much, in the fixed order of 组室 and name. */
export default function PeopleScreen({ query }: ScreenProps) {
  const year = /^20\d{2}$/.test(query["year"] ?? "") ? query["year"]! : today().slice(0, 4);
  const from = useLoad((signal) => api<NoteWriters>("GET", `/api/staff/notes/people?year=${year}`, undefined, { signal }), [year]);
  const wide = useWide(640);
  const beside = (by: number) => href("/notes/people", { year: String(Number(year) + by) });
  return (
    <Screen title="干部学习笔记" note="按组室和姓名排列。点姓名看每个月的笔记；打开笔记会记入审计日志。">
      <nav class="toolbar note-months" aria-label="年份">
        <a class="button plain" href={beside(-1)}>
          上年
        </a>
        <b aria-live="polite">{year} 年</b>
        <a class="button plain" href={beside(1)}>
          下年
        </a>
      </nav>
      <Load from={from}>
        {({ items, targets }) =>
          items.length === 0 ? (
            <Empty title="没有可以查看的人" hint="组室负责人看本组室的人，部领导看所有人。" />
          ) : (
            <div class="stack note-people">
              <p class="muted">
                全年目标：学习笔记 {grouped(targets.noteCharacters)} 字，学习心得 {targets.reflections} 篇
              </p>
              <DataTable
                caption={`${year} 年每人每月的笔记字数和心得`}
                columns={columnsOf(year, wide)}
                rows={items}
                rowKey={({ id }) => id}
                rowHref={({ id }) => href(`/notes/people/${id}`, { month: `${year}-${today().slice(5, 7)}` })}
              />
            </div>
          )
        }
      </Load>
    </Screen>
  );
}
