import { useState } from "preact/hooks";
import type { Activity, ActivityProblem } from "../../../functions/activities/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict, type ConflictField } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { useLeaveGuard } from "../shell/router.ts";
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

/** Changes an activity; of two people the second sees the first's text and chooses. */
export function EditForm({ activity, onSaved, onClose }: EditProps) {
  const draft = useDraft(`activity:${activity.id}`, { text: textOf(activity), version: activity.version });
  const { text, version } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [theirs, setTheirs] = useState<Activity>();
  useLeaveGuard(JSON.stringify(text) !== JSON.stringify(textOf(activity)));

  const save = async (chosen: ActivityText, at: number) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<Activity>("PUT", `/api/staff/activities/${activity.id}`, { ...inputOf(chosen), version: at });
      draft.clear({ text: textOf(saved), version: saved.version });
      announce("已保存");
      onSaved(saved);
    } catch (error) {
      setBusy(false);
      if (error instanceof ApiProblem && error.code === "conflict" && error.current) setTheirs(error.current as Activity);
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
      <ActivityFields value={text} problem={problem} record={activity} onInput={(next) => draft.set({ text: next, version })} />
      <div class="toolbar">
        <Button submit busy={busy}>
          保存
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            draft.clear({ text: textOf(activity), version: activity.version });
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
          fields={fields}
          onClose={() => setTheirs(undefined)}
          onChoose={(chosen) => {
            // A village belongs to its unit: the two are kept together.
            const merged = { ...chosen, unit: chosen.village === text.village ? text.unit : theirs.unit };
            draft.set({ text: merged, version: theirs.version });
            setTheirs(undefined);
            void save(merged, theirs.version);
          }}
        />
      )}
    </form>
  );
}
