import { useState } from "preact/hooks";
import type { Award, AwardList } from "../../../functions/review/contract.ts";
import { api } from "../shell/api.ts";
import { Button, SelectField, TextField } from "../shell/form.tsx";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { downloadExcel } from "../shell/sheets.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { yearOf, yearOptions } from "./words.ts";

const columns: Column<Award>[] = [
  { key: "work", label: "作品", names: true, render: ({ work }) => work },
  { key: "category", label: "分类", render: ({ category }) => category },
  { key: "who", label: "获得者", render: ({ who }) => who || "—" },
  { key: "name", label: "表彰名称", render: ({ name }) => name },
  { key: "level", label: "级别", render: ({ level }) => level || "—" },
  { key: "day", label: "日期", render: ({ day }) => day },
];

const save = (year: string, awards: readonly Award[]) =>
  downloadExcel(`${year}年表彰登记.xlsx`, [
    {
      name: "表彰登记",
      columns: ["年度", "表彰名称", "级别", "获得者", "作品", "分类", "日期"],
      rows: awards.map(({ year: of, name, level, who, work, category, day }) => [of, name, level, who, work, category, day]),
    },
  ]);

/** `#/awards`: the award register of a year. */
export default function AwardsScreen({ query }: ScreenProps) {
  const year = yearOf(query);
  const [word, setWord] = useState("");
  const from = useLoad((signal) => api<AwardList>("GET", `/api/staff/awards?year=${year}`, undefined, { signal }), [year]);
  const wanted = word.trim();
  return (
    <Screen title="表彰" note="评审公布以后，优秀作品自动记在这里。">
      <Load from={from}>
        {({ items }) => {
          const shown = items.filter(({ work, who, name, level, category }) =>
            [work, who, name, level, category].some((text) => text.includes(wanted)),
          );
          return (
            <>
              <div class="filters">
                <SelectField label="年份" name="year" value={year} options={yearOptions()} onInput={(value) => setQuery({ year: value })} />
                <TextField label="查找" name="word" type="search" placeholder="作品、姓名、表彰名称" value={word} onInput={setWord} />
                {shown.length > 0 && (
                  <Button kind="plain" onClick={() => void save(year, shown)}>
                    导出 Excel
                  </Button>
                )}
              </div>
              {shown.length === 0 ? (
                <Empty title={items.length === 0 ? `${year} 年还没有表彰` : "没有符合的，请换个词"} />
              ) : (
                <DataTable
                  caption={`${year} 年表彰登记`}
                  columns={columns}
                  rows={shown}
                  rowKey={({ id }) => id}
                  rowHref={({ material }) => href(`/materials/${material}`)}
                />
              )}
            </>
          );
        }}
      </Load>
    </Screen>
  );
}
