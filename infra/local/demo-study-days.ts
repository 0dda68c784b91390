import type { Deps } from "../../functions/deps.ts";
import { auditLine } from "../../functions/audit/table.ts";
import { chinaDay, DAY } from "../../functions/platform/clock.ts";
import { studyFridays } from "../../functions/study-days/rules.ts";
import { putDay, putPresence, untouched } from "../../functions/study-days/table.ts";
import { defaultStudySettings } from "../../functions/study/settings.contract.ts";
import type { DemoPeople } from "./demo-people.ts";

const held = [
  { topic: "学习《论语心得》", slug: "lunyu-xinde", minutes: "（演示数据）通读全文后，各组室结合自身业务谈了体会。" },
  { topic: "端正话风，改进文风", slug: "duanzheng-huafeng", minutes: "（演示数据）对照材料找了四个问题，商定了改进办法。" },
  { topic: "既能干事也能共事", slug: "ganshi-gongshi", minutes: "（演示数据）围绕团结共事开展讨论，七人发言。" },
];
const next = { topic: "培养健康心态，提高基本技能", agenda: "（演示数据）\n一、领学讲课稿\n二、分组讨论\n三、小结" };

/** The last three study Fridays as they were held, and the next as it is planned. @param ids of the demo materials by slug */
export async function seedStudyDays(deps: Deps, people: DemoPeople, ids: ReadonlyMap<string, string>, now: number): Promise<void> {
  const settings = { ...defaultStudySettings, place: "四楼会议室" };
  const line = (slot: string) => auditLine(now, people("editor"), "study-day.plan", `study-day#${slot}`);
  const past = studyFridays(settings.anchorFriday, chinaDay(now - 60 * DAY), chinaDay(now - DAY)).slice(-held.length);
  for (const [place, slot] of past.entries()) {
    const { slug, ...plan } = held[place]!;
    const materials = ids.has(slug) ? [ids.get(slug)!] : [];
    const there = ["cadre", "lead"].map((login) => putPresence(slot, { person: people(login).id, by: "list" }));
    await deps.store.transact([putDay({ ...untouched(slot, settings), ...plan, materials }), ...there, line(slot)]);
  }
  const slot = studyFridays(settings.anchorFriday, chinaDay(now + DAY), chinaDay(now + 15 * DAY))[0]!;
  await deps.store.transact([putDay({ ...untouched(slot, settings), ...next }), line(slot)]);
}
