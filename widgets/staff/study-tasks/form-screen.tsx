import "./study-tasks.css";
import type { Task } from "../../../functions/study-tasks/contract.ts";
import { api } from "../shell/api.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { TaskForm } from "./task-form.tsx";

function ChangeTask({ id }: { id: string }) {
  const from = useLoad((signal) => api<Task>("GET", `/api/staff/study-tasks/${id}`, undefined, { signal }), [id]);
  return (
    <Screen title="修改学习任务">
      <Load from={from}>{(task) => <TaskForm task={task} />}</Load>
    </Screen>
  );
}

/** `#/tasks/new` and `#/tasks/:id/edit`. */
export default function TaskFormScreen({ params }: ScreenProps) {
  const id = params["id"];
  if (id) return <ChangeTask id={id} />;
  return (
    <Screen title="布置学习任务">
      <TaskForm />
    </Screen>
  );
}
