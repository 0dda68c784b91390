import { useId } from "preact/hooks";
import { api } from "../shell/api.ts";
import { useLoad } from "../shell/use-load.ts";

interface Person {
  id: string;
  name: string;
  office: string;
}

interface PeopleProps {
  chosen: readonly string[];
  /** Whom the record names already, whether or not they are still here. */
  named: readonly Person[];
  error?: string | undefined;
  /** Words above the boxes. */
  legend?: string;
  onChange: (chosen: string[]) => void;
}

/** Who took part: a box for each colleague, by 组室 and name. */
export function PeopleField({ chosen, named, error, legend = "参加的部内干部", onChange }: PeopleProps) {
  const id = useId();
  const colleagues = useLoad((signal) => api<{ items: Person[] }>("GET", "/api/staff/colleagues", undefined, { signal }), []);
  const listed = colleagues.value?.items ?? [];
  const left = named.filter((one) => listed.every((other) => other.id !== one.id));
  return (
    <fieldset class="field" aria-describedby={id}>
      <legend>{legend}</legend>
      <div class="activity-people">
        {[...listed, ...(colleagues.value ? left : named)].map((one) => (
          <label key={one.id}>
            <input
              type="checkbox"
              checked={chosen.includes(one.id)}
              onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, one.id] : chosen.filter((other) => other !== one.id))}
            />
            <span>
              {one.name} <small class="muted">{one.office}</small>
            </span>
          </label>
        ))}
      </div>
      <span id={id} class="field-error">
        {error}
      </span>
    </fieldset>
  );
}
