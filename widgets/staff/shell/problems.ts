import type { ProblemCode } from "../../../functions/http/problem.ts";
import { ApiProblem } from "./api.ts";

/** One sentence for each problem code: what happened, and what to do now. */
const sentences: Record<ProblemCode | "offline", string> = {
  offline: "网络不通，您写的内容还在，恢复后再试。",
  unavailable: "服务暂时不可用，请稍后再试，您写的内容还在。",
  internal: "系统出了故障，请稍后再试；仍不行请告诉系统管理员。",
  "invalid-body": "有几项没有填对，请看标红的地方。",
  "invalid-query": "查询条件不对，请重新选择。",
  "bad-cursor": "列表已有变化，请重新打开。",
  "consent-required": "填写了姓名或联系方式，需要本人同意。",
  "form-token-invalid": "页面打开太久了，请刷新后再交。",
  "form-token-early": "提交得太快了，请稍等几秒再试。",
  "form-token-used": "这份内容已经交过了。",
  "unknown-material": "没有这篇资料，或者还没有发布。",
  "unknown-unit": "没有这个单位。",
  "unknown-category": "没有这个分类，可能刚被改名，请重新选择。",
  "category-in-use": "这个分类下还有资料，不能删除。请先把资料改到别的分类，或者给这个分类改名。",
  "category-fixed": "“制度规范”的历次版本向公众公开，名称不能改。",
  "category-moving": "资料正在转到新名称，请过一两分钟再改。",
  "file-refused": "这个文件不能用。",
  "password-refused": "这个密码太常见或没有变化，请换一个。",
  "set-up-closed": "这个链接无效、已过期或已用过，请找系统管理员重新生成。",
  "sign-in-failed": "用户名或密码不对，或者账号已锁定（连续 5 次失败锁定 30 分钟）。",
  "oidc-expired": "登录用时太久，或者不是从这个浏览器开始的，请重新登录。",
  "oidc-failed": "统一身份认证没有通过，请重新登录；仍不行请找系统管理员。",
  "oidc-refused": "您的身份已确认，但在工作台没有可用的账号，请找系统管理员。",
  unauthenticated: "登录已过期，请重新登录。",
  forbidden: "您没有权限做这件事。",
  "not-found": "没有找到，可能已被删除或您无权查看。",
  "method-not-allowed": "系统版本不一致，请刷新页面。",
  conflict: "别人刚刚改过，请看看最新的内容再决定。",
  "illegal-step": "现在不能做这一步，情况可能刚刚变了，请刷新。",
  "explanation-needed": "已经超过完成时限，请先写明原因、进一步推进措施和新的完成时限。",
  "words-found": "资料里有词表中的词，请修改，或者写明保留的理由。",
  "own-material": "提供人不能审查或签发自己的资料，请由其他人来做。",
  "check-in-closed": "现在不在签到时间内：开始前一小时到结束后半小时可以签到。",
  "login-taken": "这个用户名已有人使用。",
  "name-taken": "已有同名的，请换一个名称。",
  "last-admin": "至少要留一位能登录的系统管理员，请先给别人系统管理员的角色。",
  busy: "正在做备份、检查或归档，请等它完成后再试。",
  "too-large": "内容太大了。",
  "not-json": "系统版本不一致，请刷新页面。",
  "idempotency-mismatch": "内容和刚才交的不一样，请刷新后再试。",
  "too-many": "操作太频繁，请稍后再试。",
};

/** What is wrong with one field, by the name of the rule that it broke. */
const fieldSentences: Record<string, string> = {
  min_length: "太短了，或者还没有填。",
  non_empty: "请填写。",
  max_length: "太长了。",
  regex: "格式不对。",
  url: "请填写完整网址，以 http:// 或 https:// 开头。",
  iso_date: "日期不对。",
  iso_timestamp: "时间不对。",
  picklist: "请从列表里选。",
  integer: "请填整数。",
  min_value: "太小了。",
  max_value: "太大了。",
  number: "请填数字。",
  before_start: "结束时间要晚于开始时间。",
  too_far: "离原来的日期太远，前后最多 13 天。",
  past: "不能是过去的日期。",
  nobody: "请选择学习对象：部内干部、组室或者单位。",
  friday: "请选一个星期五。",
  too_late: "时间太远，最多一年以内。",
  unknown: "没有这一项，请重新选择。",
  future: "日期还没有到。",
  repeated: "有重复的。",
  other_kind: "这一类活动没有这一项。",
  before_activity: "不能早于活动的日期。",
  one_speaker: "请选一位部内干部，或者填一位外请的讲课人。",
  questions_asked: "已经有人向这位讲课人提问，不能换人。请取消这次讲课，另外安排一次。",
  unicode: "有无法保存的字符。",
  taken: "已有人使用。",
  common: "这个密码太常见，请换一个。",
  unchanged: "与现在的相同。",
  sum_100: "各项权重加起来要正好是 100。",
  not_reviewed: "只能评审已发布的讲课稿和调研文章。",
  robot_address: "地址不对，请从群机器人的设置里复制完整的 Webhook 地址。",
  too_many_channels: "渠道太多了，最多 20 个。",
};

/** Files: why one was refused (`file-refused` carries it as the field's code). */
const fileSentences: Record<string, string> = {
  encrypted: "文件有密码保护，请先去掉密码再上传。",
  "type-not-allowed": "不能上传这种文件。可以上传：Word、Excel、PPT、WPS、PDF、TXT、JPG、PNG、MP3、MP4、ZIP。",
  "content-mismatch": "文件内容和扩展名不一致，可能被改过名，或者带有宏。请另存为正确的格式再上传。",
  "too-large": "文件太大了。",
  empty: "这是空文件。",
  "too-many": "附件太多了，最多 20 个（正文里的图片最多 100 张）。",
  "not-a-word-document": "这不是 Word 文档（.docx）。旧的 .doc 或 WPS 文件请先另存为 .docx。",
  broken: "文件已损坏，打不开。请在 Word 或 WPS 里打开后另存一份再上传。",
};

export function problemText(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return sentences.internal;
  const file = problem.code === "file-refused" ? fileSentences[problem.errors[0]?.code ?? ""] : undefined;
  if (file) return file;
  if (problem.retryAfter > 60) return `${sentences[problem.code]}（约 ${Math.ceil(problem.retryAfter / 60)} 分钟后）`;
  // A server newer than this page may know codes that the page does not.
  return sentences[problem.code] ?? sentences.internal;
}

/** What is wrong, by the name of the rule that was broken. */
export const fieldSentence = (code: string): string => fieldSentences[code] ?? "请检查这一项。";

/** The sentence beside a field, if the problem is about it (or about a part of it, such as `questions.2`). */
export function fieldError(problem: unknown, field: string): string | undefined {
  if (!(problem instanceof ApiProblem)) return undefined;
  const error = problem.errors.find((one) => one.field === field || one.field.startsWith(`${field}.`));
  return error && fieldSentence(error.code);
}
