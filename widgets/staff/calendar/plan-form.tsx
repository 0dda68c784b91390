import { useState } from "preact/hooks";
import type { MaterialList } from "../../../functions/materials/contract.ts";
import type { StudyDay } from "../../../functions/study-days/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict, type ConflictField } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, CheckField, FormError, TextArea, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { useLeaveGuard } from "../shell/router.ts";
import { MaterialPicker } from "./material-picker.tsx";

type Plan = Pick<StudyDay, "topic" | "agenda" | "place" | "startsAt" | "endsAt" | "materials" | "open">;

const planOf = ({ topic, agenda, place, startsAt, endsAt, materials, open }: StudyDay): Plan => ({
  topic,
  agenda,
  place,
  startsAt,
  endsAt,
  materials,
  open,
});
const fields: ConflictField<Plan>[] = [
  { key: "topic", label: "主题" },
  { key: "agenda", label: "议程" },
  { key: "place", label: "地点" },
  { key: "startsAt", label: "开始" },
  { key: "endsAt", label: "结束" },
  {
    key: "materials",
    label: "学习资料",
    show: (value) => (value as MaterialList["items"]).map(({ title }) => title).join("、") || "（无）",
  },
  { key: "open", label: "公开日历" },
];

interface PlanFormProps {
  day: StudyDay;
  onSaved: (day: StudyDay) => void;
  onClose: () => void;
}

/** Topic, agenda, place, hours and materials of one study day. */
export function PlanForm({ day, onSaved, onClose }: PlanFormProps) {
  const draft = useDraft(`study-plan:${day.slot}`, planOf(day));
  const plan = draft.value;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<StudyDay>();
  useLeaveGuard(JSON.stringify(plan) !== JSON.stringify(planOf(day)));
  const set = (change: Partial<Plan>) => draft.set({ ...plan, ...change });

  const save = async (chosen: Plan, version: number) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const body = { ...chosen, version, materials: chosen.materials.map(({ id }) => id) };
      const saved = await api<StudyDay>("PUT", `/api/staff/study-days/${day.slot}`, body);
      draft.clear(planOf(saved));
      announce("已保存安排");
      onSaved(saved);
    } catch (error) {
      setBusy(false);
      if (error instanceof ApiProblem && error.code === "conflict") setTheirs(error.current as StudyDay);
      else setProblem(error);
    }
  };

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save(plan, day.version);
      }}
    >
      <TextField
        label="主题"
        name="topic"
        value={plan.topic}
        maxLength={80}
        onInput={(topic) => set({ topic })}
        error={fieldError(problem, "topic")}
      />
      <div class="grid calendar-times">
        <TextField
          label="开始"
          name="startsAt"
          type="time"
          value={plan.startsAt}
          onInput={(startsAt) => set({ startsAt })}
          error={fieldError(problem, "startsAt")}
        />
        <TextField
          label="结束"
          name="endsAt"
          type="time"
          value={plan.endsAt}
          onInput={(endsAt) => set({ endsAt })}
          error={fieldError(problem, "endsAt")}
        />
        <TextField
          label="地点"
          name="place"
          value={plan.place}
          maxLength={60}
          onInput={(place) => set({ place })}
          error={fieldError(problem, "place")}
        />
      </div>
      <TextArea
        label="议程"
        name="agenda"
        rows={5}
        maxLength={1000}
        value={plan.agenda}
        onInput={(agenda) => set({ agenda })}
        error={fieldError(problem, "agenda")}
      />
      <MaterialPicker chosen={plan.materials} onChange={(materials) => set({ materials })} error={fieldError(problem, "materials")} />
      <CheckField
        label="放进公开日历"
        name="open"
        checked={plan.open}
        onInput={(open) => set({ open })}
        hint="公开日历只有日期、主题和地点，没有议程。"
      />
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy}>
          保存安排
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            draft.clear(planOf(day));
            onClose();
          }}
        >
          取消
        </Button>
      </div>
      {theirs && (
        <Conflict
          mine={plan}
          theirs={planOf(theirs)}
          fields={fields}
          onChoose={(chosen) => {
            draft.set(chosen);
            setTheirs(undefined);
            void save(chosen, theirs.version);
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </form>
  );
}
