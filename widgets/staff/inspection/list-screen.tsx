import "./inspection.css";
import type { Entry } from "../../../functions/inspection/contract.ts";
import { dateTime } from "../shell/format.ts";
import { href } from "../shell/router.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, Pager, type Column } from "../shell/table.tsx";
import { usePages } from "./use-pages.ts";
import { monthName } from "./words.ts";

const columns: Column<Entry>[] = [
  { key: "month", label: "月份", names: true, render: ({ month }) => monthName(month) },
  {
    key: "state",
    label: "状态",
    render: ({ state }) => (state === "signed" ? <span class="badge good">已签字锁定</span> : <span class="badge amber">待签字</span>),
  },
  { key: "made", label: "生成时间", render: ({ madeAt }) => dateTime(madeAt) },
  { key: "by", label: "签字人", render: ({ signedBy }) => signedBy ?? "—" },
  { key: "at", label: "签字时间", render: ({ signedAt }) => (signedAt ? dateTime(signedAt) : "—") },
];

/** `#/inspection`: the sheets of all months. */
export default function InspectionScreen() {
  const { from, busy, more } = usePages<Entry>("/api/staff/inspections");
  const director = can(useMe(), "director");
  return (
    <Screen
      title="笔记检查"
      note={
        director
          ? "每月 1 日自动生成上个月的检查表，由您填写批阅并签字。"
          : "每月 1 日自动生成上个月的检查表，由部领导批阅签字；这里看本组室的。"
      }
    >
      <Load from={from}>
        {({ items, cursor }) =>
          items.length === 0 ? (
            <Empty title="还没有检查表" hint="从第一个有人写学习笔记的月份开始，下个月 1 日自动生成。" />
          ) : (
            <>
              <DataTable
                caption="每月笔记检查表"
                columns={columns}
                rows={items}
                rowKey={({ month }) => month}
                rowHref={({ month }) => href(`/inspection/${month}`)}
              />
              <Pager more={cursor !== undefined} busy={busy} onMore={() => void more()} />
            </>
          )
        }
      </Load>
    </Screen>
  );
}
