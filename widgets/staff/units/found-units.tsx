import { unitKinds, type UnitLine } from "../../../functions/units/contract.ts";
import { loadContacts } from "../people/load-people.ts";
import { CheckField, SelectField, TextField } from "../shell/form.tsx";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Empty } from "../shell/states.tsx";
import { DataTable, Filters, usedOf, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";

interface Found {
  line: UnitLine;
  /** Undefined until they are known. */
  contacts: readonly string[] | undefined;
}

const columns: Column<Found>[] = [
  { key: "name", label: "单位", names: true, render: ({ line }) => line.name },
  { key: "kind", label: "类别", render: ({ line }) => line.kind },
  { key: "villages", label: "村", numeric: true, render: ({ line }) => line.villages || "—" },
  {
    key: "contacts",
    label: "联络员",
    render: ({ contacts }) => (contacts ? contacts.join("、") || <span class="muted">还没有</span> : "…"),
  },
  {
    key: "state",
    label: "状态",
    render: ({ line }) => (line.retired ? <span class="badge">已停用</span> : <span class="badge good">在用</span>),
  },
];

/** The units of the filters in the address. The whole list is here, so each letter shows its result at once. */
export function FoundUnits({ lines, query }: { lines: readonly UnitLine[]; query: ScreenProps["query"] }) {
  const { q = "", kind = "", contact = "", retired = "" } = query;
  const people = useLoad((signal) => loadContacts(undefined, signal), []);
  const set = (change: Record<string, string>) => setQuery({ ...query, ...change });
  const contactsOf = (id: string) => people.value?.filter(({ unit, disabled }) => unit === id && !disabled).map(({ name }) => name);
  const words = q.trim().toLowerCase();
  const found = lines
    .map((line): Found => ({ line, contacts: contactsOf(line.id) }))
    .filter(({ line, contacts }) => {
      if (line.retired && retired !== "1") return false;
      if (kind && line.kind !== kind) return false;
      if (contact === "none" && contacts && contacts.length > 0) return false;
      return [line.name, ...(contacts ?? [])].some((name) => name.toLowerCase().includes(words));
    });
  return (
    <div class="stack">
      <Filters label="查找单位" used={usedOf(kind, contact, retired)}>
        <TextField label="单位或联络员" name="q" type="search" value={q} onInput={(text) => set({ q: text })} maxLength={60} />
        <SelectField
          label="类别"
          name="kind"
          value={kind}
          options={[{ value: "", label: "全部" }, ...unitKinds.map((each) => ({ value: each, label: each }))]}
          onInput={(value) => set({ kind: value })}
        />
        <SelectField
          label="联络员"
          name="contact"
          value={contact}
          options={[
            { value: "", label: "全部" },
            { value: "none", label: "还没有联络员" },
          ]}
          onInput={(value) => set({ contact: value })}
        />
        {lines.some((line) => line.retired) && (
          <CheckField
            label="也列出已停用的单位"
            name="retired"
            checked={retired === "1"}
            onInput={(on) => set({ retired: on ? "1" : "" })}
          />
        )}
      </Filters>
      {found.length === 0 ? (
        <Empty title="没有符合条件的单位" hint="换个条件试试。" action={<a href={href("/units")}>看全部单位</a>} />
      ) : (
        <DataTable
          caption="单位"
          columns={columns}
          rows={found}
          rowKey={({ line }) => line.id}
          rowHref={({ line }) => href(`/units/${line.id}`)}
        />
      )}
    </div>
  );
}
