import { SelectField, TextField } from "../shell/form.tsx";

interface OfficeProps {
  label: string;
  value: string;
  onInput: (office: string) => void;
  /** From the settings; without any, the name is written by hand. */
  offices: readonly string[];
  /** Words for no 组室 at all. */
  none?: string;
  error?: string | undefined;
  required?: boolean;
}

/** 组室 of the settings; one that is not among them any more stays to choose. */
export function OfficeField({ offices, none = "请选择", value, ...field }: OfficeProps) {
  if (offices.length === 0) return <TextField {...field} name="office" value={value} maxLength={30} />;
  const names = value === "" || offices.includes(value) ? offices : [value, ...offices];
  return (
    <SelectField
      {...field}
      name="office"
      value={value}
      options={[{ value: "", label: none }, ...names.map((name) => ({ value: name, label: name }))]}
    />
  );
}
