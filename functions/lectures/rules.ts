import type { WhoAmI } from "../people/contract.ts";
import { chinaDay } from "../platform/clock.ts";
import type { LectureAction, LectureState, QuestionAction } from "./contract.ts";

/** A lecture as it is stored. Name and 组室 of the speaker are those of the day on which it was planned. */
export interface StoredLecture {
  id: string;
  /** Empty for a speaker from outside. */
  person: string;
  name: string;
  from: string;
  topic: string;
  date: string;
  place: string;
  state: LectureState;
  reason?: string;
  material?: string;
  createdAt: string;
  createdBy: string;
  version: number;
}

export interface StoredQuestion {
  id: string;
  lecture: string;
  by: string;
  from: string;
  office: string;
  /** Of a question under a unit's name. */
  unit?: string;
  text: string;
  at: string;
  answer?: string;
  answeredAt?: string;
  answeredBy?: string;
  onBehalf?: boolean;
  hidden?: string;
  version: number;
}

const has = (who: WhoAmI, ...roles: WhoAmI["roles"]) => who.roles.some((role) => roles.includes(role));

export const isStaff = (who: WhoAmI): boolean => has(who, "cadre", "lead", "editor", "director");
/** Editors plan the lectures, the director may. */
export const mayPlan = (who: WhoAmI): boolean => has(who, "editor", "director");
const isSpeaker = (lecture: Pick<StoredLecture, "person">, who: WhoAmI): boolean => lecture.person !== "" && lecture.person === who.id;
/** Who speaks for the lecture: the speaker, and for one from outside an editor on their behalf. */
export const speaksFor = (lecture: Pick<StoredLecture, "person">, who: WhoAmI): boolean =>
  lecture.person === "" ? has(who, "editor") : isSpeaker(lecture, who);

/** What this person may do with the lecture now. */
export function actionsOf(lecture: StoredLecture, who: WhoAmI, now: number): LectureAction[] {
  const { state, topic, material, date } = lecture;
  const plans = mayPlan(who);
  const writes = speaksFor(lecture, who) && has(who, "cadre", "lead", "editor");
  const asks = !isSpeaker(lecture, who) && (isStaff(who) || (has(who, "unit") && who.unit !== ""));
  const may: Record<LectureAction, boolean> = {
    change: plans,
    topic: isSpeaker(lecture, who) && state === "planned",
    script: writes && state !== "cancelled" && material === undefined && topic !== "",
    hold: plans && state === "planned" && date <= chinaDay(now),
    cancel: plans && state === "planned",
    replan: plans && state !== "planned",
    ask: asks && state !== "cancelled",
  };
  return (Object.keys(may) as LectureAction[]).filter((action) => may[action]);
}

/** Whether it is only the moment that is wrong: in some state of the lecture this person may. */
export function mayEver(lecture: StoredLecture, who: WhoAmI, action: LectureAction, now: number): boolean {
  const { material: _, ...rest } = lecture;
  const states: LectureState[] = ["planned", "held", "cancelled"];
  return states.some((state) => actionsOf({ ...rest, state, topic: "题", date: "2000-01-01" }, who, now).includes(action));
}

/** Whether the question is this person's own; of a unit's, that of every contact of the unit. */
export function asked({ by, unit }: Pick<StoredQuestion, "by" | "unit">, who: WhoAmI): boolean {
  return by === who.id || (unit !== undefined && unit === who.unit);
}

/** What was hidden is still seen by those who may hide, and by who asked it: they learn the reason. */
export function seesQuestion(question: StoredQuestion, who: WhoAmI): boolean {
  return question.hidden === undefined || mayPlan(who) || asked(question, who);
}

export function questionActionsOf(lecture: StoredLecture, question: StoredQuestion, who: WhoAmI): QuestionAction[] {
  const hidden = question.hidden !== undefined;
  return [
    ...(speaksFor(lecture, who) && !hidden ? (["answer"] as const) : []),
    ...(mayPlan(who) ? [hidden ? ("show" as const) : ("hide" as const)] : []),
  ];
}
