import type { Task } from "../../../functions/study-tasks/contract.ts";
import { api } from "../shell/api.ts";
import { Button, CheckField } from "../shell/form.tsx";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import type { TaskValues } from "./task-values.ts";

type Chosen = Pick<TaskValues, "people" | "offices" | "units">;

interface AudienceProps {
  value: Chosen;
  onChange: (change: Partial<Chosen>) => void;
  error: string | undefined;
}

interface Choices {
  offices: string[];
  units: { id: string; name: string }[];
}

async function loadChoices(signal: AbortSignal): Promise<Choices> {
  const [colleagues, units] = await Promise.all([
    api<{ items: { office: string }[] }>("GET", "/api/staff/colleagues", undefined, { signal }),
    api<{ items: Choices["units"] }>("GET", "/api/units", undefined, { signal }),
  ]);
  // A 组室 without anybody who studies would make a task for nobody.
  const offices = [...new Set(colleagues.items.map(({ office }) => office))].filter((office) => office !== "");
  return { offices, units: units.items };
}

const peopleWords: [Task["people"], string][] = [
  ["all", "全体部内干部"],
  ["offices", "部分组室"],
  ["none", "不布置给部内干部"],
];

const toggled = (list: readonly string[], one: string, on: boolean) => (on ? [...list, one] : list.filter((other) => other !== one));

/** Who is asked: people of the department, units, or both. */
export function AudienceFields({ value: { people, offices, units }, onChange, error }: AudienceProps) {
  const from = useLoad(loadChoices, []);
  return (
    <Load from={from}>
      {(choices) => (
        <div class="stack">
          <fieldset>
            <legend>部内干部</legend>
            {peopleWords.map(([kind, words]) => (
              <label key={kind} class="task-radio">
                <input type="radio" name="people" value={kind} checked={people === kind} onChange={() => onChange({ people: kind })} />
                {words}
              </label>
            ))}
          </fieldset>
          {people === "offices" && (
            <fieldset>
              <legend>选择组室</legend>
              <div class="task-choices">
                {[...new Set([...choices.offices, ...offices])].map((office) => (
                  <CheckField
                    key={office}
                    label={office}
                    name="office"
                    checked={offices.includes(office)}
                    onInput={(on) => onChange({ offices: toggled(offices, office, on) })}
                  />
                ))}
              </div>
            </fieldset>
          )}
          <fieldset>
            <legend>单位（可不选）</legend>
            <p class="toolbar">
              <Button kind="quiet" onClick={() => onChange({ units: choices.units.map(({ id }) => id) })}>
                全选
              </Button>
              <Button kind="quiet" onClick={() => onChange({ units: [] })}>
                全不选
              </Button>
              <span class="muted">已选 {units.length} 个</span>
            </p>
            <div class="task-choices">
              {choices.units.map(({ id, name }) => (
                <CheckField
                  key={id}
                  label={name}
                  name="unit"
                  checked={units.includes(id)}
                  onInput={(on) => onChange({ units: toggled(units, id, on) })}
                />
              ))}
            </div>
          </fieldset>
          <p class="field-error" role="alert">
            {error}
          </p>
        </div>
      )}
    </Load>
  );
}
