import type { Activity, ActivityProblem } from "../../../functions/activities/contract.ts";
import type { ConflictField } from "../shell/conflict.tsx";
import { EditRecord } from "../shell/edit-record.tsx";
import { inputOf, textOf, type ActivityText } from "./activity-text.ts";
import { ActivityFields } from "./fields.tsx";

const problemLines = (problems: ActivityProblem[]) =>
  problems.map(({ text, solvedOn }) => (solvedOn ? `${text}（${solvedOn} 解决）` : text)).join("\n") || "（无）";

const fields: ConflictField<ActivityText>[] = [
  { key: "kind", label: "类别" },
  { key: "title", label: "主题" },
  { key: "date", label: "日期" },
  { key: "place", label: "地点" },
  { key: "village", label: "村" },
  { key: "people", label: "参加的部内干部", show: (value) => `${(value as string[]).length} 人` },
  { key: "others", label: "其他参加人员" },
  { key: "topics", label: "座谈的题目" },
  { key: "content", label: "内容" },
  { key: "findings", label: "情况和意见" },
  { key: "problems", label: "问题", show: (value) => problemLines(value as ActivityProblem[]) },
  { key: "next", label: "下一步打算" },
];

interface EditProps {
  activity: Activity;
  onSaved: (activity: Activity) => void;
  onClose: () => void;
}

/** Changes an activity. */
export const EditForm = ({ activity, onSaved, onClose }: EditProps) => (
  <EditRecord
    record={activity}
    draft={`activity:${activity.id}`}
    address={`/api/staff/activities/${activity.id}`}
    textOf={textOf}
    bodyOf={inputOf}
    fields={() => fields}
    // A village belongs to its unit: the two are kept together.
    settle={(chosen, mine, theirs) => ({ ...chosen, unit: chosen.village === mine.village ? mine.unit : theirs.unit })}
    onSaved={onSaved}
    onClose={onClose}
  >
    {({ text, problem, onInput }) => <ActivityFields value={text} problem={problem} record={activity} onInput={onInput} />}
  </EditRecord>
);
