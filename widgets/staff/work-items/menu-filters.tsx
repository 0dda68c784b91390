import { useEffect, useState } from "preact/hooks";
import { workItemKinds, workItemStateNames, workItemStates } from "../../../functions/work-items/contract.ts";
import type { WorkMenu } from "../../../functions/work-items/menu.contract.ts";
import { useLater } from "../feedback/use-later.ts";
import { SelectField, TextField, type Option } from "../shell/form.tsx";
import { setQuery } from "../shell/router.ts";
import { Filters } from "../shell/table.tsx";
import { YearFilter } from "../study/year-filter.tsx";
import type { MenuFilters } from "./menu.ts";

const WAIT = 250;

/** Which items are shown; each choice is part of the address. */
export function MenuFilterRow({
  year,
  query,
  filters,
  menu,
}: {
  year: string;
  query: Record<string, string>;
  filters: MenuFilters;
  menu: WorkMenu | undefined;
}) {
  const [words, setWords] = useState(filters.words);
  const later = useLater(WAIT);
  useEffect(() => setWords(filters.words), [filters.words]);
  const owners = new Map((menu?.items ?? []).map(({ owner }) => [owner.id, owner.name]));
  const all: Option = { value: "", label: "全部" };
  const change = (name: string) => (value: string) => setQuery({ ...query, [name]: value });
  return (
    <div class="work-filters">
      <Filters label="筛选工作项">
        <YearFilter year={year} query={query} />
        <SelectField
          label="月份"
          name="month"
          value={filters.month ? String(filters.month) : ""}
          options={[
            { value: "", label: "全年" },
            ...Array.from({ length: 12 }, (_, place) => ({ value: String(place + 1), label: `${place + 1} 月` })),
          ]}
          onInput={change("month")}
        />
        <SelectField
          label="组室"
          name="office"
          value={filters.office}
          options={[all, ...(menu?.offices ?? [])]}
          onInput={change("office")}
        />
        <SelectField label="类型" name="kind" value={filters.kind} options={[all, ...workItemKinds]} onInput={change("kind")} />
        <SelectField
          label="状态"
          name="state"
          value={filters.state}
          options={[
            all,
            { value: "open", label: "没有办结的" },
            { value: "red", label: "已超期" },
            { value: "amber", label: "快到期" },
            { value: "answer", label: "督办待复" },
            { value: "owing", label: "欠报" },
            ...workItemStates.map((state) => ({ value: state, label: workItemStateNames[state] })),
          ]}
          onInput={change("state")}
        />
        <SelectField
          label="责任人"
          name="person"
          value={filters.person}
          options={[all, ...Array.from(owners, ([value, label]) => ({ value, label }))]}
          onInput={change("person")}
        />
        <TextField
          label="查找文字"
          name="q"
          type="search"
          maxLength={60}
          value={words}
          onInput={(text) => {
            setWords(text);
            later(() => setQuery({ ...query, q: text.trim() }));
          }}
        />
      </Filters>
    </div>
  );
}
