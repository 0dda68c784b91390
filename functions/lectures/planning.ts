import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import { maySee } from "../materials/rules.ts";
import { findWorking } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { findAccount } from "../people/table.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import type { TransactOperation } from "../store/store.ts";
import { draftArticle } from "../study/draft-article.ts";
import { studies } from "../study/reader.rules.ts";
import { carryOut } from "../study/versioned.ts";
import type { LectureAction, LectureInput, LectureState } from "./contract.ts";
import { actionsOf, mayEver, type StoredLecture } from "./rules.ts";
import { countsOf, findLecture, putLecture } from "./table.ts";
import { pageOf } from "./views.ts";

type Id = string | undefined;
type Speaker = Pick<StoredLecture, "person" | "name" | "from">;

const wrong = (field: string, code: string) => new Problem("invalid-body", { errors: [{ field, code }] });

/** Who speaks, with the name that the roster keeps. @throws Problem invalid-body */
async function speakerOf(deps: Deps, { person, guestName, guestUnit }: LectureInput): Promise<Speaker> {
  if ((person === "") === (guestName === "")) throw wrong(person === "" ? "person" : "guestName", "one_speaker");
  if (person === "") return { person, name: guestName, from: guestUnit };
  const account = await findAccount(deps.store, person);
  if (!account || !studies(account)) throw wrong("person", "unknown");
  return { person, name: account.name, from: account.office };
}

/** @throws Problem not-found, conflict with the current page */
export async function lectureAt(deps: Deps, who: WhoAmI, id: Id, version?: number): Promise<StoredLecture> {
  const found = await findLecture(deps.store, id ?? "");
  if (!found) throw new Problem("not-found");
  if (version !== undefined && found.version !== version) throw new Problem("conflict", { current: await pageOf(deps, who, found) });
  return found;
}

/** The lecture for one action. @throws Problem forbidden (recorded) for who may never, illegal-step for what is not possible now */
async function lectureFor(deps: Deps, who: WhoAmI, id: Id, action: LectureAction, version: number): Promise<StoredLecture> {
  const lecture = await lectureAt(deps, who, id, version);
  const now = deps.clock();
  const allowed = actionsOf(lecture, who, now);
  if (allowed.includes(action)) return lecture;
  if (mayEver(lecture, who, action, now)) throw new Problem("illegal-step", { allowed });
  await recordRefusal(deps, who, `lecture#${lecture.id}`, action);
  throw new Problem("forbidden");
}

async function save(
  deps: Deps,
  who: WhoAmI,
  changed: StoredLecture,
  action: string,
  more: TransactOperation[] = [],
): Promise<StoredLecture> {
  const line = auditLine(deps.clock(), who, action, `lecture#${changed.id}`);
  const current = async () => pageOf(deps, who, (await findLecture(deps.store, changed.id))!);
  await carryOut(deps.store, [putLecture(changed), ...more, line], current);
  return { ...changed, version: changed.version + 1 };
}

/** Puts a lecture on the roster, once per key. */
export async function planLecture(deps: Deps, who: WhoAmI, input: LectureInput, key?: string): Promise<StoredLecture> {
  const id = key ? derivedId("lecture", who.id, key) : newId();
  const now = deps.clock();
  const { topic, date, place } = input;
  const planned = { id, ...(await speakerOf(deps, input)), topic, date, place, state: "planned" as const };
  const lecture: StoredLecture = { ...planned, createdAt: isoTime(now), createdBy: who.id, version: 0 };
  const operations = [putLecture(lecture), auditLine(now, who, "lecture.plan", `lecture#${id}`)];
  await createOnce(deps.store, "activities", who.id, key, input, { id }, operations, now);
  return (await findLecture(deps.store, id)) ?? { ...lecture, version: 1 };
}

/** A question is put to its speaker: once there is one, another speaker needs another lecture. @throws Problem invalid-body, conflict */
export async function changeLecture(deps: Deps, who: WhoAmI, id: Id, { version, ...input }: LectureInput & { version: number }) {
  const current = await lectureFor(deps, who, id, "change", version);
  // A speaker who stays is not looked up again: the account may be closed by now.
  const stays = input.person !== "" && input.person === current.person && input.guestName === "";
  const speaker: Speaker = stays ? current : await speakerOf(deps, input);
  const [counts] = await countsOf(deps.store, [current.id]);
  if (speaker.person !== current.person && counts!.asked > 0) throw wrong(input.person === "" ? "guestName" : "person", "questions_asked");
  const { topic, date, place } = input;
  const { person, name, from } = speaker;
  return save(deps, who, { ...current, person, name, from, topic, date, place }, "lecture.change");
}

export async function setTopic(deps: Deps, who: WhoAmI, id: Id, topic: string, version: number) {
  const current = await lectureFor(deps, who, id, "topic", version);
  return save(deps, who, { ...current, topic }, "lecture.topic");
}

const steps: Record<LectureState, { action: LectureAction; audit: string }> = {
  held: { action: "hold", audit: "lecture.hold" },
  cancelled: { action: "cancel", audit: "lecture.cancel" },
  planned: { action: "replan", audit: "lecture.replan" },
};

/** 拟讲 → 已讲 or 取消, and back. @throws Problem invalid-body without the reason of a cancellation */
export async function setState(
  deps: Deps,
  who: WhoAmI,
  id: Id,
  { state, reason, version }: { state: LectureState; reason: string; version: number },
) {
  const { action, audit } = steps[state];
  const current = await lectureFor(deps, who, id, action, version);
  if (state === "cancelled" && reason === "") throw wrong("reason", "non_empty");
  const { reason: _, ...rest } = current;
  return save(deps, who, { ...rest, state, ...(state === "cancelled" ? { reason } : {}) }, audit);
}

/** The 讲稿: a new draft that goes the usual three steps, or a material that exists. */
export async function setScript(deps: Deps, who: WhoAmI, id: Id, version: number, material: string | undefined) {
  const current = await lectureFor(deps, who, id, "script", version);
  if (material === undefined) {
    const draft = await draftArticle(deps, who, { title: current.topic, category: "讲课稿", author: current.name });
    return save(deps, who, { ...current, material: draft.id }, "lecture.script", draft.operations);
  }
  const found = await findWorking(deps.store, material);
  if (!found || !maySee(found, who)) throw new Problem("unknown-material", { errors: [{ field: "material", code: "unknown" }] });
  return save(deps, who, { ...current, material }, "lecture.script");
}
