import { useState } from "preact/hooks";
import type { FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { useMe } from "../shell/session.ts";

const done: Record<string, string> = {
  accept: "已受理",
  assign: "已分办",
  return: "已退回编辑",
  reject: "已记为不予公开",
  correct: "已更正",
  merge: "已合并",
  unmerge: "已撤销合并",
};

/** Whether a conflict is the own step whose answer was lost on the way: it was taken, once. */
export function isOwn(current: FeedbackRecord, before: FeedbackRecord, step: string, person: string): boolean {
  const last = current.steps[current.steps.length - 1];
  return current.version === before.version + 1 && last?.by === person && last.action === step;
}

/**
 * Takes steps on one record. When somebody was quicker, the record as it is now takes its place and a notice says so: these steps
 * hold no text that could be lost.
 */
export function useStep(record: FeedbackRecord, onChanged: (record: FeedbackRecord) => void) {
  const person = useMe();
  const [busy, setBusy] = useState<string>();
  const take = async (step: string, body: object = {}): Promise<boolean> => {
    setBusy(step);
    try {
      const path = `/api/staff/feedback/${record.id}/${step}`;
      onChanged(await api<FeedbackRecord>("POST", path, { version: record.version, ...body }));
      announce(done[step] ?? "已办理");
      return true;
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === "conflict" && problem.current) {
        const current = problem.current as FeedbackRecord;
        onChanged(current);
        if (isOwn(current, record, step, person.id)) {
          announce(done[step] ?? "已办理");
          return true;
        }
        announce(`${current.steps[current.steps.length - 1]?.name ?? "别人"}刚刚处理过这一条，现在显示的是最新情况。`, "error");
      } else announce(problemText(problem), "error");
      return false;
    } finally {
      setBusy(undefined);
    }
  };
  return { take, busy };
}
