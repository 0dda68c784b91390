import type { UnitImportAnswer, UnitRow } from "../../../functions/units/contract.ts";
import { ImportScreen, type ImportKind } from "../people/import-screen.tsx";
import { api } from "../shell/api.ts";
import { unitKinds, unitSentence } from "./texts.ts";

const kind: ImportKind<keyof UnitRow, UnitImportAnswer> = {
  title: "导入单位",
  list: { path: "/units", name: "单位" },
  unit: "个单位",
  draft: "units-import",
  columns: [
    { field: "name", label: "单位", headings: ["单位", "单位名称", "名称"], needed: true, hint: "必填，最多 20 个字，不能与已有的相同" },
    {
      field: "kind",
      label: "类别",
      choices: unitKinds,
      headings: ["类别", "类型", "单位类别"],
      needed: true,
      hint: `必填：${unitKinds.join("、")}`,
    },
    { field: "villages", label: "村", headings: ["村", "行政村", "所辖村", "村名"], wide: true, hint: "可以不填；几个村用顿号隔开" },
  ],
  examples: [
    ["某某镇（示例，请删去）", "乡镇", "一村、二村"],
    ["某某社区（示例，请删去）", "社区", ""],
  ],
  sentence: unitSentence,
  send: (rows, dryRun, key) => api<UnitImportAnswer>("POST", "/api/staff/units/import", { rows, dryRun }, { key }),
  done: ({ created }) => <p class="card lamp">已建立 {created.length} 个单位，排在列表最后，可以调整顺序。</p>,
};

/** #/units/import */
export default function ImportUnitsScreen() {
  return <ImportScreen kind={kind} />;
}
