import { dateTime } from "../shell/format.ts";

/** What each action code of the audit log means, in the words of the interface. A test holds the list against the codes that exist. */
export const actionNames: Record<string, string> = {
  "material.create": "新建资料",
  "material.change": "修改资料",
  "material.attach": "添加附件",
  "material.detach": "删除附件",
  "material.import": "导入 Word",
  "material.provide": "提供（送审）",
  "material.review": "保密审查通过",
  "material.sign": "签发",
  "material.publish": "定时发布",
  "material.return": "退回资料",
  "material.withdraw": "撤回资料",
  "material.revise": "修订资料",
  "material.restore": "恢复旧版本",
  "material.overrule": "保留词表中的词",
  "feedback.hand-in": "提交反馈",
  "feedback.accept": "受理反馈",
  "feedback.assign": "转办反馈",
  "feedback.return": "退回反馈",
  "feedback.answer": "答复反馈",
  "feedback.reject": "不予公开",
  "feedback.correct": "更正反馈文字",
  "feedback.merge": "合并重复反馈",
  "feedback.unmerge": "取消合并",
  "feedback.join": "并入其他反馈",
  "feedback.part": "移出合并的反馈",
  "feedback.release": "解除合并",
  "feedback.withdraw": "撤回反馈",
  "feedback.contact": "查看联系方式",
  "feedback.reveal": "查看反馈原文",
  "feedback.template": "使用答复模板",
  "feedback.templates": "修改答复模板",
  "person.create": "新建账号",
  "person.change": "修改账号",
  "person.disable": "停用账号",
  "person.enable": "启用账号",
  "person.reset": "重置密码",
  "person.password": "设置密码",
  "person.oidc": "绑定统一身份认证",
  "person.import": "批量导入账号",
  "session.start": "登录",
  "session.end": "退出登录",
  "unit.create": "新建单位",
  "unit.change": "修改单位",
  "unit.write": "保存单位",
  "unit.retire": "停用单位",
  "unit.restore": "恢复单位",
  "unit.order": "调整单位顺序",
  "unit.import": "批量导入单位",
  "note.create": "新建学习笔记",
  "note.change": "修改学习笔记",
  "note.delete": "删除学习笔记",
  "note.read": "查看他人学习笔记",
  "note.print": "打印他人学习笔记",
  "note.offer": "提供发表学习心得",
  "settings.change": "修改设置",
  "settings.words": "修改词表",
  "settings.study": "修改学习设置",
  "study-day.plan": "安排集中学习",
  "study-day.move": "改期集中学习",
  "study-day.cancel": "取消集中学习",
  "study-day.restore": "恢复集中学习",
  "study-day.minutes": "记录集中学习",
  "study-day.photo": "集中学习照片",
  "study-day.attend": "集中学习签到",
  "calendar.link": "生成日历链接",
  "calendar.unlink": "停用日历链接",
  "lecture.plan": "安排讲课",
  "lecture.change": "修改讲课安排",
  "lecture.topic": "填写讲课题目",
  "lecture.hold": "讲课已讲",
  "lecture.cancel": "取消讲课",
  "lecture.replan": "恢复为拟讲",
  "lecture.script": "关联讲稿",
  "lecture.ask": "向讲课人提问",
  "lecture.answer": "解答提问",
  "lecture.hide": "隐藏提问",
  "lecture.show": "恢复提问",
  "activity.create": "登记活动",
  "activity.change": "修改活动记录",
  "activity.delete": "删除活动记录",
  "activity.photo": "活动照片",
  "study-task.create": "布置学习任务",
  "study-task.change": "修改学习任务",
  "study-task.close": "结束学习任务",
  "study-task.mark": "标记已学",
  "study-task.unmark": "取消已学标记",
  "group-study.create": "提交集中学习记录",
  "group-study.change": "修改集中学习记录",
  "group-study.delete": "删除集中学习记录",
  "group-study.photo": "增减集中学习照片",
  "unit.remind": "提醒单位学习",
  "holidays.write": "修改节假日",
  "job.run": "手动运行任务",
  "audit.export": "导出审计日志",
  "backup.request": "要求备份",
  "backup.make": "生成备份",
  "backup.check": "要求检查备份",
  "backup.checked": "检查备份",
  "backup.download": "下载备份",
  "backup.delete": "删除备份",
  "archive.request": "要求年度归档",
  "archive.make": "生成年度归档",
  "archive.download": "下载年度归档",
  "archive.delete": "删除年度归档",
  refused: "被拒绝的操作",
};

/** An action of a later version keeps its code: better that than a blank. */
export const actionName = (action: string): string => actionNames[action] ?? action;

/** The kinds that the filter offers, by the first part of their actions. */
export const kindNames: [kind: string, name: string][] = [
  ["material", "资料"],
  ["feedback", "意见反馈"],
  ["note", "学习笔记"],
  ["person", "账号"],
  ["session", "登录和退出"],
  ["refused", "被拒绝的操作"],
  ["unit", "单位"],
  ["lecture", "讲课"],
  ["activity", "活动"],
  ["study-day", "集中学习"],
  ["calendar", "日历链接"],
  ["study-task", "学习任务"],
  ["group-study", "单位集中学习"],
  ["settings", "设置"],
  ["holidays", "节假日"],
  ["backup", "备份"],
  ["archive", "年度归档"],
  ["audit", "审计日志"],
  ["job", "任务"],
];

export const outcomeNames = { done: "成功", refused: "拒绝", failed: "失败" } as const;

const objectKinds: Record<string, string> = {
  material: "资料",
  feedback: "反馈",
  note: "学习笔记",
  person: "账号",
  unit: "单位",
  units: "单位",
  session: "登录",
  settings: "设置",
  lecture: "讲课",
  activity: "活动",
  audit: "审计日志",
  backup: "备份",
  archive: "年度归档",
  holidays: "节假日",
  job: "任务",
};

/** The ids of backups and archives begin with their time (UTC). */
const TIMED = /^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)-/;

/**
 * `material#abc` → 资料《…》 or 资料 abc; a refused call is shown as it was made.
 * @param names what objects are called today
 */
export function objectName(object: string, names: Record<string, string> = {}): string {
  const [kind = "", id] = object.split("#");
  const name = objectKinds[kind];
  if (!name) return object;
  const called = names[object];
  if (called) return kind === "material" ? `${name}《${called}》` : `${name} ${called}`;
  const time = TIMED.exec(id ?? "");
  if (time) return `${name} ${dateTime(`${time.slice(1, 4).join("-")}T${time.slice(4).join(":")}Z`)}`;
  return id ? `${name} ${id}` : name;
}

const noteNames: Record<string, string> = {
  forbidden: "没有权限",
  "other-office": "不是本组室的反馈",
  "own account": "不能停用自己的账号",
  "wrong current password": "原密码不对",
  "wrong name or password": "用户名或密码不对",
  "disabled account": "账号已停用",
  locked: "账号已锁定",
  see: "无权查看",
  edit: "无权修改",
  history: "无权查看历史版本",
  "oidc: no such account": "统一身份认证：没有对应的账号",
  "oidc: disabled account": "统一身份认证：账号已停用",
  "oidc: locked": "统一身份认证：账号已锁定",
  "oidc: another subject": "统一身份认证：账号已绑定其他身份",
  "first administrator": "第一个系统管理员",
  "more than 7": "超过保留数量，自动删除",
  "broken-off": "程序中途停止",
  away: "数据库或文件存储暂时不可用",
  "disk-full": "磁盘空间不足",
  "too-large": "有超过 4 GB 的文件",
  gone: "备份已不存在",
  internal: "程序故障",
};

export const noteName = (note: string): string => noteNames[note] ?? note;
