import "../people/people.css";
import "../activities/activities.css";
import "./work.css";
import { useState } from "preact/hooks";
import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Facts, Texts } from "./facts.tsx";
import { EditForm } from "./item-edit.tsx";
import { Milestones, ResponsibilityPart } from "./project-parts.tsx";
import { History, Reports } from "./records.tsx";
import { Steps } from "./steps.tsx";
import { SuperviseDialog, Supervisions } from "./supervision.tsx";
import { useAct } from "./use-act.ts";

function Open({ item, onChange }: { item: WorkItem; onChange: (item: WorkItem) => void }) {
  const [editing, setEditing] = useState(false);
  const [supervising, setSupervising] = useState(false);
  const acting = useAct(item, onChange);
  if (editing && item.allowed.includes("change"))
    return (
      <EditForm
        item={item}
        onClose={() => setEditing(false)}
        onSaved={(saved) => {
          setEditing(false);
          onChange(saved);
        }}
      />
    );
  return (
    <div class="work-columns">
      <div class="stack">
        <section class="card stack" aria-label="工作项">
          <Facts item={item} />
          <Texts item={item} />
          <Steps item={item} acting={acting} onEdit={() => setEditing(true)} onSupervise={() => setSupervising(true)} />
        </section>
        <ResponsibilityPart item={item} acting={acting} />
        <Milestones item={item} acting={acting} />
        <Supervisions item={item} acting={acting} />
      </div>
      <div class="stack">
        <Reports item={item} />
        <History item={item} />
      </div>
      {supervising && <SuperviseDialog id={item.id} title={item.title} onClose={() => setSupervising(false)} onSent={onChange} />}
    </div>
  );
}

/** `#/work/items/:id` */
export default function WorkItemScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => api<WorkItem>("GET", `/api/staff/work-items/${id}`, undefined, { signal }), [id]);
  return (
    <Screen
      title={from.value?.title ?? "工作项"}
      actions={
        <a class="button plain" href={href("/work", { year: from.value && String(from.value.year) })}>
          返回菜单
        </a>
      }
    >
      <Load from={from}>{(item) => <Open item={item} onChange={from.replace} />}</Load>
    </Screen>
  );
}
