import type { Activity, ActivityInput, ActivityKind } from "../../../functions/activities/contract.ts";
import { isVisit } from "./words.ts";

/** An activity as it is being written: topics as one text, a line each. */
export interface ActivityText extends Omit<ActivityInput, "topics"> {
  topics: string;
}

export const emptyActivity = (kind: ActivityKind, person: string | undefined): ActivityText => ({
  kind,
  title: "",
  date: "",
  place: "",
  unit: "",
  village: "",
  people: person === undefined ? [] : [person],
  others: "",
  topics: "",
  content: "",
  findings: "",
  problems: [],
  next: "",
});

export function textOf(activity: Activity): ActivityText {
  const { kind, title, date, place, unit, village, people, others, topics, content, findings, problems, next } = activity;
  const rest = { kind, title, date, place, unit, village, others, content, findings, problems, next };
  return { ...rest, people: people.map(({ id }) => id), topics: topics.join("\n") };
}

/** What is sent: without what another kind left in the form, and without empty lines. */
export function inputOf({ topics, problems, ...text }: ActivityText): ActivityInput {
  const lines = topics.split("\n").map((line) => line.trim());
  return {
    ...text,
    village: text.unit === "" ? "" : text.village,
    topics: text.kind === "座谈讨论" ? lines.filter((line) => line !== "") : [],
    problems: problems
      .filter((problem) => problem.text.trim() !== "")
      .map((problem) => (isVisit(text.kind) ? problem : { ...problem, solvedOn: "" })),
  };
}
