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
 * Takes steps on one record. When somebody was quicker, the record as it is now takes its place.
 * @returns `take`, which says whether the step was taken, and the `problem` of a step that was taken in a dialog: there it is shown
 * beside what was typed; elsewhere a notice tells it
 */
export function useStep(record: FeedbackRecord, onChanged: (record: FeedbackRecord) => void) {
  const person = useMe();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const take = async (step: string, body: object = {}, inDialog = false): Promise<boolean> => {
    setBusy(step);
    setProblem(undefined);
    const tell = (error: unknown, sentence: string) => (inDialog ? setProblem(error) : announce(sentence, "error"));
    try {
      const path = `/api/staff/feedback/${record.id}/${step}`;
      onChanged(await api<FeedbackRecord>("POST", path, { version: record.version, ...body }));
      announce(done[step] ?? "已办理");
      return true;
    } catch (error) {
      const current = error instanceof ApiProblem && error.code === "conflict" ? (error.current as FeedbackRecord | undefined) : undefined;
      if (current) onChanged(current);
      if (current && isOwn(current, record, step, person.id)) {
        announce(done[step] ?? "已办理");
        return true;
      }
      const by = current?.steps[current.steps.length - 1]?.name ?? "别人";
      tell(error, current ? `${by}刚刚处理过这一条，现在显示的是最新情况。` : problemText(error));
      return false;
    } finally {
      setBusy(undefined);
    }
  };
  return { take, busy, problem, forget: () => setProblem(undefined) };
}
