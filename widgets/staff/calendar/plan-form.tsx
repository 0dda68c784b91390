import type { MaterialList } from "../../../functions/materials/contract.ts";
import type { StudyDay } from "../../../functions/study-days/contract.ts";
import type { ConflictField } from "../shell/conflict.tsx";
import { EditRecord } from "../shell/edit-record.tsx";
import { CheckField, FormError, TextArea, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
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
export const PlanForm = ({ day, onSaved, onClose }: PlanFormProps) => (
  <EditRecord
    record={day}
    draft={`study-day-plan:${day.slot}`}
    address={`/api/staff/study-days/${day.slot}`}
    class="stack"
    textOf={planOf}
    bodyOf={(plan) => ({ ...plan, materials: plan.materials.map(({ id }) => id) })}
    fields={() => fields}
    save="保存安排"
    saved="已保存安排"
    onSaved={onSaved}
    onClose={onClose}
  >
    {({ text, problem, onInput }) => <PlanFields plan={text} problem={problem} set={(change) => onInput({ ...text, ...change })} />}
  </EditRecord>
);

interface FieldsProps {
  plan: Plan;
  problem: unknown;
  set: (change: Partial<Plan>) => void;
}

const PlanFields = ({ plan, problem, set }: FieldsProps) => (
  <>
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
  </>
);
