import type { Topic, TopicList } from "../../../functions/research/contract.ts";
import { scriptStates } from "../lectures/words.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, Filters, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { YearFilter, yearOf } from "../study/year-filter.tsx";
import { countWords, topicStates } from "./words.ts";

const columns: Column<Topic>[] = [
  { key: "title", label: "课题", names: true, render: ({ title }) => title },
  { key: "name", label: "承担人", render: ({ name, office }) => (office ? `${name}（${office}）` : name) },
  { key: "ties", label: "三个结合", render: ({ ties }) => ties.join("、") || "—" },
  {
    key: "state",
    label: "进展",
    render: ({ state }) => <span class={`badge ${topicStates[state].kind}`}>{topicStates[state].text}</span>,
  },
  { key: "article", label: "文章", render: ({ article }) => (article ? scriptStates[article.state] : "—") },
];

/** Those whom this person follows, by 组室 and name; to a cadre the own count is said in the note of the screen. */
function People({ people, target }: Pick<TopicList, "people" | "target">) {
  const rows: Column<TopicList["people"][number]>[] = [
    { key: "name", label: "姓名", names: true, render: ({ name }) => name },
    { key: "office", label: "组室", render: ({ office }) => office || "—" },
    { key: "topics", label: "课题", render: ({ topics }) => countWords(topics, target) },
  ];
  return <DataTable caption="各人的课题" columns={rows} rows={people} rowKey={({ id }) => id} />;
}

/** `#/research`: the 调研课题 of a year. */
export default function ResearchScreen({ query }: ScreenProps) {
  const me = useMe();
  const year = yearOf(query);
  const from = useLoad((signal) => api<TopicList>("GET", `/api/staff/research?year=${year}`, undefined, { signal }), [year]);
  const add = from.value?.mayAdd && (
    <a class="button main" href={href("/research/new", { year })}>
      登记课题
    </a>
  );
  const own = from.value?.people.find(({ id }) => id === me.id);
  return (
    <Screen
      title="调研课题"
      note={own ? `您 ${year} 年${countWords(own.topics, from.value?.target ?? 0)}。` : "每年立题调研，写成调研文章。"}
      actions={add}
    >
      <Filters label="筛选课题">
        <YearFilter year={year} query={query} />
      </Filters>
      <Load from={from}>
        {({ items, people, target }) => (
          <div class="stack">
            {items.length === 0 ? (
              <Empty title={`${year} 年还没有课题`} hint="先登记题目，调研以后再写文章。" action={add} />
            ) : (
              <DataTable
                caption={`${year} 年调研课题`}
                columns={columns}
                rows={items}
                rowKey={({ id }) => id}
                rowHref={({ id }) => href(`/research/${id}`)}
              />
            )}
            {people.some(({ id }) => id !== me.id) && <People people={people} target={target} />}
          </div>
        )}
      </Load>
    </Screen>
  );
}
