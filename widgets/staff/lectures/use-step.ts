import { useState } from "preact/hooks";
import type { LecturePage } from "../../../functions/lectures/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";

export interface Step {
  busy: boolean;
  /** @returns whether it was done; the page is then the newer one */
  take: (method: "POST" | "PUT", path: string, body: object, done: string, key?: string) => Promise<boolean>;
}

/** One step with a lecture or a question; what stood in the way is said, and after a conflict the newer page is shown. */
export function useStep(id: string, onPage: (page: LecturePage) => void): Step {
  const [busy, setBusy] = useState(false);
  const take: Step["take"] = async (method, path, body, done, key) => {
    setBusy(true);
    try {
      onPage(await api<LecturePage>(method, `/api/staff/lectures/${id}${path}`, body, { key }));
      announce(done);
      return true;
    } catch (problem) {
      announce(problemText(problem), "error");
      if (problem instanceof ApiProblem && problem.code === "conflict" && problem.current) onPage(problem.current as LecturePage);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, take };
}
