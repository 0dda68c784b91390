import type { Deps } from "../deps.ts";
import { maySee } from "../materials/rules.ts";
import { findLines, type StoredLine } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import type { Lecture, LecturePage, Question } from "./contract.ts";
import { actionsOf, asked, isStaff, questionActionsOf, seesQuestion, type StoredLecture, type StoredQuestion } from "./rules.ts";
import { countsOf, questionsOf, type QuestionCounts } from "./table.ts";
import { visitorsOf } from "./visitors.ts";

function viewOf(lecture: StoredLecture, who: WhoAmI, script: StoredLine | undefined, counts: QuestionCounts): Lecture {
  const { id, person, name, from, topic, date, place, state, reason, version } = lecture;
  const opens = script && maySee(script, who);
  return {
    id,
    speaker: { ...(person ? { person } : {}), name, from },
    topic,
    date,
    place,
    state,
    ...(reason && isStaff(who) ? { reason } : {}),
    // The title of a draft is its writer's until it is published: who may not open it sees the lecture's topic.
    ...(script
      ? { script: { ...(opens ? { id: script.id } : {}), title: opens ? script.title : topic, state: script.state, live: script.live } }
      : {}),
    ...counts,
    version,
  };
}

/** Lectures as this person may see them: two reads for each hundred. */
export async function viewsOf(deps: Deps, who: WhoAmI, lectures: readonly StoredLecture[]): Promise<Lecture[]> {
  const ids = [...new Set(lectures.flatMap(({ material }) => material ?? []))];
  const lines: StoredLine[] = [];
  for (let from = 0; from < ids.length; from += 100) lines.push(...(await findLines(deps.store, ids.slice(from, from + 100))));
  const counts = await countsOf(
    deps.store,
    lectures.map(({ id }) => id),
  );
  const byId = new Map(lines.map((line) => [line.id, line]));
  return lectures.map((lecture, place) => viewOf(lecture, who, byId.get(lecture.material ?? ""), counts[place]!));
}

function questionView(lecture: StoredLecture, question: StoredQuestion, who: WhoAmI): Question {
  const { by: _, unit: __, lecture: ___, ...shown } = question;
  return { ...shown, mine: asked(question, who), allowed: questionActionsOf(lecture, question, who) };
}

/** One lecture with its questions and what this person may do. */
export async function pageOf(deps: Deps, who: WhoAmI, lecture: StoredLecture): Promise<LecturePage> {
  const [[view], questions, visitors] = await Promise.all([
    viewsOf(deps, who, [lecture]),
    questionsOf(deps.store, lecture.id),
    visitorsOf(deps, who, lecture),
  ]);
  const seen = questions.filter((question) => seesQuestion(question, who));
  return {
    ...view!,
    asked: seen.length,
    allowed: actionsOf(lecture, who, deps.clock()),
    questions: seen.map((question) => questionView(lecture, question, who)),
    ...visitors,
  };
}
