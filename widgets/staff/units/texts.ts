import { unitLimits, type UnitKind } from "../../../functions/units/contract.ts";
import { ApiProblem } from "../shell/api.ts";

export const unitKinds: UnitKind[] = ["乡镇", "开发区", "社区", "企业", "机关"];

const sentences: Record<string, string> = {
  "name required": "请填写单位名称。",
  "name min_length": "请填写单位名称。",
  "name max_length": `最多 ${unitLimits.name} 个字。`,
  "name repeated": "表格里前面已有这个单位。",
  "name taken": "已有同名的单位，可能已停用。",
  "kind required": "请填写类别。",
  "kind unknown": `类别只有：${unitKinds.join("、")}。`,
  "kind picklist": "请选择类别。",
  "villages max_length": `村名每个最多 ${unitLimits.name} 个字，一行一个，最多 ${unitLimits.villages} 个。`,
  "villages too_many": `最多 ${unitLimits.villages} 个村。`,
  "villages repeated": "有村名写了两遍。",
  " too_many": `单位总数最多 ${unitLimits.units} 个。`,
};

export const unitSentence = (field: string, code: string): string => sentences[`${field} ${code}`] ?? "请检查这一项。";

export const errorAt = (problem: unknown, field: string): string | undefined => {
  const error = problem instanceof ApiProblem ? problem.errors.find((one) => one.field.split(".")[0] === field) : undefined;
  return error && unitSentence(field, error.code);
};
