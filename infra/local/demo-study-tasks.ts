import type { Deps } from "../../functions/deps.ts";
import { fileRecord } from "../../functions/group-study-records/filing.ts";
import { chinaDay, DAY, HOUR } from "../../functions/platform/clock.ts";
import { mark } from "../../functions/study-tasks/marking.ts";
import { createTask } from "../../functions/study-tasks/saving.ts";
import type { DemoPeople } from "./demo-people.ts";

/** The report's 12篇文章和资料, in its order. */
const essays = [
  "lunyu-xinde",
  "xiaojie-wuhai",
  "zhenshi-zhencheng-zhenqing",
  "kao-zhengqi-liuren",
  "xiaodui-buruyi",
  "jiqing-chenggong",
  "xuan-guanjun",
  "chuangxin-santi",
  "ganshi-gongshi",
  "zhejiang-guilai",
  "duanzheng-huafeng",
  "rensheng-dangru-shui",
];
/** How many of them each has marked so far. */
const marked = { cadre: 5, lead: 12, editor: 3, unit: 4 };

const records = [
  { by: "unit", daysAgo: 40, topic: "集中学习《论语心得》", people: 26, place: "镇政府二楼会议室", slug: "lunyu-xinde" },
  { by: "unit2", daysAgo: 19, topic: "端正话风专题学习", people: 31, place: "社区党群活动室", slug: "duanzheng-huafeng" },
  { by: "unit", daysAgo: 6, topic: "既能干事也能共事", people: 18, place: "镇党员活动室", slug: "ganshi-gongshi" },
];

/** One task with the twelve essays, some marks, and what two units have recorded of their group study. @param ids of the demo materials by slug */
export async function seedStudyTasks(deps: Deps, people: DemoPeople, ids: ReadonlyMap<string, string>, now: number): Promise<void> {
  const at = (time: number): Deps => ({ ...deps, clock: () => time });
  const materials = essays.flatMap((slug) => ids.get(slug) ?? []);
  const task = await createTask(at(now - 20 * DAY), people("editor"), {
    title: "学习12篇文章和资料（演示数据）",
    materials,
    audience: { people: "all", offices: [], units: ["shanshi", "shequ", "kaifaqu"] },
    deadline: chinaDay(now + 10 * DAY),
    noteCharacters: 5000,
    reflections: 1,
    note: "（演示数据）学习时坚持三个结合：结合中心工作，结合存在的问题，结合自身的业务。",
  });
  for (const [login, count] of Object.entries(marked))
    for (const [place, material] of materials.slice(0, count).entries())
      await mark(at(now - 15 * DAY + place * 6 * HOUR), people(login), task.id, material, true);
  for (const { by, daysAgo, slug, ...record } of records) {
    const time = now - daysAgo * DAY;
    const studied = ids.has(slug) ? [ids.get(slug)!] : [];
    const remarks = "（演示数据）先领学，再分组讨论，会后各写了一条打算。";
    await fileRecord(at(time), people(by), { ...record, date: chinaDay(time), names: "", materials: studied, remarks, uploads: [] });
  }
}
