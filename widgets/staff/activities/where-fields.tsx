import { activityLimits } from "../../../functions/activities/contract.ts";
import { api } from "../shell/api.ts";
import { SelectField, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { useLoad } from "../shell/use-load.ts";
import type { ActivityText } from "./activity-text.ts";

interface WhereProps {
  value: ActivityText;
  problem: unknown;
  /** The unit of the record, which may have been retired meanwhile. */
  unitName?: string | undefined;
  onInput: (change: Partial<ActivityText>) => void;
}

/** Unit, one of its villages, place. */
export function WhereFields({ value, problem, unitName, onInput }: WhereProps) {
  const { unit, village, place } = value;
  const units = useLoad((signal) => api<{ items: { id: string; name: string }[] }>("GET", "/api/units", undefined, { signal }), []);
  const villages = useLoad<{ items: string[] }>(
    (signal) => (unit ? api("GET", `/api/staff/activities/villages?unit=${unit}`, undefined, { signal }) : Promise.resolve({ items: [] })),
    [unit],
  );
  const listed = (units.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const unitOptions = unit && listed.every((one) => one.value !== unit) ? [...listed, { value: unit, label: unitName || "…" }] : listed;
  const known = villages.value?.items ?? [];
  const villageOptions = village && !known.includes(village) ? [...known, village] : known;
  return (
    <div class="grid">
      <SelectField
        label="单位"
        name="unit"
        value={unit}
        options={[{ value: "", label: "不涉及" }, ...unitOptions]}
        error={fieldError(problem, "unit")}
        onInput={(next) => onInput({ unit: next, village: "" })}
      />
      {villageOptions.length > 0 && unit && (
        <SelectField
          label="村"
          name="village"
          value={village}
          options={[{ value: "", label: "不涉及" }, ...villageOptions]}
          error={fieldError(problem, "village")}
          onInput={(next) => onInput({ village: next })}
        />
      )}
      <TextField
        label="地点"
        name="place"
        maxLength={activityLimits.place}
        value={place}
        error={fieldError(problem, "place")}
        onInput={(next) => onInput({ place: next })}
      />
    </div>
  );
}
