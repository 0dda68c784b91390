import { useEffect, useState } from "preact/hooks";
import { feedbackKinds } from "../../../functions/feedback/contract.ts";
import type { FeedbackDesk } from "../../../functions/feedback/staff.contract.ts";
import { SelectField, TextField } from "../shell/form.tsx";
import { Filters, usedOf } from "../shell/table.tsx";
import { useLater } from "./use-later.ts";
import type { Filters as Wanted } from "./use-queue.ts";

const WAIT = 400;

interface FiltersProps {
  filters: Wanted;
  desk: FeedbackDesk | undefined;
  /** A lead has one 组室 and nothing to choose. */
  bound: boolean;
  onChange: (filters: Wanted) => void;
}

/** Which of a state are shown. Words are looked for once the typing pauses. */
export function DeskFilters({ filters, desk, bound, onChange }: FiltersProps) {
  const [q, setQ] = useState(filters.q ?? "");
  const later = useLater(WAIT);
  useEffect(() => setQ(filters.q ?? ""), [filters.q]);
  const options = (all: string, names: readonly (string | { id: string; name: string })[]) => [
    { value: "", label: all },
    ...names.map((one) => (typeof one === "string" ? { value: one, label: one } : { value: one.id, label: one.name })),
  ];
  const change = (name: keyof Wanted) => (value: string) => onChange({ ...filters, [name]: value });
  return (
    <Filters label="筛选反馈" used={usedOf(filters.unit, filters.kind, filters.office)}>
      <TextField
        label="查找文字"
        name="q"
        type="search"
        maxLength={60}
        value={q}
        onInput={(text) => {
          setQ(text);
          later(() => onChange({ ...filters, q: text.trim() }));
        }}
      />
      <SelectField
        label="单位"
        name="unit"
        value={filters.unit ?? ""}
        onInput={change("unit")}
        options={options("全部", desk?.units ?? [])}
      />
      <SelectField label="类别" name="kind" value={filters.kind ?? ""} onInput={change("kind")} options={options("全部", feedbackKinds)} />
      {!bound && (desk?.offices.length ?? 0) > 0 && (
        <SelectField
          label="承办组室"
          name="office-filter"
          value={filters.office ?? ""}
          onInput={change("office")}
          options={options("全部", desk?.offices ?? [])}
        />
      )}
    </Filters>
  );
}
