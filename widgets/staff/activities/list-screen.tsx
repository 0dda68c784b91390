import "./activities.css";
import { useState } from "preact/hooks";
import { type Activity, activityKinds, type ActivityList } from "../../../functions/activities/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Button, CheckField, SelectField } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, Filters, Pager, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { YearFilter, yearOf } from "../study/year-filter.tsx";
import { exportActivities } from "./export.ts";
import { fewWords, problemWords, whereWords } from "./words.ts";
import { YearView } from "./year-view.tsx";

const columns: Column<Activity>[] = [
  { key: "title", label: "主题", names: true, render: ({ title }) => title },
  { key: "date", label: "日期", render: ({ date }) => <span class="activity-short">{date}</span> },
  { key: "kind", label: "类别", render: ({ kind }) => <span class="activity-short">{kind}</span> },
  { key: "where", label: "地点", render: whereWords },
  { key: "people", label: "参加人员", render: fewWords },
  { key: "problems", label: "问题", render: problemWords },
];

/** The filtered list with what 更多 has brought. */
function useActivities(query: string) {
  const from = useLoad((signal) => api<ActivityList>("GET", `/api/staff/activities?${query}`, undefined, { signal }), [query]);
  const [busy, setBusy] = useState(false);
  const more = async () => {
    const shown = from.value;
    if (!shown?.cursor) return;
    setBusy(true);
    try {
      const page = await api<ActivityList>("GET", `/api/staff/activities?${query}&cursor=${encodeURIComponent(shown.cursor)}`);
      from.replace({ ...page, items: [...shown.items, ...page.items] });
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };
  return { from, busy, onMore: () => void more() };
}

/** `#/activities`: what was done in a year, and the year beside its targets. */
export default function ActivitiesScreen({ query }: ScreenProps) {
  const me = useMe();
  const year = yearOf(query);
  const kind = activityKinds.find((one) => one === query["kind"]);
  const mine = query["mine"] === "1";
  const search = new URLSearchParams({ year, ...(kind ? { kind } : {}), ...(mine ? { person: me.id } : {}) }).toString();
  const { from, busy, onMore } = useActivities(search);
  const [exporting, setExporting] = useState(false);
  const take = async () => {
    setExporting(true);
    try {
      await exportActivities(year, search);
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setExporting(false);
  };
  const log = can(me, "cadre", "lead", "editor") && (
    <a class="button main" href={href("/activities/new", { kind })}>
      登记活动
    </a>
  );
  return (
    <Screen
      title="活动"
      note="座谈讨论、访贫问苦、警示教育、参观学习、下基层、包村走访，办完就记。"
      actions={
        <>
          {(from.value?.items.length ?? 0) > 0 && (
            <Button kind="plain" busy={exporting} onClick={() => void take()}>
              导出 Excel
            </Button>
          )}
          {log}
        </>
      }
    >
      <Filters label="筛选活动">
        <YearFilter year={year} query={query} />
        <SelectField
          label="类别"
          name="kind"
          value={kind ?? ""}
          options={[{ value: "", label: "全部" }, ...activityKinds.map((one) => ({ value: one, label: one }))]}
          onInput={(next) => setQuery({ ...query, kind: next })}
        />
        <CheckField label="只看我参加的" name="mine" checked={mine} onInput={(on) => setQuery({ ...query, mine: on ? "1" : "" })} />
      </Filters>
      <Load from={from}>
        {({ items, cursor }) => (
          <div class="stack">
            {items.length === 0 && cursor === undefined ? (
              <Empty title="没有记录" hint={kind || mine ? "换个类别或年份看看。" : `${year} 年还没有登记活动。`} action={log} />
            ) : (
              <DataTable
                caption={`${year} 年活动`}
                columns={columns}
                rows={items}
                rowKey={({ id }) => id}
                rowHref={({ id }) => href(`/activities/${id}`)}
              />
            )}
            <Pager more={cursor !== undefined} busy={busy} onMore={onMore} />
          </div>
        )}
      </Load>
      <YearView year={year} />
    </Screen>
  );
}
