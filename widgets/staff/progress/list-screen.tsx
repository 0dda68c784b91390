import type { ProgressRecord, progressRecords } from "../../../functions/progress/contract.ts";
import type { InferOutput } from "valibot";
import { api } from "../shell/api.ts";
import { dateTime } from "../shell/format.ts";
import { href } from "../shell/router.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { standings } from "./words.ts";

const columns: Column<ProgressRecord>[] = [
  { key: "title", label: "项目", names: true, render: ({ draft }) => draft.title },
  { key: "office", label: "责任组室", render: ({ draft }) => draft.office },
  {
    key: "state",
    label: "办到哪一步",
    render: ({ state }) => <span class={`badge ${standings[state].kind}`}>{standings[state].text}</span>,
  },
  { key: "live", label: "门户网站上", render: ({ live, publishedAt }) => (live ? `${dateTime(publishedAt!)} 公开` : "没有") },
  { key: "updatedAt", label: "最近变动", render: ({ updatedAt }) => dateTime(updatedAt) },
];

/** `#/work/progress`: what is on its way to the public, and what is there. */
export default function ProgressListScreen() {
  const from = useLoad((signal) => api<InferOutput<typeof progressRecords>>("GET", "/api/staff/progress", undefined, { signal }), []);
  return (
    <Screen title="公开推进情况" note="挑选的项目经提供、保密审查、签发，在门户网站上公开。">
      <Load from={from}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="还没有项目公开推进情况" hint="打开一个推进中的项目，点“公开推进情况”。" />
          ) : (
            <DataTable
              caption="公开的推进情况"
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              rowHref={({ id }) => href(`/work/progress/${id}`)}
            />
          )
        }
      </Load>
    </Screen>
  );
}
