import "./work.css";
import { useState } from "preact/hooks";
import type { WorkMenu } from "../../../functions/work-items/menu.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { downloadExcel } from "../shell/sheets.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { yearOf } from "../study/year-filter.tsx";
import { menuSheet } from "./menu-export.ts";
import { MenuFilterRow } from "./menu-filters.tsx";
import { MenuTable } from "./menu-table.tsx";
import { chosenItems, filtersOf, menuGroups, type MenuGroup } from "./menu.ts";
import { YearNotice } from "./year-notice.tsx";

/** So many items stand open at once; of more only the own ones and those of the own 组室. */
const ALL_OPEN = 120;

export const loadMenu = (year: string) => (signal: AbortSignal) =>
  api<WorkMenu>("GET", `/api/staff/work-items?year=${year}`, undefined, { signal });

function Legend() {
  return (
    <p class="work-legend muted small">
      <span class="lamp green">正常</span>
      <span class="lamp amber">7 天内到期</span>
      <span class="lamp red">已超期</span>
      <span>格里的数字是完成时限的日子，✓ 已注销，× 已取消；办结的划掉，仍然保留。</span>
    </p>
  );
}

function Menu({ menu, query }: { menu: WorkMenu; query: Record<string, string> }) {
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const chosen = chosenItems(menu.items, filtersOf(query), menu);
  const opens = ({ office }: MenuGroup) => chosen.length <= ALL_OPEN || office === "" || office === me.office;
  const take = async () => {
    setBusy(true);
    try {
      await downloadExcel(`${menu.year}年工作菜单.xlsx`, [menuSheet(chosen, menu)]);
      announce("已导出工作菜单");
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };
  if (menu.items.length === 0)
    return (
      <Empty
        title={`${menu.year} 年还没有工作项`}
        hint={menu.mayAdd ? "点“新建工作项”，把年度计划列进来。" : "列入计划以后，就会出现在这里。"}
      />
    );
  if (chosen.length === 0)
    return (
      <Empty
        title="没有符合条件的工作项"
        hint="换个条件看看。"
        action={<a href={href("/work", { year: String(menu.year) })}>去掉筛选</a>}
      />
    );
  return (
    <div class="stack">
      <div class="toolbar">
        <span class="muted" role="status">
          共 {chosen.length} 项
        </span>
        <Button kind="plain" busy={busy} onClick={() => void take()}>
          导出 Excel
        </Button>
        <a class="button plain" href={href("/work/print", { ...query, year: String(menu.year) })}>
          打印（A3 横向）
        </a>
        {can(me, "director") && (
          <a class="button plain" href={href("/work/years")}>
            年度结账
          </a>
        )}
      </div>
      <MenuTable
        caption={`${menu.year} 年工作菜单`}
        year={menu.year}
        today={menu.today}
        groups={menuGroups(chosen, menu.offices)}
        opens={opens}
        cellHref={(office, month) => href("/work", { ...query, year: String(menu.year), office, month: String(month) })}
      />
      <Legend />
    </div>
  );
}

/** `#/work?year=…`: 工作菜单, month by 组室. */
export default function MenuScreen({ query }: ScreenProps) {
  const year = yearOf(query);
  const from = useLoad(loadMenu(year), [year]);
  return (
    <Screen
      title="工作菜单"
      note="全年工作按月、按组室列出，办结一项注销一项。"
      actions={
        from.value?.mayAdd && (
          <a class="button main" href={href("/work/items/new")}>
            新建工作项
          </a>
        )
      }
    >
      {from.value && <YearNotice menu={from.value} />}
      <MenuFilterRow year={year} query={query} filters={filtersOf(query)} menu={from.value} />
      <Load from={from}>{(menu) => <Menu menu={menu} query={query} />}</Load>
    </Screen>
  );
}
