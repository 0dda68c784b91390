import type { MaterialState } from "../../../functions/materials/contract.ts";

/** The words for states, steps and roles, the same on every screen of the materials. */
export const stateNames: Record<MaterialState, string> = {
  draft: "草稿",
  "to-review": "待审查",
  "to-sign": "待签发",
  published: "已发布",
  withdrawn: "已撤回",
};
export const stateTones: Record<MaterialState, string> = {
  draft: "",
  "to-review": "amber",
  "to-sign": "blue",
  published: "good",
  withdrawn: "red",
};
export const stepNames: Record<string, string> = {
  provide: "提供",
  review: "保密审查",
  sign: "签发",
  return: "退回",
  publish: "发布",
  withdraw: "撤回",
};
