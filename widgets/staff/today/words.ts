import type { ColumnLamp, FeedbackLamp, GroupKind, LampColour, StudyPanel, TodayLine } from "../../../functions/today/contract.ts";
import { dateTime, day } from "../shell/format.ts";
import { href } from "../shell/router.ts";

const weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

/** `2026-11-24` as people say it: 11月24日 星期二. */
export function spokenDay(iso: string): string {
  const [year, month, date] = iso.split("-").map(Number) as [number, number, number];
  return `${month}月${date}日 ${weekdays[new Date(Date.UTC(year, month - 1, date)).getUTCDay()]}`;
}

interface GroupWords {
  title: string;
  /** What to do about it, where that is not plain. */
  hint?: string;
  /** Whether something is asked of this person; the others are there to be followed. */
  asks: boolean;
  /** The list behind it. */
  all: string;
  /** The object itself. */
  one: (id: string) => string;
}

const material = (id: string) => href(`/materials/${id}`);
const feedback = (id: string) => href(`/feedback/${id}`);
const workItem = (id: string) => href(`/work/items/${id}`);
const progress = (id: string) => href(`/work/progress/${id}`);
const own = () => href("/feedback/own");

export const groupWords: Record<GroupKind, GroupWords> = {
  returned: { title: "退回给您修改的资料", asks: true, all: href("/materials", { state: "draft", mine: "1" }), one: material },
  sign: { title: "等您签发的资料", asks: true, all: href("/materials", { state: "to-sign" }), one: material },
  review: { title: "等您保密审查的资料", asks: true, all: href("/materials", { state: "to-review" }), one: material },
  "progress-returned": { title: "退回给您修改的推进情况", asks: true, all: href("/work/progress"), one: progress },
  "progress-sign": { title: "等您签发的推进情况", asks: true, all: href("/work/progress"), one: progress },
  "progress-review": { title: "等您保密审查的推进情况", asks: true, all: href("/work/progress"), one: progress },
  accept: { title: "待受理的反馈", asks: true, all: href("/feedback", { state: "pending" }), one: feedback },
  answer: { title: "待答复的反馈", asks: true, all: href("/feedback", { state: "accepted" }), one: feedback },
  "lecture-questions": {
    title: "待解答的提问",
    hint: "大家在讲课下面提的问题，请讲课人解答；外请讲课人的由编辑代为整理。",
    asks: true,
    all: href("/lectures"),
    one: (id) => href(`/lectures/${id.split(".")[0] ?? ""}`, { question: id.split(".")[1] }),
  },
  "unit-reminder": { title: "提醒本单位", asks: true, all: href("/unit"), one: () => href("/unit") },
  "study-task": { title: "学习任务", asks: true, all: href("/tasks"), one: (id) => href(`/tasks/${id}`) },
  "review-scores": {
    title: "等您打分的评审",
    hint: "截止以后不能再打分，也不能再改。",
    asks: true,
    all: href("/reviews"),
    one: (id) => href(`/reviews/${id}`),
  },
  inspections: {
    title: "等您签字的笔记检查表",
    hint: "看笔记、写批阅，签字后锁定。",
    asks: true,
    all: href("/inspection"),
    one: (id) => href(`/inspection/${id}`),
  },
  "work-supervision": { title: "等着答复的督办", asks: true, all: href("/work", { state: "answer" }), one: workItem },
  "work-overdue": {
    title: "超过时限的工作项",
    hint: "写明原因、进一步推进措施和新的完成时限，才能继续。",
    asks: true,
    all: href("/work", { state: "red" }),
    one: workItem,
  },
  "work-report": { title: "该汇报的工作项", asks: true, all: href("/work/reports"), one: workItem },
  "work-decide": {
    title: "等您决定的工作项",
    hint: "草拟的等着开始推进，未完成的等着继续推进。",
    asks: true,
    all: href("/work"),
    one: workItem,
  },
  "work-due": { title: "7天内到期的工作项", asks: false, all: href("/work", { state: "amber" }), one: workItem },
  "work-year": {
    title: "等您结账的年度",
    hint: "年度已过。结账后没办完的自动转入下一年，原来的菜单留存备查。",
    asks: true,
    all: href("/work/years"),
    one: () => href("/work/years"),
  },
  "no-password": {
    title: "还没有设密码的账号",
    hint: "打开账号，生成登录链接发给本人。",
    asks: true,
    all: href("/people"),
    one: (id) => href(`/people/${id}`),
  },
  holidays: {
    title: "缺少节假日安排",
    hint: "没有它，工作日只按周末推算，请照国务院办公厅的通知补上。",
    asks: true,
    all: href("/settings/holidays"),
    one: () => href("/settings/holidays"),
  },
  "unsent-reminders": {
    title: "发送失败的提醒",
    hint: "看看原因，改好渠道后可以重新发送。",
    asks: true,
    all: href("/settings/reminders"),
    one: () => href("/settings/reminders"),
  },
  scheduled: { title: "定时发布", asks: false, all: href("/materials", { state: "to-sign" }), one: material },
  "handed-in": { title: "您送审的资料", asks: false, all: href("/materials", { state: "all", mine: "1" }), one: material },
  drafts: { title: "没写完的草稿", asks: false, all: href("/materials", { state: "draft", mine: "1" }), one: material },
  "unit-answered": { title: "本单位反馈的答复", asks: false, all: own(), one: own },
  "unit-waiting": { title: "本单位正在办理的反馈", asks: false, all: own(), one: own },
};

/** How many have finished a task, of those whom one follows; a number of people, never their order. */
export function finishedWords({ people, units }: NonNullable<StudyPanel["tasks"][number]["finished"]>): string {
  const part = (name: string, { done, of }: { done: number; of: number }, each: string) =>
    of === 0 ? [] : [`${name} ${of} ${each}，${done} ${each}学完`];
  return [...part("干部", people, "人"), ...part("单位", units, "个")].join("；");
}

export const lampWords: Record<LampColour, string> = { none: "正常", amber: "快到期", red: "已超期", alarm: "严重超期" };

/** How long a line has waited, in the words of its kind. */
export function ageWords(kind: GroupKind, { days, workingDays, at, state }: TodayLine): string {
  if (kind === "scheduled") return at ? `${dateTime(at)} 发布` : "";
  if (kind === "no-password" || kind === "holidays") return "";
  if (kind === "study-task") return at ? `${at} 前完成` : "";
  if (kind === "review-scores") return at ? `${dateTime(at)} 截止` : "";
  if (kind === "work-supervision") return at ? `${at} 前答复` : "";
  if (kind === "work-overdue" || kind === "work-due") return at ? `时限 ${at}` : "";
  if (kind === "work-report") return at ? `${at} 前汇报` : "";
  if (kind === "work-year") return "";
  const when = days === 0 ? "今天" : `${days} 天前`;
  if (kind === "handed-in") return `${state === "to-sign" ? "等签发" : "等保密审查"}，${days === 0 ? "今天转到" : `已等 ${days} 天`}`;
  if (kind === "drafts") return `${when}改过`;
  if (kind === "unsent-reminders") return when;
  if (kind === "unit-answered") return `${when}答复`;
  if (kind === "unit-reminder") return `${when}提醒`;
  if (kind === "returned") return `${when}退回`;
  if (days === 0) return "今天收到";
  return workingDays === undefined ? `已等 ${days} 天` : `已等 ${workingDays} 个工作日`;
}

/** Headline and sentence of the lamp for new materials. */
export function columnWords({ colour, days, last, limitDays }: ColumnLamp): { head: string; text: string } {
  if (last === undefined) return { head: "栏目还没有资料", text: "发布第一篇以后，这里会显示更新情况。" };
  const since = days === 0 ? "今天有新资料" : `最近一次发布是 ${days} 天前（${day(last)}）`;
  return colour === "none"
    ? { head: "栏目更新正常", text: `${since}。` }
    : { head: "栏目该更新了", text: `${since}，已到 ${limitDays} 天的提醒线，请尽快发布新资料。` };
}

const feedbackHeads: Record<LampColour, string> = {
  none: "反馈答复正常",
  amber: "有反馈快到期限",
  red: "有反馈超过期限",
  alarm: "有反馈严重超期",
};

/** Headline and sentence of the lamp for feedback: judged by the one that waits longest. */
export function feedbackWords({ colour, oldest, redDays, waiting, more }: FeedbackLamp): { head: string; text: string } {
  if (!oldest) return { head: feedbackHeads.none, text: "没有等着办理的反馈。" };
  const count = `${waiting}${more ? " 条以上" : " 条"}反馈在办`;
  const wait = oldest.days === 0 ? "都是今天收到的" : `等得最久的一条已等 ${oldest.workingDays} 个工作日（${oldest.days} 天）`;
  const due = `期限是 ${redDays} 个工作日，最晚 ${oldest.due} 答复`;
  return { head: feedbackHeads[colour], text: `${count}，${wait}；${due}。` };
}

/** The sentence on top of every screen. 国办秘函〔2019〕19号: three months without an answer is a single-vote veto. */
export function alarmWords(lamp: FeedbackLamp | undefined): string | undefined {
  if (lamp?.colour !== "alarm" || !lamp.oldest) return undefined;
  return `有反馈已等了 ${lamp.oldest.days} 天还没有答复。超过三个月会被一票否决，请今天就办理。`;
}

const changeNames: Record<string, string> = {
  "material.create": "新建了资料",
  "material.change": "修改了资料",
  "material.import": "从 Word 导入了资料",
  "material.restore": "恢复了资料的旧版本",
  "material.attach": "添加了附件",
  "material.detach": "删除了附件",
  "material.provide": "提供了资料，送审",
  "material.review": "通过了保密审查",
  "material.sign": "签发了资料",
  "material.publish": "按时发布了资料",
  "material.return": "退回了资料",
  "material.withdraw": "撤回了资料",
  "material.revise": "开始修订资料",
  "feedback.hand-in": "提交了反馈",
  "feedback.accept": "受理了反馈",
  "feedback.assign": "分办了反馈",
  "feedback.return": "退回了分办的反馈",
  "feedback.answer": "答复了反馈",
  "feedback.reject": "处理了反馈，不予公开",
  "feedback.correct": "修正了反馈文字",
  "feedback.merge": "合并了反馈",
  "feedback.unmerge": "撤销了反馈合并",
  "feedback.withdraw": "撤回了反馈",
  "feedback.join": "合并了反馈",
  "feedback.part": "分开了反馈",
  "feedback.release": "分开了反馈",
  "settings.change": "修改了设置",
  "settings.words": "更新了敏感词",
  "unit.create": "新建了单位",
  "unit.retire": "停用了单位",
  "unit.restore": "恢复了单位",
  "unit.order": "调整了单位顺序",
  "backup.make": "做了一份备份",
  "archive.make": "做了一份年度归档",
  "holidays.write": "修改了节假日安排",
  "person.create": "新建了账号",
  "person.change": "修改了账号",
  "person.disable": "停用了账号",
  "person.enable": "启用了账号",
  "person.reset": "重置了账号密码",
  "person.password": "修改了自己的密码",
};

const areas: Record<string, string> = {
  material: "办理了资料",
  feedback: "办理了反馈",
  settings: "修改了设置",
  holidays: "修改了节假日安排",
  person: "修改了账号",
  unit: "修改了单位",
  backup: "做了备份",
  archive: "做了归档",
};

/** What somebody did, in words; what has no words of its own is told by its area. */
export function changeWords(action: string): string {
  return changeNames[action] ?? areas[action.split(".")[0] ?? ""] ?? "有改动";
}

/** Where an object of the audit log is opened; undefined for what has no screen of its own. */
export function objectHref(object: string): string | undefined {
  const [kind, id = ""] = object.split("#");
  if (kind === "material" && id) return material(id);
  if (kind === "feedback" && id) return feedback(id);
  if (kind === "person" && id) return href(`/people/${id}`);
  return undefined;
}
