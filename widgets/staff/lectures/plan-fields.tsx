import { lectureLimits, type LectureInput, type LecturePage } from "../../../functions/lectures/contract.ts";
import { api } from "../shell/api.ts";
import { FormError, SelectField, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { useLoad } from "../shell/use-load.ts";

/** The plan as it is being written; `outside` keeps both kinds of speaker while one is chosen. */
export interface PlanText extends LectureInput {
  outside: boolean;
}

export const emptyPlan: PlanText = { outside: false, person: "", guestName: "", guestUnit: "", topic: "", date: "", place: "" };

export function planOf({ speaker, topic, date, place }: LecturePage): PlanText {
  const outside = speaker.person === undefined;
  const guest = outside ? { guestName: speaker.name, guestUnit: speaker.from } : { guestName: "", guestUnit: "" };
  return { outside, person: speaker.person ?? "", ...guest, topic, date, place };
}

export const inputOf = ({ outside, ...plan }: PlanText): LectureInput =>
  outside ? { ...plan, person: "" } : { ...plan, guestName: "", guestUnit: "" };

interface FieldsProps {
  value: PlanText;
  problem: unknown;
  /** The speaker of a plan who is no colleague any more. */
  former?: { id: string; name: string } | undefined;
  onInput: (value: PlanText) => void;
}

export function PlanFields({ value, problem, former, onInput }: FieldsProps) {
  const set = (change: Partial<PlanText>) => onInput({ ...value, ...change });
  const colleagues = useLoad(
    (signal) => api<{ items: { id: string; name: string; office: string }[] }>("GET", "/api/staff/colleagues", undefined, { signal }),
    [],
  );
  const listed = colleagues.value?.items ?? [];
  const left = former && listed.every(({ id }) => id !== former.id) ? [{ ...former, office: "" }] : [];
  const people = [...left, ...listed].map(({ id, name, office }) => ({ value: id, label: office ? `${office} ${name}` : name }));
  return (
    <>
      <fieldset class="toolbar lecture-speaker">
        <legend>讲课人</legend>
        {([false, true] as const).map((outside) => (
          <label key={String(outside)} class="toolbar">
            <input type="radio" name="outside" checked={value.outside === outside} onChange={() => set({ outside })} />
            {outside ? "外请业务骨干（专题辅导）" : "部内干部"}
          </label>
        ))}
      </fieldset>
      {value.outside ? (
        <div class="grid">
          <TextField
            label="姓名"
            name="guestName"
            required
            maxLength={lectureLimits.guestName}
            value={value.guestName}
            error={fieldError(problem, "guestName")}
            onInput={(guestName) => set({ guestName })}
          />
          <TextField
            label="单位"
            name="guestUnit"
            maxLength={lectureLimits.guestUnit}
            value={value.guestUnit}
            error={fieldError(problem, "guestUnit")}
            onInput={(guestUnit) => set({ guestUnit })}
          />
        </div>
      ) : (
        <SelectField
          label="干部"
          name="person"
          required
          value={value.person}
          options={[{ value: "", label: "请选择" }, ...people]}
          error={fieldError(problem, "person")}
          onInput={(person) => set({ person })}
        />
      )}
      <TextField
        label="题目"
        name="topic"
        maxLength={lectureLimits.topic}
        value={value.topic}
        hint={value.outside ? undefined : "可以先不填，由讲课人自己填。"}
        error={fieldError(problem, "topic")}
        onInput={(topic) => set({ topic })}
      />
      <div class="grid">
        <TextField
          label="日期"
          name="date"
          type="date"
          required
          value={value.date}
          error={fieldError(problem, "date")}
          onInput={(date) => set({ date })}
        />
        <TextField
          label="地点"
          name="place"
          maxLength={lectureLimits.place}
          value={value.place}
          error={fieldError(problem, "place")}
          onInput={(place) => set({ place })}
        />
      </div>
      <FormError problem={problem} />
    </>
  );
}
