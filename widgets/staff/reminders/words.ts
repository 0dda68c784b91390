import type { ChannelKind, Failure, FailureReason, ReminderKind } from "../../../functions/reminders/contract.ts";

export const channelNames: Record<ChannelKind, string> = {
  wecom: "企业微信群机器人",
  dingtalk: "钉钉群机器人",
  feishu: "飞书群机器人",
  mail: "电子邮件",
};

/** Where the address is found, step by step. */
export const addressHints: Record<Exclude<ChannelKind, "mail">, string> = {
  wecom: "在群设置里选“群机器人”，添加或打开机器人，复制 Webhook 地址。",
  dingtalk: "在群设置里选“机器人”，添加“自定义”机器人，复制 Webhook 地址。安全设置选“加签”，或者把“自定义关键词”填成：干训讲堂。",
  feishu: "在群设置里选“群机器人”，添加“自定义机器人”，复制 Webhook 地址。安全设置选“签名校验”，或者把“自定义关键词”填成：干训讲堂。",
};

export const reminderNames: Record<ReminderKind, { label: string; hint: string }> = {
  feedback: { label: "反馈期限", hint: "有反馈快到期、超期或严重超期，只报条数" },
  column: { label: "栏目更新", hint: "栏目太久没有新资料" },
  materials: { label: "资料办理", hint: "有资料等保密审查（只报篇数）或等签发" },
  "study-day": { label: "集中学习", hint: "前一天提醒时间、地点和内容" },
  "study-tasks": { label: "学习任务", hint: "最后三天提醒一次，最后一天前再提醒一次" },
  lectures: { label: "登坛讲课", hint: "前一天提醒讲课人和题目；讲课下面有提问等着解答" },
  inspections: { label: "笔记检查", hint: "检查表还没有签字，每周提醒一次" },
  "work-items": { label: "工作项", hint: "按组室报超期、7天内到期、该汇报、督办未答复的项数，不报题目" },
  holidays: { label: "节假日安排", hint: "缺少当年的安排，每周提醒一次" },
};

const reasons: Record<FailureReason, string> = {
  "address-refused": "这个地址不允许使用。请点“修改”重新填写机器人的地址。",
  sealed: "保存的地址打不开了，可能是系统换过密钥。请点“修改”重新填写地址。",
  "no-mail-server": "还没有设置发信服务器，请运维人员设置 SMTP_URL 和 SMTP_FROM。",
  unreachable: "连不上对方服务器，可能是网络不通。",
  timeout: "对方服务器太久没有回应。",
  redirected: "对方要求转到别的地址，为了安全没有跟过去。请核对地址。",
  "answer-odd": "对方的回答看不懂，可能不是机器人的地址。",
  http: "对方服务器出了故障。",
  gone: "机器人不存在，或者已被停用、删除。请到群里查看，换成新的地址。",
  signature: "签名不对。请核对密钥，并检查服务器的时间是否准确。",
  keyword: "机器人设了关键词，消息里没有。请把关键词改成：干训讲堂。",
  "caller-refused": "机器人限制了来源 IP。请在机器人的安全设置里加上本服务器的地址。",
  "too-often": "发得太频繁，对方暂时不收。",
  refused: "对方没有接收。",
  "mail-sign-in": "发信服务器不认用户名或密码，请运维人员检查 SMTP_URL。",
  recipients: "收件地址不对，发信服务器不收。请核对收件人。",
};

/** Why something did not arrive, and what to do; the service's own number for whoever looks it up. */
export function failureWords({ reason, code }: Failure): string {
  const words = reasons[reason] ?? reasons.refused;
  return code === undefined ? words : `${words}（代码 ${code}）`;
}
