import { useState } from "preact/hooks";
import type { Compilation, CompilationList } from "../../../functions/compilation/contract.ts";
import { today } from "../calendar/words.ts";
import { announce } from "../shell/announce.tsx";
import { api, newKey } from "../shell/api.ts";
import { Button, SelectField } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { go, href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";

type Row = CompilationList["items"][number];

const columns: Column<Row>[] = [
  { key: "title", label: "刊名", names: true, render: ({ title, issue }) => [title, issue].filter(Boolean).join(" ") },
  { key: "date", label: "日期", render: ({ date }) => date },
  { key: "entries", label: "篇数", numeric: true, render: ({ entries }) => entries },
  { key: "updated", label: "最后修改", render: ({ updatedAt, updatedBy }) => `${dateTime(updatedAt)} ${updatedBy}` },
];

/** Begins a 专刊 with what is most often on the cover; the rest is written on its own screen. */
function Begin() {
  const { office } = useMe();
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    const cover = { title: "《海林党建》专刊", date: today(), department: office };
    try {
      go(`/compilations/${(await api<Compilation>("POST", "/api/staff/compilations", cover, { key })).id}`);
    } catch (problem) {
      announce(problemText(problem), "error");
      setBusy(false);
    }
  };
  return (
    <Button busy={busy} onClick={() => void begin()}>
      新建专刊
    </Button>
  );
}

/** `#/compilations`: the 专刊 of a year. */
export default function CompilationsScreen({ query }: ScreenProps) {
  const now = Number(today().slice(0, 4));
  const year = /^20\d\d$/.test(query["year"] ?? "") ? query["year"]! : String(now);
  const from = useLoad((signal) => api<CompilationList>("GET", `/api/staff/compilations?year=${year}`, undefined, { signal }), [year]);
  return (
    <Screen title="专刊" note="把好的讲稿、调研文章和心得汇编成册，导出 Word 或直接打印。" actions={<Begin />}>
      <div class="filters">
        <SelectField
          label="年份"
          name="year"
          value={year}
          options={[0, 1, 2, 3].map((back) => ({ value: String(now - back), label: `${now - back} 年` }))}
          onInput={(value) => setQuery({ year: value })}
        />
      </div>
      <Load from={from}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={`${year} 年还没有专刊`} hint="点“新建专刊”开始；随时可以停下，下次接着编。" />
          ) : (
            <DataTable
              caption={`${year} 年专刊`}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              rowHref={({ id }) => href(`/compilations/${id}`)}
            />
          )
        }
      </Load>
    </Screen>
  );
}
