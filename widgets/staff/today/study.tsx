import type { ComponentChildren } from "preact";
import type { StudyPanel } from "../../../functions/today/contract.ts";
import { href } from "../shell/router.ts";
import { can, useMe } from "../shell/session.ts";
import { finishedWords, spokenDay } from "./words.ts";

function Card({ title, to, children }: { title: string; to: string; children: ComponentChildren }) {
  return (
    <section class="card today-group" aria-label={title}>
      <header>
        <h3>
          <a href={to}>{title}</a>
        </h3>
      </header>
      {children}
    </section>
  );
}

function NextDay({ slot, date, startsAt, endsAt, place, topic }: NonNullable<StudyPanel["day"]>) {
  return (
    <Card title="下一次集中学习" to={href("/calendar")}>
      <p>
        <a href={href(`/calendar/${slot}`)}>{spokenDay(date)}</a>
        <span class="muted">
          {" "}
          {startsAt}–{endsAt}
        </span>
      </p>
      <p class="muted small">{[topic || "主题待定", place].filter(Boolean).join(" · ")}</p>
    </Card>
  );
}

function Tasks({ tasks }: Pick<StudyPanel, "tasks">) {
  return (
    <Card title="正在学的任务" to={href("/tasks")}>
      <ul class="plain-list">
        {tasks.map(({ id, title, deadline, materials, marked, finished }) => (
          <li key={id}>
            <a href={href(`/tasks/${id}`)}>{title}</a>
            <span class="today-age muted small">
              <span>{deadline} 前完成</span>
              {marked !== undefined && (
                <span>
                  已学 {marked} 篇，共 {materials} 篇
                </span>
              )}
              {finished && finishedWords(finished) && <span>{finishedWords(finished)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Lectures({ lectures }: Pick<StudyPanel, "lectures">) {
  return (
    <Card title="轮到我讲课" to={href("/lectures")}>
      <ul class="plain-list">
        {lectures.map(({ id, topic, date }) => (
          <li key={id}>
            <a href={href(`/lectures/${id}`)}>{topic || "题目待定，请填写"}</a>
            <span class="muted small">{spokenDay(date)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Amount({ label, done, target, unit }: { label: string; done: number; target: number; unit: string }) {
  return (
    <div>
      <p>
        {label} <b>{done}</b> {unit}
        {target > 0 && (
          <span class="muted">
            ，全年目标 {target} {unit}
          </span>
        )}
      </p>
      {target > 0 && <progress value={Math.min(done, target)} max={target} aria-label={`${label}占全年目标的比例`} />}
    </div>
  );
}

function Notes({ characters, charactersTarget, reflections, reflectionsTarget }: NonNullable<StudyPanel["notes"]>) {
  return (
    <Card title="我的学习笔记" to={href("/notes")}>
      <Amount label="学习笔记" done={characters} target={charactersTarget} unit="字" />
      <Amount label="学习心得" done={reflections} target={reflectionsTarget} unit="篇" />
      <p>
        <a href={href("/notes/new")}>写学习笔记</a>
      </p>
    </Card>
  );
}

/** 学习: what lies ahead of this person; nothing of it is urgent, or it would stand among what waits. */
export function Study({ day, tasks, lectures, notes }: StudyPanel) {
  const me = useMe();
  if (!day && !notes && tasks.length === 0 && lectures.length === 0) return null;
  return (
    <section class="stack" aria-label="学习">
      <h2>学习</h2>
      <div class="today-groups">
        {tasks.length > 0 && <Tasks tasks={tasks} />}
        {day && <NextDay {...day} />}
        {notes && <Notes {...notes} />}
        {lectures.length > 0 && <Lectures lectures={lectures} />}
        {can(me, "unit") && (
          <Card title="本单位学习" to={href("/unit")}>
            <p>
              <a href={href("/unit/records/new")}>填集中学习记录</a>
            </p>
          </Card>
        )}
      </div>
    </section>
  );
}
