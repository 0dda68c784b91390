import type { ProgressAction, ProgressRecord } from "../../../functions/progress/contract.ts";

/** Where it stands, in the words of the three steps. */
export const standings: Record<ProgressRecord["state"], { text: string; kind: string }> = {
  draft: { text: "起草中", kind: "" },
  "to-review": { text: "待保密审查", kind: "warn" },
  "to-sign": { text: "待签发", kind: "warn" },
  published: { text: "已公开", kind: "good" },
  withdrawn: { text: "已撤回", kind: "" },
};

export const stepNames: Record<ProgressRecord["steps"][number]["step"], string> = {
  provide: "提供",
  review: "保密审查",
  sign: "签发",
  return: "退回",
  publish: "发布",
  withdraw: "撤回",
};

type Step = Exclude<ProgressAction, "edit">;

/** What a step does, said before it is taken. */
export const stepWords: Record<Step, { title: string; text: string; action: string; done: string; reason?: string; danger?: true }> = {
  provide: { title: "提供，交去保密审查", text: "提供以后不能再改；退回以后才能再改。", action: "提供", done: "已提供" },
  review: {
    title: "保密审查通过",
    text: "请确认没有涉密内容和不宜公开的内容：涉密不上网。",
    action: "通过",
    done: "保密审查已通过",
  },
  sign: { title: "签发", text: "签发后马上在门户网站公开，发布时间由系统记录。", action: "签发", done: "已签发，公开了" },
  return: { title: "退回修改", text: "回到起草，写的人改好后重新提供。", action: "退回", done: "已退回", reason: "退回原因" },
  withdraw: {
    title: "从门户网站撤回",
    text: "马上从所有公开页上消失，这里还保留着。",
    action: "撤回",
    done: "已撤回",
    reason: "撤回原因",
    danger: true,
  },
};

/** Why somebody else has to do it. */
export const blockedWords: Record<ProgressRecord["blocked"][number]["why"], string> = {
  role: "要由别的岗位来做",
  "own-material": "起草或提供的人不能自己审查、签发",
  "reviewed-it": "审查的人不能再签发，要由第三个人来做",
  "not-yours": "由项目责任人、组室负责人或部领导来写",
};
