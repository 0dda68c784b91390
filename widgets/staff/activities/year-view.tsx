import type { ActivityYear } from "../../../functions/activities/contract.ts";
import { api } from "../shell/api.ts";
import { Load } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { targetWords } from "./words.ts";

type Person = ActivityYear["people"][number];

/** The year beside its targets, in words; people stand by 组室 and name, whatever their numbers. */
export function YearView({ year }: { year: string }) {
  const from = useLoad((signal) => api<ActivityYear>("GET", `/api/staff/activities/year?year=${year}`, undefined, { signal }), [year]);
  return (
    <Load from={from}>
      {({ kinds, symposiumTarget, villages, visitTarget, people, more }) => {
        const columns: Column<Person>[] = [
          { key: "name", label: "姓名", names: true, render: ({ name }) => name },
          { key: "office", label: "组室", render: ({ office }) => office || "—" },
          { key: "visits", label: "下基层（含包村走访）", render: ({ visits }) => targetWords(visits, visitTarget) },
        ];
        return (
          <div class="activity-year">
            <section class="card stack" aria-labelledby="year-kinds">
              <h2 id="year-kinds">{year} 年各类活动</h2>
              <dl class="facts">
                {kinds.flatMap(({ kind, count }) => [
                  <dt key={`${kind} name`}>{kind}</dt>,
                  <dd key={kind}>{kind === "座谈讨论" ? targetWords(count, symposiumTarget) : `${count} 次`}</dd>,
                ])}
                <dt>走访的村</dt>
                <dd>{villages} 个</dd>
              </dl>
              {more && <p class="muted">今年的记录很多，这里只统计了最近的一千条。</p>}
            </section>
            {people.length > 0 && <DataTable caption={`${year} 年下基层情况`} columns={columns} rows={people} rowKey={({ id }) => id} />}
          </div>
        );
      }}
    </Load>
  );
}
