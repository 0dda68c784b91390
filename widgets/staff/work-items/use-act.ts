import { useState } from "preact/hooks";
import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { refusalText } from "./action-words.ts";

export interface Act {
  /**
   * Sends one change of the item and puts the answer in its place.
   * @returns whether it was done; a refusal is told, and the item as it is now is shown
   */
  act: (method: "POST" | "PUT", path: string, body: object, done: string, key?: string) => Promise<boolean>;
  busy: boolean;
  /** Why the last change was refused, for the fields of an open dialog. */
  problem: unknown;
  forget: () => void;
}

/** Changes to the open item, one at a time. */
export function useAct(item: WorkItem, onChange: (item: WorkItem) => void): Act {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const refused = async (error: unknown): Promise<void> => {
    setProblem(error);
    const code = error instanceof ApiProblem ? error.code : undefined;
    announce(code === "conflict" ? "别人刚刚办过这一项，现在显示的是最新情况，请核对后再办。" : refusalText(error), "error");
    if (error instanceof ApiProblem && code === "conflict" && error.current) return onChange(error.current as WorkItem);
    // What was refused was asked of an older state: the screen shows what holds now.
    if (code === "illegal-step" || code === "explanation-needed" || code === "conflict")
      onChange(await api<WorkItem>("GET", `/api/staff/work-items/${item.id}`));
  };
  const act: Act["act"] = async (method, path, body, done, key) => {
    setBusy(true);
    setProblem(undefined);
    try {
      onChange(await api<WorkItem>(method, `/api/staff/work-items/${item.id}${path}`, body, { key }));
      announce(done);
      return true;
    } catch (error) {
      await refused(error).catch((again: unknown) => announce(problemText(again), "error"));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { act, busy, problem, forget: () => setProblem(undefined) };
}
