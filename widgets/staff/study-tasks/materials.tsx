import { useState } from "preact/hooks";
import type { Task } from "../../../functions/study-tasks/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";

/** The materials of a task with the way to read each and, for those who are asked, its 已学 button. */
export function TaskMaterials({ task, onChange }: { task: Task; onChange: (task: Task) => void }) {
  const [busy, setBusy] = useState("");
  const { id, materials, mine, state, withdrawn } = task;
  const mark = async (material: string, done: boolean) => {
    setBusy(material);
    try {
      const changed = await api<Task>("POST", `/api/staff/study-tasks/${id}/marks`, { material, done });
      onChange(changed);
      const all = changed.materials.every((one) => changed.mine?.includes(one.id));
      announce(done ? (all ? "全部学完，任务完成" : "已标记为已学") : "已取消标记");
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy("");
  };
  return (
    <ol class="task-materials plain-list">
      {materials.map((material) => {
        const done = mine?.includes(material.id) ?? false;
        // Closed: it stands. Past its deadline: late study still counts, but what is marked stays.
        const fixed = state === "closed" || (state === "past" && done);
        return (
          <li key={material.id}>
            {withdrawn.includes(material.id) ? (
              <span class="grow">
                {material.title}
                <small class="muted">（资料已撤下）</small>
              </span>
            ) : (
              <a class="grow" href={`/column/${material.id}`} target="_blank" rel="noopener">
                {material.title}
              </a>
            )}
            {mine &&
              (fixed ? (
                <span class={done ? "badge good" : "badge"}>{done ? "已学" : "未学"}</span>
              ) : (
                <Button
                  kind="plain"
                  aria-pressed={done}
                  aria-label={done ? `${material.title}，已学，再点一次取消` : `${material.title}，标记已学`}
                  busy={busy === material.id}
                  onClick={() => void mark(material.id, !done)}
                >
                  {done ? "✓ 已学" : "标记已学"}
                </Button>
              ))}
          </li>
        );
      })}
    </ol>
  );
}
