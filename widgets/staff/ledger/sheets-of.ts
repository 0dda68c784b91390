import type { WhoAmI } from "../../../functions/people/contract.ts";
import { day } from "../shell/format.ts";
import { can } from "../shell/session.ts";
import type { Sheet } from "../shell/sheets.ts";
import type { YearData } from "./load.ts";

const dayStates = { planned: "按期", moved: "改期", cancelled: "取消" } as const;
const taskStates = { open: "进行中", past: "已到期", closed: "已结束" } as const;
const topicStates = { planned: "拟题", underway: "调研中", written: "已成文" } as const;
const lectureStates = { planned: "拟讲", held: "已讲", cancelled: "取消" } as const;

const studyDays = ({ days }: YearData): Sheet => ({
  name: "集中学习",
  columns: ["日期", "时间", "主题", "地点", "状态", "原因", "学习资料", "学习记录"],
  rows: days.map(({ date, startsAt, endsAt, topic, place, state, reason, materials, minutes }) => [
    date,
    `${startsAt}–${endsAt}`,
    topic,
    place,
    dayStates[state],
    reason,
    materials.map(({ title }) => title).join("；"),
    minutes,
  ]),
});

/** One line a person, one column a day; √ for whoever was there. No sums: nobody is measured against another. */
function attendance({ attendance: days }: YearData): Sheet {
  const people = days[0]?.people ?? [];
  const present = days.map((one) => new Set(one.people.filter((person) => person.present).map(({ id }) => id)));
  return {
    name: "考勤",
    columns: ["组室", "姓名", ...days.map(({ date }) => date)],
    rows: people.map(({ id, office, name }) => [office, name, ...present.map((there) => (there.has(id) ? "√" : ""))]),
  };
}

const tasks = ({ tasks: all }: YearData): Sheet => ({
  name: "学习任务",
  columns: ["任务", "期限", "状态", "组室或单位", "姓名", "已学篇数", "共几篇"],
  rows: all.flatMap(({ task: { title, deadline, state, materials }, overview: { people, units } }) => {
    const facts = [title, deadline, taskStates[state]];
    return [
      ...people.map(({ office, name, done }) => [...facts, office, name, done.length, materials.length]),
      ...units.map(({ name, done }) => [...facts, name, "", done.length, materials.length]),
    ];
  }),
});

const notes = (writers: NonNullable<YearData["notes"]>): Sheet => ({
  name: "学习笔记",
  columns: ["组室", "姓名", "月份", "笔记字数", "笔记篇数", "心得字数", "心得篇数"],
  rows: writers.flatMap(({ office, name, months }) =>
    months.map((one) => [office, name, one.month, one.noteCharacters, one.notes, one.reflectionCharacters, one.reflections]),
  ),
});

function inspections({ inspections: rows }: YearData): Sheet {
  const remarks = rows.some(({ remark }) => remark !== undefined);
  return {
    name: "笔记检查",
    columns: ["月份", "组室", "姓名", "笔记字数", "笔记篇数", "心得篇数", ...(remarks ? ["批阅"] : []), "签字人", "签字日期"],
    rows: rows.map((row) => [
      row.month,
      row.office,
      row.name,
      row.characters,
      row.notes,
      row.reflections,
      ...(remarks ? [row.remark] : []),
      row.signedBy,
      day(row.signedAt),
    ]),
  };
}

const lectures = ({ lectures: all }: YearData, keeps: (office: string) => boolean): Sheet => ({
  name: "讲课",
  columns: ["日期", "讲课人", "组室或单位", "主题", "地点", "状态", "讲稿", "提问", "待解答"],
  rows: all
    .filter(({ speaker }) => keeps(speaker.from))
    .map(({ date, speaker, topic, place, state, script, asked, open }) => [
      date,
      speaker.name,
      speaker.from,
      topic,
      place,
      lectureStates[state],
      script?.title ?? "",
      asked,
      open,
    ]),
});

const activities = ({ activities: all }: YearData, keeps: (office: string) => boolean): Sheet => ({
  name: "活动和走访",
  columns: ["日期", "类别", "名称", "地点", "单位", "村（社区）", "参加人员", "其他人员", "发现的问题", "已解决", "下步工作", "记录人"],
  rows: all
    .filter(({ office, people }) => keeps(office) || people.some((one) => keeps(one.office)))
    .map((one) => [
      one.date,
      one.kind,
      one.title,
      one.place,
      one.unitName,
      one.village,
      one.people.map(({ name }) => name).join("、"),
      one.others,
      one.problems.map(({ text }) => text).join("；"),
      one.problems.filter(({ solvedOn }) => solvedOn !== "").length,
      one.next,
      one.byName,
    ]),
});

const topics = (all: NonNullable<YearData["topics"]>): Sheet => ({
  name: "调研课题",
  columns: ["组室", "姓名", "课题", "三个结合", "调研提纲", "状态", "调研文章"],
  rows: all.map(({ office, name, title, ties, outline, state, article }) => [
    office,
    name,
    title,
    ties.join("、"),
    outline,
    topicStates[state],
    article?.title ?? "",
  ]),
});

/** The sheets of a year's ledger; a lead's hold the own 组室. */
export function sheetsOf(data: YearData, me: WhoAmI): Sheet[] {
  const all = can(me, "director", "editor");
  const keeps = (office: string) => all || (me.office !== "" && office === me.office);
  return [
    studyDays(data),
    attendance(data),
    tasks(data),
    ...(data.notes ? [notes(data.notes.filter(({ office }) => keeps(office)))] : []),
    inspections(data),
    lectures(data, keeps),
    activities(data, keeps),
    ...(data.topics ? [topics(data.topics.filter(({ office }) => keeps(office)))] : []),
  ];
}
