import { activityLimits } from "../../../functions/activities/contract.ts";
import { TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import type { ActivityText } from "./activity-text.ts";
import { UnitVillageFields } from "./unit-village-fields.tsx";

interface WhereProps {
  value: ActivityText;
  problem: unknown;
  /** The unit of the record, which may have been retired meanwhile. */
  unitName?: string | undefined;
  onInput: (change: Partial<ActivityText>) => void;
}

/** Unit, one of its villages, place. */
export function WhereFields({ value: { unit, village, place }, problem, unitName, onInput }: WhereProps) {
  return (
    <div class="grid">
      <UnitVillageFields unit={unit} village={village} problem={problem} unitName={unitName} onInput={onInput} />
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
