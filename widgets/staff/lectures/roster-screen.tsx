import "./lectures.css";
import type { Lecture, LectureRoster } from "../../../functions/lectures/contract.ts";
import { dayName } from "../calendar/words.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { YearFilter, yearOf } from "../study/year-filter.tsx";
import { questionWords, scriptStates, speakerWords, stateWords, topicWords } from "./words.ts";

const columns: Column<Lecture>[] = [
  { key: "topic", label: "题目", names: true, render: ({ topic }) => topicWords(topic) },
  { key: "date", label: "日期", render: ({ date }) => dayName(date) },
  { key: "speaker", label: "讲课人", render: ({ speaker }) => speakerWords(speaker) },
  {
    key: "state",
    label: "状态",
    render: ({ state, reason }) => (
      <>
        <span class={`badge ${stateWords[state].kind}`}>{stateWords[state].text}</span>
        {reason && <small class="muted lecture-note">{reason}</small>}
      </>
    ),
  },
  { key: "script", label: "讲稿", render: ({ script }) => (script ? scriptStates[script.state] : "—") },
  { key: "questions", label: "提问", render: questionWords },
];

/** Who has no turn yet, by 组室: a reminder, never a ranking. Planners go straight to the form. */
function Waiting({ waiting, mayPlan }: Pick<LectureRoster, "waiting" | "mayPlan">) {
  const offices = new Map<string, LectureRoster["waiting"]>();
  for (const one of waiting) offices.set(one.office, [...(offices.get(one.office) ?? []), one]);
  return (
    <section class="card stack" aria-labelledby="waiting">
      <h2 id="waiting">
        还没有安排的干部 <span class="count">{waiting.length}</span>
      </h2>
      <p class="muted small">部内每名干部每年都要登坛讲课。{mayPlan && "点名字就可以给他安排。"}</p>
      {[...offices].map(([office, people]) => (
        <dl key={office} class="waiting-office">
          <dt class="muted">{office || "未分组室"}</dt>
          <dd>
            {people.map(({ id, name }) =>
              mayPlan ? (
                <a key={id} href={href("/lectures/new", { person: id })}>
                  {name}
                </a>
              ) : (
                <span key={id}>{name}</span>
              ),
            )}
          </dd>
        </dl>
      ))}
    </section>
  );
}

/** `#/lectures`: the roster of a year. */
export default function RosterScreen({ query }: ScreenProps) {
  const year = yearOf(query);
  const from = useLoad((signal) => api<LectureRoster>("GET", `/api/staff/lectures?year=${year}`, undefined, { signal }), [year]);
  const plan = from.value?.mayPlan && (
    <a class="button main" href={href("/lectures/new")}>
      安排讲课
    </a>
  );
  return (
    <Screen title="讲课" note="部内干部登坛讲课，大家提出问题，讲课人解答。点题目可以看讲稿、提问。" actions={plan}>
      <div class="filters">
        <YearFilter year={year} query={query} />
      </div>
      <Load from={from}>
        {({ items, waiting, mayPlan }) => (
          <div class="stack">
            {items.length === 0 ? (
              <Empty
                title={`${year} 年还没有安排讲课`}
                {...(mayPlan ? { hint: "先排几位干部，题目可以由讲课人自己填。" } : {})}
                action={plan}
              />
            ) : (
              <DataTable
                caption={`${year} 年讲课安排`}
                columns={columns}
                rows={items}
                rowKey={({ id }) => id}
                rowHref={({ id }) => href(`/lectures/${id}`)}
              />
            )}
            {waiting.length > 0 && <Waiting waiting={waiting} mayPlan={mayPlan} />}
          </div>
        )}
      </Load>
    </Screen>
  );
}
