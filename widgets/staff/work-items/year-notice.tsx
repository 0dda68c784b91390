import type { WorkMenu } from "../../../functions/work-items/menu.contract.ts";
import { href } from "../shell/router.ts";

/** Whether the year goes on, is archived, or has one before it that waits to be. */
export function YearNotice({
  menu: { year, closed, lastYearOpen, more },
}: {
  menu: Pick<WorkMenu, "year" | "closed" | "lastYearOpen" | "more">;
}) {
  return (
    <>
      {closed && (
        <p class="work-notice" role="note">
          {year} 年已结账归档，只能查看，不能修改。没有办结的已转入下一年。
        </p>
      )}
      {lastYearOpen && (
        <p class="work-notice amber" role="note">
          {year - 1} 年还没有结账，没有办结的工作项还在那一年。
          <a href={href("/work", { year: String(year - 1) })}>看 {year - 1} 年的菜单</a>，<a href={href("/work/years")}>年度结账</a>
        </p>
      )}
      {more && <p class="work-notice amber">工作项太多，这里只显示前 5000 项。</p>}
    </>
  );
}
