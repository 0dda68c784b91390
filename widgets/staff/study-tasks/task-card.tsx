import type { ComponentChildren } from "preact";
import type { TaskLine } from "../../../functions/study-tasks/contract.ts";
import { href } from "../shell/router.ts";
import { audienceWords, badgeOf, progressWords, targetWords } from "./words.ts";

/** One task of a list: what, until when, how far. */
export function TaskCard({ task, children }: { task: TaskLine; children?: ComponentChildren }) {
  const { text, kind } = badgeOf(task);
  const targets = targetWords(task);
  return (
    <li class="card task-card">
      <p class="toolbar">
        <a class="task-title" href={href(`/tasks/${task.id}`)}>
          {task.title}
        </a>
        <span class={`badge ${kind}`}>{text}</span>
      </p>
      <p class="muted">
        {task.deadline} 前完成 · {progressWords(task)}
        {targets && ` · ${targets}`}
      </p>
      {!task.mine && <p class="muted small">学习对象：{audienceWords(task)}</p>}
      {children}
    </li>
  );
}
