import type { ReviewList } from "../../../functions/review/contract.ts";
import { api } from "../shell/api.ts";
import { SelectField } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { stateBadge, yearOf, yearOptions } from "./words.ts";

const columns: Column<ReviewList["items"][number]>[] = [
  { key: "name", label: "名称", names: true, render: ({ name }) => name },
  { key: "state", label: "状态", render: ({ state }) => <span class={`badge ${stateBadge[state].kind}`}>{stateBadge[state].text}</span> },
  { key: "time", label: "评审时间", render: ({ opensAt, closesAt }) => `${dateTime(opensAt)} 至 ${dateTime(closesAt)}` },
  { key: "entries", label: "作品", numeric: true, render: ({ entries }) => entries },
  { key: "reviewers", label: "评委", numeric: true, render: ({ reviewers }) => reviewers },
];

/** `#/reviews`: the year-end reviews that this person may see. */
export default function ReviewsScreen({ query }: ScreenProps) {
  const director = can(useMe(), "director");
  const year = yearOf(query);
  const from = useLoad((signal) => api<ReviewList>("GET", `/api/staff/reviews?year=${year}`, undefined, { signal }), [year]);
  return (
    <Screen
      title="评审"
      note="年底对讲课稿、调研文章进行评审：评的是作品，不给人排名。"
      actions={
        director && (
          <a class="button" href={href("/reviews/new")}>
            新建评审
          </a>
        )
      }
    >
      <div class="filters">
        <SelectField label="年份" name="year" value={year} options={yearOptions()} onInput={(value) => setQuery({ year: value })} />
      </div>
      <Load from={from}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title={`${year} 年没有您能看的评审`}
              hint={director ? "点“新建评审”，选好作品、评委和评分项。" : "轮到您当评委时，会在这里看到。"}
            />
          ) : (
            <DataTable
              caption={`${year} 年评审`}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              rowHref={({ id }) => href(`/reviews/${id}`)}
            />
          )
        }
      </Load>
    </Screen>
  );
}
