import type { UnitKind } from "../../../functions/units/contract.ts";
import { FormError, SelectField, TextArea, TextField } from "../shell/form.tsx";
import { errorAt, unitKinds } from "./texts.ts";

/** A unit as it is being written: the villages as one text, so that a line can be empty for a while. */
export interface UnitText {
  name: string;
  kind: UnitKind;
  villages: string;
}

export const villagesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const inputOf = ({ name, kind, villages }: UnitText) => ({ name, kind, villages: villagesOf(villages) });

interface FieldsProps {
  value: UnitText;
  problem: unknown;
  onInput: (value: UnitText) => void;
}

export function UnitFields({ value, problem, onInput }: FieldsProps) {
  const set = (change: Partial<UnitText>) => onInput({ ...value, ...change });
  const count = villagesOf(value.villages).length;
  return (
    <>
      <TextField
        label="单位名称"
        name="name"
        required
        maxLength={20}
        value={value.name}
        error={errorAt(problem, "name")}
        onInput={(name) => set({ name })}
      />
      <SelectField
        label="类别"
        name="kind"
        required
        value={value.kind}
        options={unitKinds}
        error={errorAt(problem, "kind")}
        onInput={(kind) => set({ kind: kind as UnitKind })}
      />
      <TextArea
        label="村"
        name="villages"
        rows={8}
        value={value.villages}
        hint={`一行写一个村，可以不填${count > 0 ? `；现在 ${count} 个` : ""}`}
        error={errorAt(problem, "villages")}
        onInput={(villages) => set({ villages })}
      />
      <FormError problem={problem} />
    </>
  );
}
