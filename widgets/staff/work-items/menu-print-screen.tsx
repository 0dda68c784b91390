import "./work.css";
import { useEffect } from "preact/hooks";
import { Button } from "../shell/form.tsx";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { yearOf } from "../study/year-filter.tsx";
import { loadMenu } from "./menu-screen.tsx";
import { MenuTable } from "./menu-table.tsx";
import { chosenItems, filtersOf, menuGroups } from "./menu.ts";

/** `#/work/print?…`: the chosen part of the menu on A3 in landscape. */
export default function MenuPrintScreen({ query }: ScreenProps) {
  const year = yearOf(query);
  useEffect(() => {
    document.documentElement.classList.add("work-menu-open");
    return () => document.documentElement.classList.remove("work-menu-open");
  }, []);
  const from = useLoad(loadMenu(year), [year]);
  const filters = filtersOf(query);
  return (
    <Screen
      title="打印工作菜单"
      note="纸张选 A3，方向选横向。"
      actions={
        <>
          <a class="button plain" href={href("/work", query)}>
            返回
          </a>
          <Button onClick={() => window.print()}>打印</Button>
        </>
      }
    >
      <Load from={from}>
        {(menu) => {
          const chosen = chosenItems(menu.items, filters, menu);
          const scope = [filters.office, filters.month ? `${filters.month}月` : "", filters.kind].filter(Boolean).join("，");
          return (
            <div class="work-paper">
              <h2>
                {menu.year} 年工作推进日程表{scope && `（${scope}）`}
              </h2>
              <p class="work-paper-facts">
                共 {chosen.length} 项　打印日期：{menu.today}　格里的数字是完成时限的日子，✓ 已注销，× 已取消
              </p>
              <MenuTable
                paper
                caption={`${menu.year} 年工作推进日程表`}
                year={menu.year}
                today={menu.today}
                groups={menuGroups(chosen, menu.offices).filter(({ office }) => office !== "")}
              />
            </div>
          );
        }}
      </Load>
    </Screen>
  );
}
