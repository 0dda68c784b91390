import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import type { ConflictField } from "../shell/conflict.tsx";
import { EditRecord } from "../shell/edit-record.tsx";
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

/** Changes an item. */
export const EditForm = ({ item, onSaved, onClose }: EditProps) => (
  <EditRecord
    record={item}
    draft={`work-item:${item.id}`}
    address={`/api/staff/work-items/${item.id}`}
    textOf={textOf}
    bodyOf={contentOf}
    fields={(theirs) => conflictFields(item, theirs)}
    onSaved={onSaved}
    onClose={onClose}
  >
    {({ text, problem, onInput }) => <ItemFields value={text} problem={problem} record={item} onInput={onInput} />}
  </EditRecord>
);
