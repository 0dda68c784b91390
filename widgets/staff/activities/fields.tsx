import { type Activity, activityKinds, activityLimits, type ActivityKind } from "../../../functions/activities/contract.ts";
import { today } from "../calendar/words.ts";
import { FormError, SelectField, TextArea, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import type { ActivityText } from "./activity-text.ts";
import { PeopleField } from "./people-field.tsx";
import { ProblemsField } from "./problems-field.tsx";
import { WhereFields } from "./where-fields.tsx";
import { isVisit } from "./words.ts";

interface FieldsProps {
  value: ActivityText;
  problem: unknown;
  /** The record that is being changed. */
  record?: Activity | undefined;
  onInput: (value: ActivityText) => void;
}

/** The form of an activity; what is asked follows its kind. */
export function ActivityFields({ value, problem, record, onInput }: FieldsProps) {
  const set = (change: Partial<ActivityText>) => onInput({ ...value, ...change });
  const { kind } = value;
  const area = (key: "content" | "findings" | "next" | "others", label: string, rows: number) => (
    <TextArea
      label={label}
      name={key}
      rows={rows}
      maxLength={activityLimits[key]}
      value={value[key]}
      error={fieldError(problem, key)}
      onInput={(text) => set({ [key]: text })}
    />
  );
  return (
    <>
      <div class="grid">
        <SelectField
          label="类别"
          name="kind"
          required
          value={kind}
          options={activityKinds}
          onInput={(next) => set({ kind: next as ActivityKind })}
        />
        <TextField
          label="日期"
          name="date"
          type="date"
          required
          max={today()}
          value={value.date}
          error={fieldError(problem, "date")}
          onInput={(date) => set({ date })}
        />
      </div>
      <TextField
        label="主题"
        name="title"
        required
        maxLength={activityLimits.title}
        value={value.title}
        error={fieldError(problem, "title")}
        onInput={(title) => set({ title })}
      />
      <WhereFields value={value} problem={problem} unitName={record?.unitName} onInput={set} />
      <PeopleField
        chosen={value.people}
        named={record?.people ?? []}
        error={fieldError(problem, "people")}
        onChange={(people) => set({ people })}
      />
      {area("others", "其他参加人员", 1)}
      {kind === "座谈讨论" && (
        <TextArea
          label="座谈的题目"
          name="topics"
          rows={3}
          value={value.topics}
          hint={`一行写一个，最多 ${activityLimits.topics} 个`}
          error={fieldError(problem, "topics")}
          onInput={(topics) => set({ topics })}
        />
      )}
      {area("content", "内容", 5)}
      {area("findings", kind === "座谈讨论" ? "讨论的意见" : "了解到的情况", 4)}
      <ProblemsField problems={value.problems} dated={isVisit(kind)} problem={problem} onChange={(problems) => set({ problems })} />
      {area("next", "下一步打算", 3)}
      <FormError problem={problem} />
    </>
  );
}
