import type { WorkLine, WorkMenu } from "../../../functions/work-items/menu.contract.ts";
import type { Sheet } from "../shell/sheets.ts";
import { monthCells } from "./menu.ts";
import { lampWords, stateWords } from "./words.ts";

const monthNames = Array.from({ length: 12 }, (_, place) => `${place + 1}月`);

/** The menu as a sheet, in the order of the screen without the own items standing twice. */
export function menuSheet(items: readonly WorkLine[], { year, today, offices }: Pick<WorkMenu, "year" | "today" | "offices">): Sheet {
  const place = (office: string) => (offices.includes(office) ? offices.indexOf(office) : offices.length);
  const ordered = [...items].sort((a, b) => place(a.office) - place(b.office));
  return {
    name: `${year}年工作菜单`,
    columns: ["组室", "工作项", "类型", "责任人", "开始", "完成时限", "延期次数", "状态", "提示", "办结日期", "欠报次数", ...monthNames],
    rows: ordered.map((line) => [
      line.office,
      line.title,
      line.kind,
      line.owner.name,
      line.start,
      line.end,
      line.delays,
      stateWords[line.state],
      lampWords[line.lamp],
      line.endedOn ?? "",
      line.late,
      ...monthCells(line, year, today).map(({ bar, text }) => (bar ? text || "■" : "")),
    ]),
  };
}
