import "./unit-study.css";
import type { UnitStudy, UnitStudyLine } from "../../../functions/group-study-records/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button, TextField } from "../shell/form.tsx";
import { day } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { downloadExcel } from "../shell/sheets.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, Filters, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { today } from "../study-tasks/words.ts";

const titlesOf = ({ materials }: UnitStudyLine) => materials.map(({ title }) => title).join("、");

async function exportExcel({ from, to, items }: UnitStudy): Promise<void> {
  const columns = ["单位", "集中学习次数", "参加人次", "最近一次", "学习资料"];
  const rows = items.map((line) => [line.name, line.sessions, line.people, line.last, titlesOf(line)]);
  await downloadExcel(`单位学习 ${from}至${to}.xlsx`, [{ name: "单位学习", columns, rows }]);
}

/** Asks for the words of the reminder. @returns whether the unit was reminded */
async function remind({ id, name }: UnitStudyLine): Promise<boolean> {
  const text = await confirm({
    title: `提醒${name}`,
    text: "提醒会出现在这个单位的首页，提交记录或标记已学以后自动消失。",
    action: "提醒",
    reason: { label: "提醒的话（可以不填）", maxLength: 200 },
  });
  if (text === undefined) return false;
  try {
    await api("POST", "/api/staff/unit-reminders", { unit: id, text });
    announce(`已提醒${name}`);
    return true;
  } catch (problem) {
    announce(problemText(problem), "error");
    return false;
  }
}

function columnsFor(reload: () => void): Column<UnitStudyLine>[] {
  return [
    { key: "name", label: "单位", names: true, render: ({ name, retired }) => (retired ? `${name}（已停用）` : name) },
    {
      key: "sessions",
      label: "集中学习",
      render: ({ sessions }) => (sessions > 0 ? `${sessions} 次` : <span class="badge amber">还没有学习记录</span>),
    },
    { key: "people", label: "参加人次", render: ({ people }) => people || "—" },
    { key: "last", label: "最近一次", render: ({ last }) => last ?? "—" },
    { key: "materials", label: "学习资料", render: (line) => titlesOf(line) || "—" },
    {
      key: "remind",
      label: "提醒",
      render: (line) =>
        line.reminder ? (
          <span class="muted small">{day(line.reminder.at)} 已提醒</span>
        ) : (
          !line.retired && (
            <Button kind="plain" aria-label={`提醒${line.name}`} onClick={() => void remind(line).then((reminded) => reminded && reload())}>
              提醒
            </Button>
          )
        ),
    },
  ];
}

const isDay = (text: string | undefined): text is string => /^20\d\d-\d\d-\d\d$/.test(text ?? "");

/** `#/unit-study`: which unit has studied what in a period, and which has not. In the units' own order, never by number. */
export default function UnitStudyScreen({ query }: ScreenProps) {
  const from = isDay(query["from"]) ? query["from"] : `${today().slice(0, 4)}-01-01`;
  const to = isDay(query["to"]) ? query["to"] : today();
  const loaded = useLoad(
    (signal) => api<UnitStudy>("GET", `/api/staff/unit-study?from=${from}&to=${to}`, undefined, { signal }),
    [from, to],
  );
  return (
    <Screen title="单位学习" note="各单位按固定顺序排列；点单位名称看它的学习记录。">
      <Filters label="时间范围">
        <TextField label="从" name="from" type="date" value={from} onInput={(value) => setQuery({ from: value, to })} />
        <TextField label="到" name="to" type="date" value={to} onInput={(value) => setQuery({ from, to: value })} />
        {loaded.value && loaded.value.items.length > 0 && (
          <Button kind="plain" onClick={() => void exportExcel(loaded.value!)}>
            导出 Excel
          </Button>
        )}
      </Filters>
      <Load from={loaded}>
        {({ items }) => {
          if (items.length === 0) return <Empty title="还没有单位" hint="请系统管理员先建立单位。" />;
          const none = items.filter(({ sessions }) => sessions === 0).length;
          return (
            <div class="stack">
              <p role="status">
                {items.length} 个单位，{none === 0 ? "都有学习记录。" : `${none} 个在这段时间还没有学习记录。`}
              </p>
              <DataTable
                caption="各单位学习情况"
                columns={columnsFor(loaded.reload)}
                rows={items}
                rowKey={({ id }) => id}
                rowHref={({ id }) => href(`/unit-study/${id}`)}
              />
            </div>
          );
        }}
      </Load>
    </Screen>
  );
}
