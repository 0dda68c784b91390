import { isWorkingDay, missingYears } from "../calendar/rules.ts";
import { readHolidays } from "../calendar/table.ts";
import type { Deps } from "../deps.ts";
import { boundOffice } from "../feedback/allowed.rules.ts";
import type { Entry } from "../feedback/rules.ts";
import { type EntryPage, feedbackOfUnit, queueOfOffice, queueOfState } from "../feedback/table.ts";
import { listEntries } from "../inspection/table.ts";
import { lecturesOfYear, openQuestions } from "../lectures/table.ts";
import { waitingVisitors } from "../lectures/visitors.ts";
import { maySee } from "../materials/rules.ts";
import { findLines, listShelf } from "../materials/table.ts";
import type { Role, WhoAmI } from "../people/contract.ts";
import { chinaDay } from "../platform/clock.ts";
import { failedReminders } from "../reminders/troubles.ts";
import { readSettings } from "../settings/table.ts";
import type { Store } from "../store/store.ts";
import { lastChanges, runsOf, seesChanges } from "./changes.rules.ts";
import { groupKinds, type GroupKind, type Lamps, type Today, type TodayChange, type TodayLine } from "./contract.ts";
import { materialGroups } from "./materials.rules.ts";
import {
  calendarDays,
  columnLampOf,
  feedbackLampOf,
  feedbackLine,
  groupOf,
  inspectionLine,
  type Measure,
  questionLine,
  type Read,
} from "./rules.ts";
import { readStudy } from "./study.ts";
import { progressGroups } from "./progress.ts";
import { workGroups } from "./work.ts";
import { accountsWithoutSignIn, linesOfState, recentLines } from "./table.ts";

type Groups = Partial<Record<GroupKind, Read<TodayLine>>>;
const NEWEST = 5;
const CHANGES = 8;
/** More news than are shown, since some turn out to be none of this person's business or one run of many. */
const ENOUGH = 20;
const LOOKED_AT = 60;
const SHEETS = 24;
/** So long an answer is news to the unit that asked. */
const FRESH_DAYS = 30;
const nothing: Read<Entry> = { items: [], more: false };

const is = (me: WhoAmI, ...roles: Role[]) => me.roles.some((role) => roles.includes(role));
const readOf = ({ items, cursor }: EntryPage): Read<Entry> => ({ items, more: cursor !== undefined });
const linesOf = ({ items, more }: Read<Entry>, measure: Measure): Read<TodayLine> => ({
  items: items.map((entry) => feedbackLine(entry, measure)),
  more,
});

/** What waits in the queues of feedback that this person works off: all of it, or that of the own 组室. */
async function waitingFeedback({ store }: Deps, me: WhoAmI): Promise<{ pending: Read<Entry>; accepted: Read<Entry> } | undefined> {
  if (!is(me, "editor", "director", "lead")) return undefined;
  const office = boundOffice(me);
  if (office === "") return { pending: nothing, accepted: nothing };
  // Only what was accepted is assigned to an office.
  if (office !== undefined) return { pending: nothing, accepted: readOf(await queueOfOffice(store, office, "accepted")) };
  const [pending, accepted] = await Promise.all([queueOfState(store, "pending"), queueOfState(store, "accepted")]);
  return { pending: readOf(pending), accepted: readOf(accepted) };
}

const together = (a: Read<Entry>, b: Read<Entry>): Read<Entry> => ({ items: [...a.items, ...b.items], more: a.more || b.more });

async function measureOf({ store }: Deps, now: number): Promise<Measure & { threePeople: boolean }> {
  const [{ limits, threePeople }, holidays] = await Promise.all([readSettings(store), readHolidays(store)]);
  return { limits, holidays, now, threePeople };
}

/** The lamps of those who answer for the column: 5 reads. */
export async function readLamps(deps: Deps, me: WhoAmI, now: number): Promise<Lamps> {
  const [measure, queues, shelf] = await Promise.all([
    measureOf(deps, now),
    waitingFeedback(deps, me),
    listShelf(deps.store, { limit: 1 }),
  ]);
  return {
    column: columnLampOf(shelf.cards[0]?.publishedAt, measure),
    ...(queues ? { feedback: feedbackLampOf(together(queues.pending, queues.accepted), measure) } : {}),
  };
}

async function materialsFor({ store }: Deps, me: WhoAmI, { threePeople, now }: { threePeople: boolean; now: number }): Promise<Groups> {
  if (!is(me, "cadre", "lead", "editor", "director")) return {};
  const [draft, toReview, toSign] = await Promise.all([
    linesOfState(store, "draft"),
    linesOfState(store, "to-review"),
    linesOfState(store, "to-sign"),
  ]);
  return materialGroups({ draft, "to-review": toReview, "to-sign": toSign }, me, { threePeople }, now);
}

async function ofUnit({ store }: Deps, me: WhoAmI, measure: Measure): Promise<Groups> {
  if (!is(me, "unit") || me.unit === "") return {};
  const { items, more } = readOf(await feedbackOfUnit(store, me.unit));
  const of = (...states: Entry["state"][]) =>
    linesOf({ items: items.filter(({ state }) => states.includes(state)), more: more && states.length > 0 }, measure);
  // Lamps are the office's business; to the unit it only matters that somebody is at it.
  const quiet = ({ items: lines, more: left }: Read<TodayLine>): Read<TodayLine> => ({
    items: lines.map(({ workingDays: _, from: __, ...line }) => ({ ...line, lamp: "none" as const })),
    more: left,
  });
  const fresh = of("answered");
  fresh.items = fresh.items.filter(({ days }) => days <= FRESH_DAYS);
  return { "unit-answered": quiet(fresh), "unit-waiting": quiet(of("pending", "accepted", "merged")) };
}

async function ofAdmin({ store }: Deps, me: WhoAmI, { holidays, now }: Measure): Promise<Groups> {
  if (!is(me, "admin")) return {};
  const [{ items, more }, unsent] = await Promise.all([accountsWithoutSignIn(store), failedReminders(store)]);
  const years = missingYears(holidays, now);
  return {
    "no-password": { items: items.map(({ id, name }) => ({ id, title: name, days: 0, lamp: "none" as const })), more },
    holidays: { items: years.map((year) => ({ id: String(year), title: `${year}年`, days: 0, lamp: "amber" as const })), more: false },
    "unsent-reminders": {
      items: unsent.items.map(({ id, title, channelName, madeAt }) => ({
        id,
        title,
        from: channelName,
        at: madeAt,
        days: calendarDays(madeAt, now),
        lamp: "none" as const,
      })),
      more: unsent.more,
    },
  };
}

/** What visitors have asked about the own 讲稿 of this year and the last. */
async function visitorLines(store: Store, me: WhoAmI, now: number): Promise<TodayLine[]> {
  const year = Number(chinaDay(now).slice(0, 4));
  const own = (await Promise.all([year, year - 1].map((one) => lecturesOfYear(store, one))))
    .flat()
    .filter(({ person, material }) => person === me.id && material !== undefined);
  const lectures = new Map(own.map(({ id, material }) => [material!, id]));
  const waiting = await waitingVisitors(store, [...lectures.keys()]);
  return waiting.map(({ id, material, unitName, text, receivedAt }) =>
    questionLine({ id, lecture: lectures.get(material!)!, from: unitName ?? "访客", text, at: receivedAt }, now),
  );
}

/** 待解答的提问: those under the own lectures, and for editors those to speakers from outside, who have no account. */
async function ofSpeaker({ store }: Deps, me: WhoAmI, now: number): Promise<Groups> {
  const speakers = [...(is(me, "cadre", "lead") ? [me.id] : []), ...(is(me, "editor") ? [""] : [])];
  const read = await Promise.all(speakers.map((speaker) => openQuestions(store, speaker)));
  const items = read.flatMap((each) => each.items.map((question) => questionLine(question, now)));
  const visitors = is(me, "cadre", "lead") ? await visitorLines(store, me, now) : [];
  return { "lecture-questions": { items: [...items, ...visitors], more: read.some(({ more }) => more) } };
}

/** 待签的检查表: the sheets of two years are looked at. */
async function ofInspection({ store }: Deps, me: WhoAmI, now: number): Promise<Groups> {
  if (!is(me, "director")) return {};
  const { items, cursor } = await listEntries(store, SHEETS);
  const open = items.filter(({ state }) => state === "open");
  return { inspections: { items: open.map((entry) => inspectionLine(entry, now)), more: cursor !== undefined && open.length > 0 } };
}

/** News from the audit log, with the titles of those materials that this person may see. */
async function changesFor(deps: Deps, me: WhoAmI, now: number): Promise<TodayChange[]> {
  if (!seesChanges(me.roles)) return [];
  const anyObject = () => true;
  const entries = await recentLines(deps, now, (read) => lastChanges(read, me, anyObject, ENOUGH).length >= ENOUGH);
  const news = lastChanges(entries, me, anyObject, LOOKED_AT);
  const ids = [...new Set(news.filter(({ object }) => object.startsWith("material#")).map(({ object }) => object.slice(9)))];
  const known = new Map((await findLines(deps.store, ids)).map((line) => [`material#${line.id}`, line]));
  const ownOnly = !is(me, "lead", "editor", "director");
  const mayObject = (object: string) => {
    if (!object.startsWith("material#")) return true;
    const material = known.get(object);
    return material !== undefined && maySee(material, me) && (!ownOnly || material.createdBy === me.id);
  };
  const shown = lastChanges(news, me, mayObject, LOOKED_AT).map(({ by, at, name, action, object }) => {
    const title = known.get(object)?.title;
    return { by, at, name, action, object, ...(title ? { title } : {}) };
  });
  return runsOf(shown).slice(0, CHANGES);
}

/** Everything that the first screen shows: two or three dozen reads, each of them bounded. */
export async function readToday(deps: Deps, me: WhoAmI, now: number): Promise<Today> {
  const measure = await measureOf(deps, now);
  const [materials, feedback, unit, admin, study, work, progress, speaker, sheets, shelf, changes] = await Promise.all([
    materialsFor(deps, me, measure),
    waitingFeedback(deps, me),
    ofUnit(deps, me, measure),
    ofAdmin(deps, me, measure),
    readStudy(deps, me, now),
    workGroups(deps, me, now),
    progressGroups(deps, me, now),
    ofSpeaker(deps, me, now),
    ofInspection(deps, me, now),
    listShelf(deps.store, { limit: NEWEST }),
    changesFor(deps, me, now),
  ]);
  const groups: Groups = { ...materials, ...unit, ...admin, ...study.groups, ...work, ...progress, ...speaker, ...sheets };
  if (feedback) {
    groups.accept = linesOf(feedback.pending, measure);
    groups.answer = linesOf(feedback.accepted, measure);
  }
  const lamps: Lamps = {
    ...(is(me, "cadre", "lead", "editor", "director", "admin") ? { column: columnLampOf(shelf.cards[0]?.publishedAt, measure) } : {}),
    ...(feedback ? { feedback: feedbackLampOf(together(feedback.pending, feedback.accepted), measure) } : {}),
  };
  return {
    day: chinaDay(now),
    workingDay: isWorkingDay(chinaDay(now), measure.holidays),
    lamps,
    groups: groupKinds.flatMap((kind) => groupOf(kind, groups[kind] ?? { items: [], more: false }) ?? []),
    ...(study.panel ? { study: study.panel } : {}),
    changes,
    newest: shelf.cards.map(({ id, title, category, publishedAt }) => ({ id, title, category, publishedAt })),
  };
}
