import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import { ConditionFailed } from "../store/store.ts";
import { carryOut } from "../study/versioned.ts";
import { findUnit } from "../units/table.ts";
import type { QuestionAction } from "./contract.ts";
import { lectureAt } from "./planning.ts";
import { actionsOf, isStaff, questionActionsOf, seesQuestion, type StoredLecture, type StoredQuestion } from "./rules.ts";
import { findQuestion, openOperations, putQuestion } from "./table.ts";
import { pageOf } from "./views.ts";

/** Staff ask by their own name, the contact of a unit under the name of the unit. @throws Problem unknown-unit */
async function askerOf(deps: Deps, who: WhoAmI): Promise<Pick<StoredQuestion, "by" | "from" | "office" | "unit">> {
  if (isStaff(who)) return { by: who.id, from: who.name, office: who.office };
  const unit = await findUnit(deps.store, who.unit);
  if (!unit) throw new Problem("unknown-unit");
  return { by: who.id, from: unit.name, office: "", unit: unit.id };
}

/** Asks the speaker, once per key. @throws Problem forbidden, illegal-step, too-many */
export async function ask(deps: Deps, who: WhoAmI, lectureId: string | undefined, text: string, key?: string): Promise<StoredLecture> {
  const lecture = await lectureAt(deps, who, lectureId);
  const now = deps.clock();
  const allowed = actionsOf(lecture, who, now);
  if (!allowed.includes("ask")) throw new Problem(lecture.state === "cancelled" ? "illegal-step" : "forbidden", { allowed });
  const id = key ? derivedId("question", who.id, key) : newId();
  const question = { id, lecture: lecture.id, ...(await askerOf(deps, who)), text, at: isoTime(now), version: 0 };
  const operations = [
    putQuestion(question),
    ...openOperations(lecture.person, undefined, question),
    auditLine(now, who, "lecture.ask", `lecture#${lecture.id}`),
  ];
  const body = { lecture: lecture.id, text };
  await createOnce(deps.store, "activities", who.id, key, body, { id }, operations, now).catch((error: unknown) => {
    throw error instanceof ConditionFailed ? new Problem("too-many") : error;
  });
  return lecture;
}

/** A question at the version that the person has seen. */
interface Place {
  lecture: string | undefined;
  question: string | undefined;
  version: number;
}

interface Step {
  action: QuestionAction;
  audit: string;
  change: (question: StoredQuestion, lecture: StoredLecture) => StoredQuestion;
}

/** @throws Problem not-found (also for what is hidden from this person), forbidden, illegal-step, conflict with the current page */
async function step(deps: Deps, who: WhoAmI, place: Place, { action, audit, change }: Step): Promise<StoredLecture> {
  const lecture = await lectureAt(deps, who, place.lecture);
  const question = await findQuestion(deps.store, lecture.id, place.question ?? "");
  if (!question || !seesQuestion(question, who)) throw new Problem("not-found");
  const current = () => pageOf(deps, who, lecture);
  if (question.version !== place.version) throw new Problem("conflict", { current: await current() });
  const allowed = questionActionsOf(lecture, question, who);
  if (!allowed.includes(action)) {
    if (allowed.length > 0 && action !== "answer") throw new Problem("illegal-step", { allowed });
    await recordRefusal(deps, who, `lecture#${lecture.id}`, action);
    throw new Problem("forbidden");
  }
  const after = change(question, lecture);
  const line = auditLine(deps.clock(), who, audit, `lecture#${lecture.id}`);
  await carryOut(deps.store, [putQuestion(after), ...openOperations(lecture.person, question, after), line], current);
  return lecture;
}

/** 讲课人当场解答: by name; may be put better later. For a speaker from outside an editor writes it down. */
export function answerQuestion(deps: Deps, who: WhoAmI, place: Place, answer: string): Promise<StoredLecture> {
  const answeredAt = isoTime(deps.clock());
  return step(deps, who, place, {
    action: "answer",
    audit: "lecture.answer",
    change: (question, { person, name }) => {
      const by = { answeredBy: name, ...(person === "" ? { onBehalf: true } : {}) };
      return { ...question, answer, answeredAt, ...by };
    },
  });
}

/** Takes an unfit question from view; who asked it learns why. */
export function hideQuestion(deps: Deps, who: WhoAmI, place: Place, reason: string): Promise<StoredLecture> {
  return step(deps, who, place, {
    action: "hide",
    audit: "lecture.hide",
    change: (question) => ({ ...question, hidden: reason }),
  });
}

export function showQuestion(deps: Deps, who: WhoAmI, place: Place): Promise<StoredLecture> {
  return step(deps, who, place, { action: "show", audit: "lecture.show", change: ({ hidden: _, ...question }) => question });
}
