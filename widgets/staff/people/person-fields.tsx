import type { PersonInput, Role } from "../../../functions/people/contract.ts";
import { roleNames } from "../../../functions/people/role-names.ts";
import type { UnitLine } from "../../../functions/units/contract.ts";
import { ApiProblem } from "../shell/api.ts";
import { CheckField, SelectField, TextField, type Option } from "../shell/form.tsx";
import { personSentence, roleHints } from "./texts.ts";

/** In the order in which they are most often given. */
const order: Role[] = ["cadre", "lead", "editor", "director", "unit", "admin"];

export const errorAt = (problem: unknown, field: string): string | undefined => {
  const error = problem instanceof ApiProblem ? problem.errors.find((one) => one.field.split(".")[0] === field) : undefined;
  return error && personSentence(field, error.code);
};

interface FieldsProps {
  value: PersonInput;
  units: readonly UnitLine[];
  offices: readonly string[];
  problem: unknown;
  onInput: (value: PersonInput) => void;
}

/** A value that is offered no longer stays choosable for whoever has it. */
const withOwn = (options: Option[], own: string, label = own): Option[] =>
  own === "" || options.some(({ value }) => value === own) ? options : [...options, { value: own, label: `${label}（已停用）` }];

export function PersonFields({ value, units, offices, problem, onInput }: FieldsProps) {
  const set = (change: Partial<PersonInput>) => onInput({ ...value, ...change });
  const toggle = (role: Role, on: boolean) => set({ roles: on ? [...value.roles, role] : value.roles.filter((other) => other !== role) });
  const rolesError = errorAt(problem, "roles");
  const open = units.filter(({ retired }) => !retired).map(({ id, name }): Option => ({ value: id, label: name }));
  const ownUnit = units.find(({ id }) => id === value.unit)?.name;
  const isContact = value.roles.includes("unit");
  return (
    <>
      <TextField
        label="姓名"
        name="name"
        required
        maxLength={30}
        value={value.name}
        error={errorAt(problem, "name")}
        onInput={(name) => set({ name })}
      />
      <TextField
        label="用户名"
        name="login"
        required
        maxLength={32}
        value={value.login}
        hint="登录时填写，用字母和数字，如姓名的拼音"
        error={errorAt(problem, "login")}
        onInput={(login) => set({ login })}
      />
      <fieldset class="roles" aria-describedby="roles-error">
        <legend>角色（至少一个，可以多选）</legend>
        {order.map((role) => (
          <CheckField
            key={role}
            label={roleNames[role]}
            name={`role-${role}`}
            hint={roleHints[role]}
            checked={value.roles.includes(role)}
            onInput={(on) => toggle(role, on)}
          />
        ))}
        <span id="roles-error" class="field-error">
          {rolesError}
        </span>
      </fieldset>
      {offices.length > 0 ? (
        <SelectField
          label="组室"
          name="office"
          required={value.roles.includes("lead")}
          value={value.office}
          options={[
            { value: "", label: "（无）" },
            ...withOwn(
              offices.map((office) => ({ value: office, label: office })),
              value.office,
            ),
          ]}
          error={errorAt(problem, "office")}
          onInput={(office) => set({ office })}
        />
      ) : (
        <TextField
          label="组室"
          name="office"
          required={value.roles.includes("lead")}
          maxLength={30}
          value={value.office}
          error={errorAt(problem, "office")}
          onInput={(office) => set({ office })}
        />
      )}
      {(isContact || value.unit !== "") && (
        <SelectField
          label="单位"
          name="unit"
          required={isContact}
          value={value.unit}
          options={[{ value: "", label: isContact ? "请选择" : "（无）" }, ...withOwn(open, value.unit, ownUnit)]}
          error={errorAt(problem, "unit")}
          onInput={(unit) => set({ unit })}
        />
      )}
    </>
  );
}
