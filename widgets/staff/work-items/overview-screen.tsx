import "./work.css";
import { useState } from "preact/hooks";
import type { WorkLine, WorkOverview } from "../../../functions/work-items/menu.contract.ts";
import { today } from "../calendar/words.ts";
import { api } from "../shell/api.ts";
import { Button, SelectField } from "../shell/form.tsx";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Load, Screen } from "../shell/states.tsx";
import { DataTable, Filters, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Standing } from "./menu-table.tsx";
import { SummaryButtons } from "./summary-buttons.tsx";
import { SuperviseDialog } from "./supervision.tsx";
import { daysBetween, spokenMonth } from "./words.ts";

type Office = WorkOverview["offices"][number];

const number = (key: keyof Office, label: string): Column<Office> => ({ key, label, numeric: true, render: (row) => row[key] });

/** Who reported on time, in the fixed order of 组室; nothing to sort by and no sums that could be compared at a glance. */
function Offices({ month, offices }: Pick<WorkOverview, "month" | "offices">) {
  const columns: Column<Office>[] = [
    {
      key: "office",
      label: "组室",
      names: true,
      render: ({ office }) => <a href={href("/work", { office, year: month.slice(0, 4) })}>{office}</a>,
    },
    number("due", "应报"),
    number("onTime", "按时"),
    number("late", "迟报"),
    number("missing", "没报"),
    number("underway", "推进中"),
    number("unfinished", "未完成"),
    number("closed", "已注销"),
    number("amber", "快到期"),
    number("red", "已超期"),
  ];
  return (
    <section class="stack" aria-labelledby="work-offices">
      <h2 id="work-offices">{spokenMonth(month)}各组室按时汇报情况</h2>
      <DataTable caption="各组室按时汇报情况，按组室固定顺序" columns={columns} rows={offices} rowKey={({ office }) => office} />
      <p class="muted small">按组室的固定顺序列出，不排名次。</p>
    </section>
  );
}

interface LinesProps {
  id: string;
  title: string;
  none: string;
  lines: readonly WorkLine[];
  about: Column<WorkLine>;
  onSupervise: ((line: WorkLine) => void) | undefined;
}

function Lines({ id, title, none, lines, about, onSupervise }: LinesProps) {
  const columns: Column<WorkLine>[] = [
    { key: "title", label: "工作项", names: true, render: (line) => <a href={href(`/work/items/${line.id}`)}>{line.title}</a> },
    { key: "office", label: "组室", render: ({ office }) => office },
    { key: "owner", label: "责任人", render: ({ owner }) => owner.name },
    about,
    { key: "state", label: "状态", render: (line) => <Standing line={line} /> },
    ...(onSupervise
      ? [
          {
            key: "supervise",
            label: "督办",
            render: (line: WorkLine) => (
              <Button kind="plain" aria-label={`督办：${line.title}`} onClick={() => onSupervise(line)}>
                督办
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="count">{lines.length}</span>
      </h2>
      {lines.length === 0 ? (
        <p class="card muted">{none}</p>
      ) : (
        <DataTable caption={title} columns={columns} rows={lines} rowKey={(line) => line.id} />
      )}
    </section>
  );
}

function Overview({ overview, onFresh }: { overview: WorkOverview; onFresh: () => void }) {
  const [to, setTo] = useState<WorkLine>();
  const supervise = can(useMe(), "director") ? setTo : undefined;
  const ago = (day: string) => `${daysBetween(day, overview.today)} 天`;
  const still = (day: string) => (day === overview.today ? "今天有动静" : `${ago(day)}（最近 ${day}）`);
  return (
    <div class="stack">
      <Lines
        id="work-red"
        title="已超期的"
        none="没有超过时限的工作项。"
        lines={overview.red}
        about={{ key: "end", label: "超期", render: ({ end }) => `时限 ${end}，超期 ${ago(end)}` }}
        onSupervise={supervise}
      />
      <Lines
        id="work-supervised"
        title="督办没有答复的"
        none="督办都已答复。"
        lines={overview.supervised}
        about={{
          key: "answer",
          label: "答复期限",
          render: ({ answerBy = "" }) => (answerBy < overview.today ? `${answerBy}，已过` : answerBy),
        }}
        onSupervise={supervise}
      />
      <Lines
        id="work-waiting"
        title="最久没有动静的"
        none="没有在办的工作项。"
        lines={overview.waiting}
        about={{ key: "touched", label: "没有动静", render: ({ touched }) => still(touched) }}
        onSupervise={supervise}
      />
      <Offices {...overview} />
      {to && <SuperviseDialog id={to.id} title={to.title} onClose={() => setTo(undefined)} onSent={onFresh} />}
    </div>
  );
}

/** This month and the twelve before it, and the one that the address names. */
function monthsUpTo(chosen: string): string[] {
  const [year, month] = today().split("-").map(Number) as [number, number, number];
  const last = Array.from({ length: 13 }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7));
  return last.includes(chosen) ? last : [...last, chosen];
}

/** `#/work/overview?month=…`: the director's view, and the month's summary. */
export default function OverviewScreen({ query }: ScreenProps) {
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(query["month"] ?? "") ? query["month"]! : today().slice(0, 7);
  const from = useLoad(
    (signal) => api<WorkOverview>("GET", `/api/staff/work-items/overview?month=${month}`, undefined, { signal }),
    [month],
  );
  return (
    <Screen title="督办" note="哪些超期、哪些没有动静、哪个组室按时汇报，需要催办的当场督办。">
      <div class="toolbar work-month">
        <Filters label="选择月份">
          <SelectField
            label="月份"
            name="month"
            value={month}
            options={monthsUpTo(month).map((value) => ({ value, label: spokenMonth(value) }))}
            onInput={(value) => setQuery({ ...query, month: value })}
          />
        </Filters>
        {from.value && <SummaryButtons key={month} overview={from.value} />}
      </div>
      <Load from={from}>{(overview) => <Overview overview={overview} onFresh={from.reload} />}</Load>
    </Screen>
  );
}
