import type { Deps } from "../../functions/deps.ts";
import { chinaDay, DAY } from "../../functions/platform/clock.ts";
import { stepProgress, writeProgress } from "../../functions/progress/publishing.ts";
import type { DemoPeople } from "./demo-people.ts";

/** Of which projects the public is told, by whom, how many days ago, and how far it has come. */
const told: [title: string, by: string, daysAgo: number, steps: ("provide" | "review" | "sign")[], summary: string][] = [
  ["中澳合作绩效考评", "lead2", 40, ["provide", "review", "sign"], "考评办法已经印发，两个部门试行满三个月，试行中提出的问题都作了改进。"],
  [
    "党建致富链",
    "lead",
    12,
    ["provide", "review", "sign"],
    "党员示范户和农户结成帮带对子，产销信息每周发布一次；下一步把帮带办法推广到更多的村。",
  ],
  [
    "在职党员服务社区",
    "lead3",
    6,
    ["provide", "review", "sign"],
    "在职党员到居住地社区报到，认领了群众提出的小事难事；下一步公布办理结果，请居民评议。",
  ],
  ["村级绩效考评", "lead", 1, ["provide"], "考评指标征求了各村意见，正在修改；修改好以后先在两个村试行。"],
];

/** Publishes the progress of some projects by three people, as it is done in the workbench. */
export async function seedProgress(deps: Deps, people: DemoPeople, projects: ReadonlyMap<string, string>, now: number): Promise<void> {
  const takers = { review: "editor", sign: "director" } as const;
  for (const [title, by, daysAgo, steps, summary] of told) {
    const id = projects.get(title);
    if (id === undefined) continue;
    const at = { ...deps, clock: () => Date.parse(`${chinaDay(now - daysAgo * DAY)}T10:00:00+08:00`) };
    let { version } = await writeProgress(at, people(by), id, { summary: `${summary}（演示数据）`, version: 0 });
    for (const step of steps) ({ version } = await stepProgress(at, people(step === "provide" ? by : takers[step]), id, step, { version }));
  }
}
