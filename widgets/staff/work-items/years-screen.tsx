import { useState } from "preact/hooks";
import type { WorkYears } from "../../../functions/work-items/menu.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";

type Year = WorkYears["items"][number];

const states: Record<Year["state"], { text: string; kind: string }> = {
  open: { text: "在办", kind: "blue" },
  closing: { text: "正在转入下一年", kind: "amber" },
  closed: { text: "已结账归档，只能查看", kind: "" },
};

function Years({ years, onChange }: { years: WorkYears; onChange: (years: WorkYears) => void }) {
  const [busy, setBusy] = useState(false);
  const close = async (year: number) => {
    const text = `没有办结的工作项连同全部记录转入 ${year + 1} 年，${year} 年结账归档以后谁也不能再改。`;
    if ((await confirm({ title: `${year} 年结账`, text, action: "结账", danger: true })) === undefined) return;
    setBusy(true);
    try {
      onChange(await api<WorkYears>("POST", `/api/staff/work-years/${year}/close`, {}));
      announce(`${year} 年已开始结账`);
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };
  const columns: Column<Year>[] = [
    { key: "year", label: "年度", names: true, render: ({ year }) => `${year} 年` },
    { key: "state", label: "状态", render: ({ state }) => <span class={`badge ${states[state].kind}`}>{states[state].text}</span> },
    { key: "carried", label: "转入下一年", render: ({ carried, state }) => (state === "open" ? "—" : `${carried} 项`) },
    { key: "by", label: "结账", render: ({ closedAt, byName }) => (closedAt ? `${byName ?? ""} ${dateTime(closedAt)}` : "—") },
    {
      key: "close",
      label: "办理",
      render: ({ year, mayClose }) =>
        mayClose ? (
          <Button kind="plain" busy={busy} onClick={() => void close(year)}>
            {year} 年结账
          </Button>
        ) : (
          "—"
        ),
    },
  ];
  if (years.items.length === 0) return <Empty title="还没有工作项" />;
  return (
    <DataTable
      caption="各年度的工作项"
      columns={columns}
      rows={years.items}
      rowKey={({ year }) => String(year)}
      rowHref={({ year }) => href("/work", { year: String(year) })}
    />
  );
}

/** `#/work/years`: a year that is over is archived; what is open goes on in the next one. */
export default function YearsScreen() {
  const from = useLoad((signal) => api<WorkYears>("GET", "/api/staff/work-years", undefined, { signal }), []);
  return (
    <Screen
      title="年度结账"
      note="一年过完，没有办结的转入下一年，这一年结账归档。"
      actions={
        <a class="button plain" href={href("/work")}>
          返回菜单
        </a>
      }
    >
      <Load from={from}>{(years) => <Years years={years} onChange={from.replace} />}</Load>
    </Screen>
  );
}
