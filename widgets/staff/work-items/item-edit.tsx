import { useState } from "preact/hooks";
import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict, type ConflictField } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { useLeaveGuard } from "../shell/router.ts";
import { ItemFields } from "./item-fields.tsx";
import { contentOf, type ItemText, textOf } from "./item-values.ts";

const lines = (list: readonly string[]) => list.join("\n") || "（无）";

/** How the two versions are shown beside one another; people by name where either version knows it. */
function conflictFields(item: WorkItem, theirs: WorkItem): ConflictField<ItemText>[] {
  const names = new Map([item, theirs].flatMap((one) => [one.owner, ...one.members]).map(({ id, name }) => [id, name]));
  const name = (id: unknown) => names.get(String(id)) ?? "另选的一位";
  return [
    { key: "kind", label: "类型" },
    { key: "title", label: "工作项" },
    { key: "target", label: "目标" },
    { key: "office", label: "责任组室" },
    { key: "owner", label: "责任人", show: name },
    { key: "members", label: "参加人员", show: (value) => lines((value as string[]).map(name)) },
    { key: "start", label: "开始日期" },
    { key: "end", label: "完成时限" },
    { key: "unit", label: "单位" },
    { key: "village", label: "村" },
    { key: "materials", label: "资料", show: (value) => lines((value as ItemText["materials"]).map(({ title }) => title)) },
    { key: "feedback", label: "意见反馈", show: (value) => lines((value as ItemText["feedback"]).map(({ label }) => label)) },
    {
      key: "milestones",
      label: "里程碑",
      show: (value) => lines((value as ItemText["milestones"]).map(({ title, date }) => `${date} ${title}`)),
    },
  ];
}

interface EditProps {
  item: WorkItem;
  onSaved: (item: WorkItem) => void;
  onClose: () => void;
}

/** Changes an item; of two people the second sees the first's text and chooses. */
export function EditForm({ item, onSaved, onClose }: EditProps) {
  const draft = useDraft(`work-item:${item.id}`, { text: textOf(item), version: item.version });
  const { text, version } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [theirs, setTheirs] = useState<WorkItem>();
  useLeaveGuard(JSON.stringify(text) !== JSON.stringify(textOf(item)));

  const save = async (chosen: ItemText, at: number) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<WorkItem>("PUT", `/api/staff/work-items/${item.id}`, { ...contentOf(chosen), version: at });
      draft.clear({ text: textOf(saved), version: saved.version });
      announce("已保存");
      onSaved(saved);
    } catch (error) {
      setBusy(false);
      if (error instanceof ApiProblem && error.code === "conflict" && error.current) setTheirs(error.current as WorkItem);
      else setProblem(error);
    }
  };
  return (
    <form
      class="card stack form-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save(text, version);
      }}
    >
      <ItemFields value={text} problem={problem} record={item} onInput={(next) => draft.set({ text: next, version })} />
      <div class="toolbar">
        <Button submit busy={busy}>
          保存
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            draft.clear({ text: textOf(item), version: item.version });
            onClose();
          }}
        >
          不改了
        </Button>
      </div>
      {theirs && (
        <Conflict
          mine={text}
          theirs={textOf(theirs)}
          fields={conflictFields(item, theirs)}
          onClose={() => setTheirs(undefined)}
          onChoose={(merged) => {
            draft.set({ text: merged, version: theirs.version });
            setTheirs(undefined);
            void save(merged, theirs.version);
          }}
        />
      )}
    </form>
  );
}
