import { useState } from "preact/hooks";
import { taskLimits, type Task } from "../../../functions/study-tasks/contract.ts";
import { MaterialPicker } from "../calendar/material-picker.tsx";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem, newKey } from "../shell/api.ts";
import { Conflict, type ConflictField } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextArea, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { go, href } from "../shell/router.ts";
import { AudienceFields } from "./audience-fields.tsx";
import { emptyTask, inputOf, valuesOf, type TaskValues } from "./task-values.ts";

const people = { all: "全体部内干部", offices: "部分组室", none: "不布置给部内干部" };
const fields: ConflictField<TaskValues>[] = [
  { key: "title", label: "名称" },
  { key: "materials", label: "学习资料", show: (value) => (value as Task["materials"]).map(({ title }) => title).join("、") },
  { key: "people", label: "部内干部", show: (value) => people[value as keyof typeof people] },
  { key: "offices", label: "组室" },
  { key: "units", label: "单位", show: (value) => `${(value as string[]).length} 个` },
  { key: "deadline", label: "期限" },
  { key: "noteCharacters", label: "学习笔记字数" },
  { key: "reflections", label: "学习心得篇数" },
  { key: "note", label: "要求" },
];

/** Sets a task, or changes the given one. What is typed is kept on the device until it is saved. */
export function TaskForm({ task }: { task?: Task }) {
  const initial = { values: task ? valuesOf(task) : emptyTask, version: task?.version };
  const draft = useDraft(`study-task-values:${task?.id ?? "new"}`, initial);
  // With the version that it began from: a draft found again must not go over what somebody has saved since.
  const { values, version } = draft.value;
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<Task>();
  const set = (change: Partial<TaskValues>) => draft.set({ values: { ...values, ...change }, version });
  const error = (field: string) => fieldError(problem, field);

  const save = async (chosen: TaskValues, at: number | undefined) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = task
        ? await api<Task>("PUT", `/api/staff/study-tasks/${task.id}`, { ...inputOf(chosen), version: at })
        : await api<Task>("POST", "/api/staff/study-tasks", inputOf(chosen), { key });
      draft.clear();
      announce(task ? "已保存" : "任务已布置");
      go(`/tasks/${saved.id}`);
    } catch (failure) {
      setBusy(false);
      if (failure instanceof ApiProblem && failure.code === "conflict") setTheirs(failure.current as Task);
      else setProblem(failure);
    }
  };

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(values, version);
      }}
    >
      <section class="card stack">
        <TextField
          label="名称"
          name="title"
          value={values.title}
          maxLength={taskLimits.title}
          onInput={(title) => set({ title })}
          error={error("title")}
          required
        />
        <MaterialPicker chosen={values.materials} onChange={(materials) => set({ materials })} error={error("materials")} />
        <TextField
          label="期限"
          name="deadline"
          type="date"
          value={values.deadline}
          onInput={(deadline) => set({ deadline })}
          error={error("deadline")}
          hint="到这一天结束前完成；逾期还可以补学。"
          required
        />
      </section>
      <section class="card stack" aria-labelledby="audience">
        <h2 id="audience">学习对象</h2>
        <AudienceFields value={values} onChange={set} error={error("audience")} />
      </section>
      <section class="card stack" aria-labelledby="targets">
        <h2 id="targets">目标和要求</h2>
        <p class="muted">目标供大家参考，达不到也不影响完成。</p>
        <div class="grid task-targets">
          <TextField
            label="学习笔记字数"
            name="noteCharacters"
            type="number"
            min={0}
            value={values.noteCharacters}
            onInput={(noteCharacters) => set({ noteCharacters })}
            error={error("noteCharacters")}
          />
          <TextField
            label="学习心得篇数"
            name="reflections"
            type="number"
            min={0}
            value={values.reflections}
            onInput={(reflections) => set({ reflections })}
            error={error("reflections")}
          />
        </div>
        <TextArea
          label="要求"
          name="note"
          rows={4}
          maxLength={taskLimits.note}
          value={values.note}
          onInput={(note) => set({ note })}
          error={error("note")}
        />
      </section>
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy}>
          {task ? "保存" : "布置任务"}
        </Button>
        <a class="button plain" href={href(task ? `/tasks/${task.id}` : "/tasks")} onClick={() => draft.clear()}>
          取消
        </a>
      </div>
      {theirs && (
        <Conflict
          mine={values}
          theirs={valuesOf(theirs)}
          fields={fields}
          onChoose={(chosen) => {
            draft.set({ values: chosen, version: theirs.version });
            setTheirs(undefined);
            void save(chosen, theirs.version);
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </form>
  );
}
