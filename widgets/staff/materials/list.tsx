import "./materials.css";
import type { MaterialLine } from "../../../functions/materials/queue.contract.ts";
import { api } from "../shell/api.ts";
import { CheckField, SelectField, TextField } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, Filters, Pager, Tabs, usedOf, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { useTyped } from "../shell/use-typed.ts";
import { StateBadge } from "./list-badge.tsx";
import { useQueue } from "./list-load.ts";
import { stateNames } from "./list-words.ts";

const columns: Column<MaterialLine>[] = [
  { key: "title", label: "标题", names: true, render: ({ title }) => title },
  { key: "category", label: "分类", render: ({ category }) => <span class="nowrap">{category}</span> },
  { key: "state", label: "状态", render: (line) => <StateBadge {...line} /> },
  { key: "by", label: "提供人", render: ({ createdByName }) => <span class="nowrap">{createdByName || "（已不在名单）"}</span> },
  { key: "at", label: "最后修改", render: ({ updatedAt }) => <span class="nowrap">{dateTime(updatedAt)}</span> },
  { key: "views", label: "浏览", numeric: true, render: ({ views }) => views },
];

interface Counts {
  counts: { state: string; count: number; more: boolean }[];
}

function NewButtons() {
  return (
    <>
      <a class="button main" href={href("/materials/new")}>
        新建资料
      </a>
      <a class="button plain" href={href("/materials/new", { word: "1" })}>
        导入 Word
      </a>
    </>
  );
}

/** 资料: everything this person may see, by state, category, writer and title. */
export default function MaterialList({ query }: ScreenProps) {
  const person = useMe();
  const { state = "all", category = "", mine = "", q = "" } = query;
  const change = (part: Record<string, string>) => setQuery({ state, category, mine, q, ...part });
  const [text, setText] = useTyped(q, (typed) => change({ q: typed }));
  const asked = new URLSearchParams({ state, ...(category && { category }), ...(mine && { mine }), ...(q && { q }) });
  const { from, items, more, busy, onMore } = useQueue(asked.toString());
  const counts = useLoad((signal) => api<Counts>("GET", "/api/staff/materials/counts", undefined, { signal }), []);
  const shelves = useLoad((signal) => api<{ categories: string[] }>("GET", "/api/materials?limit=1", undefined, { signal }), []);
  const countOf = (key: string) => {
    const found = counts.value?.counts.find((one) => one.state === key);
    return found && { count: found.count, more: found.more };
  };
  const tabs = ["all", ...Object.keys(stateNames)].map((key) => {
    const known = countOf(key);
    const label = key === "all" ? "全部" : stateNames[key as keyof typeof stateNames];
    // Beyond a bound the server stops counting.
    return {
      key,
      label: known?.more ? `${label}（${known.count} 以上）` : label,
      count: known && !known.more ? known.count : undefined,
      href: href("/materials", { state: key, category, mine, q }),
    };
  });
  const writes = can(person, "cadre", "lead", "editor");
  const filtered = category !== "" || mine !== "" || q !== "";
  return (
    <Screen title="资料" actions={writes ? <NewButtons /> : undefined}>
      <Tabs label="按状态" tabs={tabs} current={state} />
      <Filters label="筛选资料" used={usedOf(category, mine)}>
        <TextField label="标题里有" name="q" type="search" value={text} onInput={setText} maxLength={64} />
        <SelectField
          label="分类"
          name="category"
          value={category}
          onInput={(value) => change({ category: value })}
          options={[{ value: "", label: "全部分类" }, ...(shelves.value?.categories ?? (category ? [category] : []))]}
        />
        {writes && <CheckField label="只看我提供的" name="mine" checked={mine === "1"} onInput={(on) => change({ mine: on ? "1" : "" })} />}
      </Filters>
      <Load from={from}>
        {() =>
          items.length === 0 && !more ? (
            <Empty
              title={filtered || state !== "all" ? "没有符合条件的资料" : "还没有资料"}
              hint={filtered ? "换个条件再看看。" : "新建一篇，或者把 Word 文档导进来。"}
              action={filtered ? <a href={href("/materials")}>看全部资料</a> : undefined}
            />
          ) : (
            <>
              {items.length > 0 ? (
                <DataTable
                  caption="资料"
                  columns={columns}
                  rows={items}
                  rowKey={({ id }) => id}
                  rowHref={({ id }) => href(`/materials/${id}`)}
                />
              ) : (
                <p class="state">还没找到，可以接着往前找。</p>
              )}
              <Pager more={more} busy={busy} onMore={onMore} />
            </>
          )
        }
      </Load>
    </Screen>
  );
}
