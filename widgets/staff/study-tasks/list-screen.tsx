import "./study-tasks.css";
import type { TaskLine, TaskList } from "../../../functions/study-tasks/contract.ts";
import { api } from "../shell/api.ts";
import { SelectField } from "../shell/form.tsx";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { TaskCard } from "./task-card.tsx";
import { badgeOf, today } from "./words.ts";

function Tasks({ title, tasks }: { title: string; tasks: readonly TaskLine[] }) {
  if (tasks.length === 0) return null;
  return (
    <section class="stack" aria-label={title}>
      <h2>{title}</h2>
      <ul class="plain-list stack">
        {tasks.map((task) => (
          <TaskCard key={task.id} task={task} />
        ))}
      </ul>
    </section>
  );
}

/** `#/tasks`: what is open for me first, past ones below. */
export default function TasksScreen({ query }: ScreenProps) {
  const me = useMe();
  const now = today().slice(0, 4);
  const year = /^20\d\d$/.test(query["year"] ?? "") ? query["year"]! : now;
  const from = useLoad((signal) => api<TaskList>("GET", `/api/staff/study-tasks?year=${year}`, undefined, { signal }), [year]);
  const sets = can(me, "editor", "director");
  const years = [0, 1, 2, 3].map((back) => String(Number(now) - back));
  return (
    <Screen
      title="学习任务"
      note="读完一篇，点一次“已学”；全部学完，任务就完成了。"
      actions={
        sets && (
          <a class="button main" href={href("/tasks/new")}>
            布置学习任务
          </a>
        )
      }
    >
      <Load from={from}>
        {({ open, past }) => {
          const mine = open.filter((task) => task.mine && badgeOf(task).text !== "已完成");
          const done = open.filter((task) => task.mine && badgeOf(task).text === "已完成");
          const others = open.filter((task) => !task.mine);
          return (
            <div class="stack">
              {mine.length === 0 && others.length === 0 && (
                <Empty
                  title={done.length > 0 ? "任务都完成了" : "现在没有学习任务"}
                  hint={sets ? "点“布置学习任务”，选几篇资料、定好期限就可以。" : "有新的任务，会出现在这里和“今日”里。"}
                />
              )}
              <Tasks title="等您完成的" tasks={mine} />
              <Tasks title={mine.length + done.length > 0 ? "其他进行中的" : "进行中的"} tasks={others} />
              <Tasks title="您已完成的" tasks={done} />
              <div class="filters">
                <SelectField
                  label="以往的任务"
                  name="year"
                  value={year}
                  options={years.map((value) => ({ value, label: `${value} 年` }))}
                  onInput={(value) => setQuery({ year: value })}
                />
              </div>
              {past.length === 0 ? (
                <p class="muted">{year} 年没有已到期或已结束的任务。</p>
              ) : (
                <Tasks title={`${year} 年以往的任务`} tasks={past} />
              )}
            </div>
          );
        }}
      </Load>
    </Screen>
  );
}
