import type { Role } from "../../../functions/people/contract.ts";
import { roleNames } from "../../../functions/people/role-names.ts";

/** What each role does, in the words of those who give roles. */
export const roleHints: Record<Role, string> = {
  unit: "以本单位名义留言、下载学习包，只看本单位的反馈",
  cadre: "起草和提供资料",
  lead: "办理分给本组室的反馈，审查和签发资料",
  editor: "编辑和审查资料，受理、答复反馈",
  director: "签发资料，查看全部情况",
  admin: "管理人员、单位、设置和备份",
};

export const rolesText = (roles: readonly Role[]) => roles.map((role) => roleNames[role]).join("、");

export const personLabels = { login: "用户名", name: "姓名", roles: "角色", office: "组室", unit: "单位" } as const;

const sentences: Record<string, string> = {
  "login required": "请填写用户名。",
  "login regex": "只能用字母、数字、点、横线，2 到 32 个字符，以字母或数字开头。",
  "login repeated": "表格里前面已有这个用户名。",
  "login taken": "这个用户名已有人使用。",
  "name required": "请填写姓名。",
  "name min_length": "请填写姓名。",
  "name max_length": "最多 30 个字。",
  "roles required": "请至少写一个角色。",
  "roles min_length": "请至少选一个角色。",
  "roles unknown": "有不认识的角色。可以写：基层单位、部内干部、组室负责人、编辑(审核)、部领导、系统管理员。",
  "office required": "组室负责人要写明组室。",
  "office unknown": "设置里没有这个组室，请照设置里的名称写。",
  "office max_length": "最多 30 个字。",
  "unit required": "基层单位的账号要写明单位。",
  "unit unknown": "没有这个单位，请照“单位”一页里的名称写。",
  "unit retired": "这个单位已停用。",
};

/** Why a field of a person is refused; the same words beside the form and in the preview of a file. */
export const personSentence = (field: string, code: string): string => sentences[`${field} ${code}`] ?? "请检查这一项。";
