import { recordLimits } from "../../../functions/group-study-records/contract.ts";
import { TextArea, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { today } from "../study-tasks/words.ts";
import type { RecordValues } from "./kept-records.ts";
import { MaterialsField } from "./materials-field.tsx";

export const emptyRecord = (): RecordValues => ({
  date: today(),
  topic: "",
  place: "",
  people: "",
  names: "",
  materials: [],
  remarks: "",
});

/** What is missing before a record can be sent or kept; the server holds it against the same rules and more. */
export function missing({ date, topic, people }: RecordValues): string | undefined {
  if (topic.trim() === "") return "请填写学习主题。";
  if (date === "" || date > today()) return "请填写学习日期，不能是将来的日期。";
  const count = Number(people);
  return Number.isInteger(count) && count >= 1 && count <= recordLimits.people ? undefined : "请填写参加人数。";
}

interface FieldsProps {
  values: RecordValues;
  onChange: (change: Partial<RecordValues>) => void;
  problem: unknown;
}

/** The fields of a 集中学习 record, for a new one and for a change. */
export function RecordFields({ values, onChange, problem }: FieldsProps) {
  const error = (field: string) => fieldError(problem, field);
  return (
    <>
      <TextField
        label="学习主题"
        name="topic"
        value={values.topic}
        maxLength={recordLimits.topic}
        onInput={(topic) => onChange({ topic })}
        error={error("topic")}
        required
      />
      <div class="grid unit-fields">
        <TextField
          label="学习日期"
          name="date"
          type="date"
          max={today()}
          value={values.date}
          onInput={(date) => onChange({ date })}
          error={error("date")}
          required
        />
        <TextField
          label="参加人数"
          name="people"
          type="number"
          min={1}
          value={values.people}
          onInput={(people) => onChange({ people })}
          error={error("people")}
          required
        />
        <TextField
          label="地点"
          name="place"
          value={values.place}
          maxLength={recordLimits.place}
          onInput={(place) => onChange({ place })}
          error={error("place")}
        />
      </div>
      <TextArea
        label="参加人员"
        name="names"
        rows={3}
        maxLength={recordLimits.names}
        value={values.names}
        onInput={(names) => onChange({ names })}
        error={error("names")}
        hint="可以不填；填姓名时用顿号隔开。"
      />
      <MaterialsField chosen={values.materials} onChange={(materials) => onChange({ materials })} error={error("materials")} />
      <TextArea
        label="学习情况"
        name="remarks"
        rows={5}
        maxLength={recordLimits.remarks}
        value={values.remarks}
        onInput={(remarks) => onChange({ remarks })}
        error={error("remarks")}
        hint="讨论了什么、有什么体会和打算。"
      />
    </>
  );
}
