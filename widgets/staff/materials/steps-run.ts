import type { MaterialAction, MaterialRecord } from "../../../functions/materials/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { me } from "../shell/session.ts";

const done: Record<Exclude<MaterialAction, "edit">, string> = {
  provide: "已提供，等待保密审查",
  review: "审查通过，等待签发",
  sign: "已签发，公开页上看得到了",
  return: "已退回给提供人",
  withdraw: "已撤回，公开页上看不到了",
  revise: "已打开修订，改好后重新提供",
};

/**
 * Takes a step and says how it went. A record that was changed meanwhile is shown as it is now: a step has no text of its own that
 * could be lost, but nobody should pass what they have not read. @returns what a dialog should show, or undefined when all is said
 */
export async function runStep(
  record: MaterialRecord,
  action: Exclude<MaterialAction, "edit">,
  body: object,
  onChange: (record: MaterialRecord) => void,
): Promise<ApiProblem | undefined> {
  const path = `/api/staff/materials/${record.id}`;
  try {
    const next = await api<MaterialRecord>("POST", `${path}/${action}`, { version: record.version, ...body });
    onChange(next);
    announce(next.publishAt && action === "sign" ? "已签发，到时自动发布" : done[action]);
    return undefined;
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    if (problem.code === "conflict") {
      const current = problem.current as MaterialRecord;
      onChange(current);
      // The step was taken, only its answer was lost on the way.
      const last = current.steps[current.steps.length - 1];
      if (current.version === record.version + 1 && last?.step === action && last.by === me.get()?.id) announce(done[action]);
      else announce("这份资料刚被别人改过，现在显示的是最新内容，请看过再办。", "error");
      return undefined;
    }
    if (problem.code === "illegal-step") {
      onChange(await api<MaterialRecord>("GET", path));
      announce(problemText(problem), "error");
      return undefined;
    }
    return problem;
  }
}
