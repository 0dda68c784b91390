import type { WorkAction } from "../../../functions/work-items/contract.ts";
import type { HistoryEntry } from "../../../functions/work-items/item.contract.ts";
import { ApiProblem } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { stepWords } from "./words.ts";

const actionWords: Record<WorkAction, string> = {
  ...stepWords,
  change: "修改",
  discard: "删除草拟",
  report: "汇报",
  milestone: "标记里程碑",
  pledge: "写目标责任",
  sign: "签订目标责任",
  supervise: "督办",
  answer: "答复督办",
};

/** What somebody did, as the history tells it. */
export const historyWords: Record<HistoryEntry["action"], string> = {
  create: "列入草拟",
  change: "修改了内容",
  discard: "删除了草拟",
  start: "开始推进",
  delay: "未完成，说明原因并定了新时限",
  resume: "继续推进",
  close: "注销",
  cancel: "取消",
  report: "作了汇报",
  milestone: "标记了里程碑",
  pledge: "写了目标责任",
  sign: "签订了目标责任",
  supervise: "发出督办",
  answer: "答复了督办",
  carry: "转入下一年",
};

const isAction = (name: string): name is WorkAction => name in actionWords;

/** Why an action was refused; of an illegal step also what is legal now. */
export function refusalText(problem: unknown): string {
  if (!(problem instanceof ApiProblem) || (problem.code !== "illegal-step" && problem.code !== "explanation-needed"))
    return problemText(problem);
  const legal = problem.allowed.filter(isAction).map((action) => actionWords[action]);
  const now = legal.length > 0 ? `现在您可以：${legal.join("、")}。` : "现在您没有可以做的步骤。";
  return problem.code === "illegal-step" ? `现在不能做这一步。${now}` : `${problemText(problem)}${now}`;
}
