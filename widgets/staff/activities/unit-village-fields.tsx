import { api } from "../shell/api.ts";
import { SelectField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { useLoad } from "../shell/use-load.ts";

interface Place {
  unit: string;
  village: string;
}

interface PlaceProps extends Place {
  problem: unknown;
  /** The unit of the record, which may have been retired meanwhile. */
  unitName?: string | undefined;
  required?: boolean;
  onInput: (change: Place) => void;
}

/** A unit and one of its villages. */
export function UnitVillageFields({ unit, village, problem, unitName, required = false, onInput }: PlaceProps) {
  const units = useLoad((signal) => api<{ items: { id: string; name: string }[] }>("GET", "/api/units", undefined, { signal }), []);
  const villages = useLoad<{ items: string[] }>(
    (signal) => (unit ? api("GET", `/api/staff/activities/villages?unit=${unit}`, undefined, { signal }) : Promise.resolve({ items: [] })),
    [unit],
  );
  const listed = (units.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const unitOptions = unit && listed.every((one) => one.value !== unit) ? [...listed, { value: unit, label: unitName || "…" }] : listed;
  const known = villages.value?.items ?? [];
  const villageOptions = village && !known.includes(village) ? [...known, village] : known;
  const none = { value: "", label: required ? "请选择" : "不涉及" };
  return (
    <>
      <SelectField
        label="单位"
        name="unit"
        required={required}
        value={unit}
        options={[none, ...unitOptions]}
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
          onInput={(next) => onInput({ unit, village: next })}
        />
      )}
    </>
  );
}
