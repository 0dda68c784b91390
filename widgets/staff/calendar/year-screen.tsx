import "./calendar.css";
import type { StudyDay } from "../../../functions/study-days/contract.ts";
import { api } from "../shell/api.ts";
import { SelectField } from "../shell/form.tsx";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { CalendarLinks } from "./links.tsx";
import { badgeOf, dayName, today } from "./words.ts";

const columns: Column<StudyDay>[] = [
  { key: "date", label: "日期", names: true, render: ({ date }) => dayName(date) },
  { key: "time", label: "时间", render: ({ startsAt, endsAt }) => `${startsAt}–${endsAt}` },
  { key: "topic", label: "主题", render: ({ topic }) => topic || "—" },
  { key: "place", label: "地点", render: ({ place }) => place || "—" },
  {
    key: "state",
    label: "状态",
    render: (day) => {
      const { text, kind } = badgeOf(day);
      return (
        <>
          <span class={`badge ${kind}`}>{text}</span>
          {day.reason && <small class="muted calendar-reason">{day.reason}</small>}
        </>
      );
    },
  },
];

/** The next day that is held, large: what everybody comes for. */
function Next({ day }: { day: StudyDay }) {
  return (
    <section class="card stack" aria-labelledby="next-day">
      <h2 id="next-day">下一次集中学习</h2>
      <p class="calendar-next">
        <b>{dayName(day.date)}</b> {day.startsAt}–{day.endsAt}
        {day.place && ` · ${day.place}`}
      </p>
      {day.topic && <p>{day.topic}</p>}
      <p>
        <a class="button plain" href={href(`/calendar/${day.slot}`)}>
          查看安排
        </a>
      </p>
    </section>
  );
}

/** `#/calendar`: the study Fridays of a year. */
export default function CalendarScreen({ query }: ScreenProps) {
  const now = today();
  const year = /^20\d\d$/.test(query["year"] ?? "") ? query["year"]! : now.slice(0, 4);
  const from = useLoad((signal) => api<{ items: StudyDay[] }>("GET", `/api/staff/study-days?year=${year}`, undefined, { signal }), [year]);
  const years = [-2, -1, 0, 1].map((step) => String(Number(now.slice(0, 4)) + step));
  return (
    <Screen title="学习日历" note="每双周的星期五下午集中学习；遇放假或有事，由编辑改期或取消并写明原因。">
      <Load from={from}>
        {({ items }) => {
          const next = items.find(({ date, state }) => date >= now && state !== "cancelled");
          return (
            <div class="stack">
              {next && <Next day={next} />}
              <div class="filters">
                <SelectField
                  label="年份"
                  name="year"
                  value={year}
                  options={years.map((value) => ({ value, label: `${value} 年` }))}
                  onInput={(value) => setQuery({ year: value })}
                />
              </div>
              <DataTable
                caption={`${year} 年集中学习`}
                columns={columns}
                rows={items}
                rowKey={({ slot }) => slot}
                rowHref={({ slot }) => href(`/calendar/${slot}`)}
                current={next?.slot}
              />
            </div>
          );
        }}
      </Load>
      <CalendarLinks />
    </Screen>
  );
}
