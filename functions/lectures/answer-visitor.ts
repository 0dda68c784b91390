import { recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { saveSteps } from "../feedback/changes.ts";
import { knownOf } from "../feedback/known.ts";
import { takeStep } from "../feedback/rules.ts";
import { findEntry } from "../feedback/table.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { ConditionFailed } from "../store/store.ts";
import { lectureAt } from "./planning.ts";
import type { StoredLecture } from "./rules.ts";
import { pageOf } from "./views.ts";
import { isQuestion } from "./visitors.ts";

interface Place {
  lecture: string | undefined;
  feedback: string | undefined;
  version: number;
}

/**
 * The speaker answers a visitor in public, by name. An editor has passed the question before (先审后发); the answer stands as 答复公开
 * of the 组室 that has it, else of the speaker's.
 * @throws Problem not-found, forbidden (the speaker alone), conflict with the page as it is now
 */
export async function answerVisitor(deps: Deps, who: WhoAmI, place: Place, answer: string): Promise<StoredLecture> {
  const lecture = await lectureAt(deps, who, place.lecture);
  if (lecture.person !== who.id) {
    await recordRefusal(deps, who, `lecture#${lecture.id}`, "answer");
    throw new Problem("forbidden");
  }
  const before = await findEntry(deps.store, place.feedback ?? "");
  if (!before || !isQuestion(before, new Set([lecture.material ?? ""]))) throw new Problem("not-found");
  const conflict = async () => new Problem("conflict", { current: await pageOf(deps, who, lecture) });
  if (before.state !== "accepted" || before.version !== place.version) throw await conflict();
  const now = deps.clock();
  const office = before.office ?? (lecture.from || who.office || "讲课人");
  const step = { step: "answer", office, answer: `${answer}\n\n讲课人：${lecture.name}` } as const;
  const after = takeStep(before, step, who, now, (await knownOf(deps)).retentionDays);
  try {
    await saveSteps(deps.store, [{ before, after }], who, now);
  } catch (error) {
    throw error instanceof ConditionFailed ? await conflict() : error;
  }
  return lecture;
}
