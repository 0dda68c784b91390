import { MaterialPicker } from "../calendar/material-picker.tsx";
import { useOnline } from "../shell/online.ts";
import { knownMaterials } from "./known-materials.ts";

type Material = { id: string; title: string };

interface FieldProps {
  chosen: readonly Material[];
  onChange: (chosen: Material[]) => void;
  error?: string | undefined;
}

/** With a line any published material; without one those of the unit's tasks, which the device knows. */
export function MaterialsField({ chosen, onChange, error }: FieldProps) {
  if (useOnline()) return <MaterialPicker chosen={chosen} onChange={onChange} error={error} />;
  const known = [...chosen, ...knownMaterials().filter(({ id }) => chosen.every((one) => one.id !== id))];
  return (
    <fieldset class="unit-materials">
      <legend>学习资料</legend>
      {known.length === 0 && <p class="muted">网络恢复以后再添加，也可以不填。</p>}
      {known.map((one) => (
        <label key={one.id}>
          <input
            type="checkbox"
            checked={chosen.some(({ id }) => id === one.id)}
            onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, one] : chosen.filter(({ id }) => id !== one.id))}
          />
          {one.title}
        </label>
      ))}
    </fieldset>
  );
}
