import "./study-tasks.css";
import type { Task } from "../../../functions/study-tasks/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { day } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { TaskMaterials } from "./materials.tsx";
import { TaskOverview } from "./overview.tsx";
import { audienceWords, badgeOf, packagesOf, progressWords, targetWords, writtenWords } from "./words.ts";

interface PartProps {
  task: Task;
  onChange: (task: Task) => void;
}

/** Change and close, for editors while the task is not closed. */
function Steps({ task, onChange }: PartProps) {
  const close = async () => {
    const left = await confirm({
      title: "结束这个任务",
      text: "结束以后不能再修改，也不能再标记已学；完成情况仍可查看。",
      action: "结束任务",
      danger: true,
    });
    if (left === undefined) return;
    try {
      onChange(await api<Task>("POST", `/api/staff/study-tasks/${task.id}/close`, { version: task.version }));
      announce("任务已结束");
    } catch (problem) {
      announce(problemText(problem), "error");
    }
  };
  return (
    <div class="toolbar">
      <a class="button plain" href={href(`/tasks/${task.id}/edit`)}>
        修改任务
      </a>
      <Button kind="danger" onClick={() => void close()}>
        结束任务
      </Button>
    </div>
  );
}

function Facts({ task }: { task: Task }) {
  const { text, kind } = badgeOf(task);
  return (
    <dl class="facts">
      <dt>期限</dt>
      <dd>
        {task.deadline} 前完成 <span class={`badge ${kind}`}>{text}</span>
      </dd>
      <dt>学习对象</dt>
      <dd>{audienceWords(task)}</dd>
      {targetWords(task) && (
        <>
          <dt>目标</dt>
          <dd>
            {targetWords(task)}
            {writtenWords(task) && (
              <>
                <br />
                <span class="muted">{writtenWords(task)}（关于本任务和其中资料的都算）</span>
              </>
            )}
          </dd>
        </>
      )}
      {task.note && (
        <>
          <dt>要求</dt>
          <dd class="task-text">{task.note}</dd>
        </>
      )}
      <dt>布置人</dt>
      <dd>
        {task.createdBy}，{day(task.createdAt)}
      </dd>
    </dl>
  );
}

function Materials({ task, onChange }: PartProps) {
  const me = useMe();
  const packages = packagesOf(task);
  return (
    <section class="card stack" aria-labelledby="task-materials">
      <h2 id="task-materials">学习资料</h2>
      <p class="muted">{progressWords(task)}</p>
      <TaskMaterials task={task} onChange={onChange} />
      <div class="toolbar">
        {packages.map((address, place) => (
          <a key={address} class="button plain" href={address} download>
            下载学习包{packages.length > 1 && `（${place + 1}）`}
          </a>
        ))}
        {can(me, "cadre", "lead") && (
          <a class="button plain" href={href("/notes/new", { about: "task", id: task.id, title: task.title })}>
            写笔记
          </a>
        )}
        {can(me, "unit") && task.mine && (
          <a class="button plain" href={href("/unit/records/new")}>
            填集中学习记录
          </a>
        )}
      </div>
    </section>
  );
}

/** Those who are asked find first what to read; those who only follow it, who has finished what. */
function OneTask({ task, onChange }: PartProps) {
  const me = useMe();
  const materials = <Materials task={task} onChange={onChange} />;
  return (
    <div class="stack">
      {task.mine && materials}
      <section class="card stack" aria-labelledby="task-facts">
        <h2 id="task-facts">任务要求</h2>
        <Facts task={task} />
        {can(me, "editor", "director") && task.state !== "closed" && <Steps task={task} onChange={onChange} />}
      </section>
      {can(me, "editor", "director", "lead") && <TaskOverview task={task} />}
      {!task.mine && materials}
    </div>
  );
}

/** `#/tasks/:id`: what to read, what is marked, and for those who follow it who has finished what. */
export default function TaskScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => api<Task>("GET", `/api/staff/study-tasks/${id}`, undefined, { signal }), [id]);
  return (
    <Screen
      title={from.value?.title ?? "学习任务"}
      actions={
        <a class="button plain" href={href("/tasks")}>
          返回
        </a>
      }
    >
      <Load from={from}>{(task) => <OneTask task={task} onChange={from.replace} />}</Load>
    </Screen>
  );
}
