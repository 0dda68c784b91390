import "./work.css";
import type { WorkTimeline } from "../../../functions/work-items/menu.contract.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, Filters, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { YearFilter, yearOf } from "../study/year-filter.tsx";
import { Standing } from "./menu-table.tsx";
import { Timeline, type TimelineRow } from "./timeline.tsx";
import { isEnded, standing, stateTones } from "./words.ts";

type Project = WorkTimeline["items"][number];

const itemHref = (id: string) => href(`/work/items/${id}`);
const doneOf = ({ milestones }: Project) => milestones.filter(({ doneOn }) => doneOn !== "").length;

/** What the drawing shows of a project. */
function rowOf({ line, milestones }: Project): TimelineRow {
  const tone = line.lamp === "amber" || line.lamp === "red" ? line.lamp : (stateTones[line.state] as TimelineRow["tone"]);
  const marks = milestones.map(({ date, title, doneOn, lamp }) => ({ date, title, done: doneOn !== "", late: lamp === "red" }));
  return { id: line.id, title: line.title, state: standing(line), tone, from: line.start, to: line.endedOn ?? line.end, marks };
}

const columns: Column<Project>[] = [
  { key: "title", label: "项目", names: true, render: ({ line }) => (isEnded(line.state) ? <s>{line.title}</s> : line.title) },
  { key: "office", label: "责任组室", render: ({ line }) => line.office },
  { key: "owner", label: "责任人", render: ({ line }) => line.owner.name },
  { key: "members", label: "抽调人员", render: ({ members }) => members.join("、") || "—" },
  {
    key: "responsibility",
    label: "目标责任",
    render: ({ unsigned }) => (unsigned === undefined ? "没有写" : unsigned.length === 0 ? "都已签订" : `待签：${unsigned.join("、")}`),
  },
  {
    key: "dates",
    label: "起止",
    render: ({ line, deadlines }) => (
      <>
        {line.start} 至{" "}
        {deadlines.map((one) => (
          <span key={one}>
            <s>{one}</s>{" "}
          </span>
        ))}
        {line.end}
      </>
    ),
  },
  {
    key: "milestones",
    label: "里程碑",
    render: (project) =>
      project.milestones.length === 0 ? (
        "—"
      ) : (
        <>
          {doneOf(project)}/{project.milestones.length}
          {project.milestones.map(({ id, date, title, doneOn }) => (
            <div key={id} class="small muted">
              {date} {title}
              {doneOn && `（${doneOn} 完成）`}
            </div>
          ))}
        </>
      ),
  },
  { key: "state", label: "状态", render: ({ line }) => <Standing line={line} /> },
];

/** The days that the drawing spans: the year, and what reaches beyond it by up to a year. */
function spanOf(year: number, rows: readonly TimelineRow[]): { from: string; to: string } {
  const last = rows.reduce((latest, { to, marks }) => [to, ...marks.map(({ date }) => date)].reduce((a, b) => (a > b ? a : b), latest), "");
  const end = `${year}-12-31`;
  return { from: `${year}-01-01`, to: last > end ? (last < `${year + 1}-12-31` ? last : `${year + 1}-12-31`) : end };
}

/** `#/work/projects`: 项目化管理, the projects of a year along its months. */
export default function ProjectsScreen({ query }: ScreenProps) {
  const year = yearOf(query);
  const from = useLoad((signal) => api<WorkTimeline>("GET", `/api/staff/work-items/timeline?year=${year}`, undefined, { signal }), [year]);
  return (
    <Screen title="项目" note="专人负责、落实目标责任，按里程碑推进。">
      <Filters label="筛选项目">
        <YearFilter year={year} query={query} />
      </Filters>
      <Load from={from}>
        {({ items, today }) => {
          const rows = items.map(rowOf);
          if (rows.length === 0) return <Empty title={`${year} 年还没有项目`} hint="新建工作项时类型选“项目”。" />;
          return (
            <div class="stack">
              <Timeline
                title={`${year} 年项目进度图`}
                {...spanOf(Number(year), rows)}
                today={today}
                rows={rows}
                hrefOf={({ id }) => itemHref(id)}
              />
              <p class="work-legend muted small">
                <span>◇ 里程碑</span>
                <span>◆ 打勾的已完成，带叹号的已过期</span>
                <span>虚线是今天</span>
              </p>
              <DataTable
                caption={`${year} 年项目和里程碑`}
                columns={columns}
                rows={items}
                rowKey={({ line }) => line.id}
                rowHref={({ line }) => itemHref(line.id)}
              />
            </div>
          );
        }}
      </Load>
    </Screen>
  );
}
