import { activityInput } from "../../functions/activities/contract.ts";
import { logActivity } from "../../functions/activities/logging.ts";
import type { Deps } from "../../functions/deps.ts";
import { check } from "../../functions/http/body.ts";
import { chinaDay, DAY, HOUR } from "../../functions/platform/clock.ts";
import type { DemoPeople } from "./demo-people.ts";

interface DemoActivity {
  by: string;
  people: string[];
  daysAgo: number;
  /** After how many days each problem was solved; 0: not yet. */
  solved?: number[];
  input: { kind: string; title: string; [field: string]: unknown };
}

const everybody = ["cadre", "cadre2", "cadre3", "cadre4", "lead", "lead2", "lead3"];
const MARK = "（演示数据）";

const activities: DemoActivity[] = [
  {
    by: "editor2",
    people: everybody,
    daysAgo: 96,
    input: {
      kind: "座谈讨论",
      title: "学习体会座谈",
      place: "四楼会议室",
      topics: ["对照材料找差距", "结合业务查不足"],
      content: `${MARK}各组室结合自身业务谈学习体会，互相提建议。`,
      problems: [{ text: "下基层时间安排不均" }, { text: "材料学得多、用得少" }],
      next: `${MARK}每个问题明确一名负责人，下次座谈通报。`,
    },
  },
  {
    by: "editor2",
    people: everybody.slice(0, 5),
    daysAgo: 40,
    input: {
      kind: "座谈讨论",
      title: "端正话风专题座谈",
      place: "四楼会议室",
      topics: ["怎样把话说短、说实"],
      content: `${MARK}围绕话风问题讨论，五人发言。`,
      problems: [{ text: "汇报材料偏长" }],
    },
  },
  {
    by: "cadre",
    people: ["cadre", "lead2"],
    daysAgo: 33,
    solved: [9, 0],
    input: {
      kind: "包村走访",
      title: "走访山市镇02村",
      unit: "shanshi",
      village: "山市镇02村",
      content: `${MARK}走访党员户和困难户，查看村级活动场所。`,
      findings: `${MARK}村里活动场所冬季取暖不足。`,
      problems: [{ text: "活动室取暖设备损坏" }, { text: "远教设备无人会用" }],
      next: `${MARK}下月带技术员再去一次。`,
    },
  },
  {
    by: "lead",
    people: ["lead", "cadre2"],
    daysAgo: 20,
    input: {
      kind: "下基层",
      title: "了解村级民主治理情况",
      unit: "changting",
      others: "镇组织委员",
      content: `${MARK}听取介绍，查看村务公开记录。`,
      findings: `${MARK}公开内容及时，记录还不够规范。`,
    },
  },
  {
    by: "cadre3",
    people: everybody,
    daysAgo: 62,
    input: { kind: "参观学习", title: "到经济开发区参观学习", unit: "kaifaqu", content: `${MARK}参观两家企业，听取党建工作介绍。` },
  },
  {
    by: "lead3",
    people: ["lead3", "cadre4"],
    daysAgo: 12,
    input: { kind: "访贫问苦", title: "看望困难老党员", unit: "hengdao", content: `${MARK}看望三户，了解生活情况。` },
  },
];

/** Activities of the demo, written down on their days. */
export async function seedActivities(deps: Deps, people: DemoPeople, now: number): Promise<void> {
  for (const { by, people: logins, daysAgo, solved = [], input } of activities) {
    const day = (after: number) => chinaDay(now - (daysAgo - after) * DAY);
    const problems = ((input["problems"] ?? []) as { text: string }[]).map(({ text }, place) => ({
      text: MARK + text,
      ...(solved[place] ? { solvedOn: day(solved[place]) } : {}),
    }));
    const checked = check(activityInput, { ...input, problems, date: day(0), people: logins.map((login) => people(login).id) });
    // Solved problems are written down when they are solved.
    const written = Math.max(0, ...solved);
    await logActivity({ ...deps, clock: () => now - (daysAgo - written) * DAY + HOUR }, people(by), checked);
  }
}
