import "./people.css";
import { useState } from "preact/hooks";
import type { PersonLine, Role } from "../../../functions/people/contract.ts";
import { roleNames } from "../../../functions/people/role-names.ts";
import type { ColumnSettings } from "../../../functions/settings/contract.ts";
import type { UnitLines } from "../../../functions/units/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { SelectField, TextField } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, Filters, Pager, usedOf, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { useTyped } from "../shell/use-typed.ts";
import { loadPeople, type PeopleFilter } from "./load-people.ts";
import { rolesText } from "./texts.ts";

const states = [
  { value: "", label: "全部" },
  { value: "open", label: "在用" },
  { value: "no-password", label: "还没设密码" },
  { value: "closed", label: "已停用" },
];

function State({ person }: { person: PersonLine }) {
  if (person.disabled) return <span class="badge red">已停用</span>;
  return person.hasPassword ? <span class="badge good">在用</span> : <span class="badge amber">还没设密码</span>;
}

const columnsOf = (unitName: (id: string) => string): Column<PersonLine>[] => [
  { key: "name", label: "姓名", names: true, render: ({ name }) => name },
  { key: "login", label: "用户名", render: ({ login }) => login },
  { key: "roles", label: "角色", render: (person) => rolesText(person.roles) },
  { key: "place", label: "组室或单位", render: ({ office, unit }) => [office, unit && unitName(unit)].filter(Boolean).join("、") || "—" },
  { key: "state", label: "状态", render: (person) => <State person={person} /> },
  { key: "last", label: "最近登录", render: ({ lastSignIn }) => lastSignIn ?? "—" },
];

/** The people of one filter, page after page. */
function Results({ filter, columns }: { filter: PeopleFilter; columns: Column<PersonLine>[] }) {
  const first = useLoad((signal) => loadPeople(filter, signal), [JSON.stringify(filter)]);
  const [more, setMore] = useState<{ of: typeof first.value; items: PersonLine[]; cursor: string | undefined }>();
  const [busy, setBusy] = useState(false);
  const later = more?.of === first.value ? more : undefined;
  const next = async () => {
    setBusy(true);
    try {
      const page = await loadPeople({ ...filter, cursor: (later ?? first.value)?.cursor ?? "" });
      setMore({ of: first.value, items: [...(later?.items ?? []), ...page.items], cursor: page.cursor });
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };
  return (
    <Load from={first}>
      {({ items, cursor }) =>
        items.length === 0 ? (
          <Empty title="没有符合条件的人员" hint="换个条件试试，或者新建人员。" />
        ) : (
          <div class="stack">
            <DataTable
              caption="人员"
              columns={columns}
              rows={[...items, ...(later?.items ?? [])]}
              rowKey={({ id }) => id}
              rowHref={({ id }) => href(`/people/${id}`)}
            />
            <Pager more={(later ? later.cursor : cursor) !== undefined} busy={busy} onMore={() => void next()} />
          </div>
        )
      }
    </Load>
  );
}

/** #/people: everybody with an account. */
export default function PeopleScreen({ query }: ScreenProps) {
  const units = useLoad((signal) => api<UnitLines>("GET", "/api/staff/units", undefined, { signal }), []);
  const settings = useLoad((signal) => api<ColumnSettings>("GET", "/api/staff/settings", undefined, { signal }), []);
  const set = (change: PeopleFilter) => setQuery({ ...query, ...change });
  const [typed, setTyped] = useTyped(query["q"] ?? "", (text) => set({ q: text }));
  const { role, unit, office, state, q } = query;
  const filter = Object.fromEntries(Object.entries({ role, unit, office, state, q }).filter(([, value]) => value)) as PeopleFilter;
  const unitName = (id: string) => units.value?.items.find((each) => each.id === id)?.name ?? id;
  const all = { value: "", label: "全部" };
  return (
    <Screen
      title="人员"
      actions={
        <>
          <a class="button plain" href={href("/people/import")}>
            从表格导入
          </a>
          <a class="button main" href={href("/people/new")}>
            新建人员
          </a>
        </>
      }
    >
      <Filters label="查找人员" used={usedOf(role, office, unit, state)}>
        <TextField label="姓名或用户名" name="q" type="search" value={typed} onInput={setTyped} maxLength={60} />
        <SelectField
          label="角色"
          name="role"
          value={role ?? ""}
          options={[all, ...(Object.keys(roleNames) as Role[]).map((each) => ({ value: each, label: roleNames[each] }))]}
          onInput={(value) => set({ role: value })}
        />
        {(settings.value?.offices.length ?? 0) > 0 && (
          <SelectField
            label="组室"
            name="office"
            value={office ?? ""}
            options={[all, ...settings.value!.offices]}
            onInput={(value) => set({ office: value })}
          />
        )}
        <SelectField
          label="单位"
          name="unit"
          value={unit ?? ""}
          options={[all, ...(units.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          onInput={(value) => set({ unit: value })}
        />
        <SelectField label="状态" name="state" value={state ?? ""} options={states} onInput={(value) => set({ state: value })} />
      </Filters>
      <Results filter={filter} columns={columnsOf(unitName)} />
    </Screen>
  );
}
