import * as v from "valibot";
import { yearOfQuery } from "../study/day.contract.ts";
import { id, lamp, rhythms, workItemKinds, workItemStates } from "./contract.ts";
import { milestone } from "./item.contract.ts";

/** A line of the menu: compact, so that 2,000 of them are one quick answer. */
export const workLine = v.strictObject({
  id: v.string(),
  kind: v.picklist(workItemKinds),
  title: v.string(),
  office: v.string(),
  owner: v.strictObject({ id: v.string(), name: v.string() }),
  /** What this person is in it. */
  mine: v.optional(v.picklist(["owner", "member"])),
  start: v.string(),
  end: v.string(),
  state: v.picklist(workItemStates),
  lamp,
  rhythm: v.picklist(rhythms),
  /** How often its date was moved. */
  delays: v.number(),
  endedOn: v.optional(v.string()),
  /** Days of reports that are late, and that of the running period when it is not there yet. */
  late: v.number(),
  due: v.optional(v.string()),
  /** The nearest day by which a 督办 wants its answer. */
  answerBy: v.optional(v.string()),
  unit: v.optional(v.string()),
  village: v.optional(v.string()),
  /** Done and all. */
  milestones: v.optional(v.tuple([v.number(), v.number()])),
  /** The day on which something was last done to it. */
  touched: v.string(),
  /** In a closed year: it goes on in this one. */
  carriedTo: v.optional(v.number()),
  carriedFrom: v.optional(v.number()),
});
export type WorkLine = v.InferOutput<typeof workLine>;

/** GET /api/staff/work-items: the year's menu of all that this person may see, own items first, then by 组室, start and title. */
export const workMenuQuery = v.strictObject({ year: yearOfQuery });
export const workMenu = v.strictObject({
  year: v.number(),
  today: v.string(),
  /** A closed year is kept and read-only. */
  closed: v.boolean(),
  /** The year before is over and not closed yet: its open items still stand there. */
  lastYearOpen: v.boolean(),
  /** 组室 in their fixed order, those of the settings first. */
  offices: v.array(v.string()),
  items: v.array(workLine),
  /** There are more than one answer holds (5,000). */
  more: v.boolean(),
  mayAdd: v.boolean(),
});
export type WorkMenu = v.InferOutput<typeof workMenu>;

/** GET /api/staff/work-items/timeline: projects with their people and milestones. */
export const workTimeline = v.strictObject({
  year: v.number(),
  today: v.string(),
  items: v.array(
    v.strictObject({
      line: workLine,
      /** Names of those who were drawn in. */
      members: v.array(v.string()),
      milestones: v.array(milestone),
      deadlines: v.array(v.string()),
      /** Names of those who have not signed the 目标责任; absent while it has no text. */
      unsigned: v.optional(v.array(v.string())),
    }),
  ),
});
export type WorkTimeline = v.InferOutput<typeof workTimeline>;

/** GET /api/staff/work-items/links: the items that have to do with a piece of feedback, an activity or a material. Exactly one of them. */
export const workLinksQuery = v.pipe(
  v.strictObject({ feedback: v.optional(id), activity: v.optional(id), material: v.optional(id) }),
  v.check((query) => Object.values(query).filter((value) => value !== undefined).length === 1, "exactly one"),
);
export const workLinks = v.strictObject({
  items: v.array(
    v.strictObject({
      id: v.string(),
      title: v.string(),
      office: v.string(),
      state: v.picklist(workItemStates),
      lamp,
      end: v.string(),
      /** It comes from it; else it is only linked. */
      from: v.boolean(),
      /** Of an activity: which of its problems. */
      problem: v.optional(v.string()),
      endedOn: v.optional(v.string()),
      /** Of a closed item. */
      result: v.optional(v.string()),
      /** Whether this person may open it. */
      opens: v.boolean(),
    }),
  ),
  /** Of feedback: the draft of its answer, from the results of the closed items that come from it. */
  answerDraft: v.optional(v.string()),
  /** Whether this person may make an item from it. */
  mayMake: v.boolean(),
});
export type WorkLinks = v.InferOutput<typeof workLinks>;

/** GET /api/staff/work-items/overview: the director's view of a year, with the reports of one month of it. */
export const workOverviewQuery = v.strictObject({ month: v.optional(v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/))) });
export const workOverview = v.strictObject({
  today: v.string(),
  month: v.string(),
  /** Past their date, the longest first. */
  red: v.array(workLine),
  /** Open ones to which nothing was done for the longest time, at most 20. */
  waiting: v.array(workLine),
  /** With an unanswered 督办, the nearest day first. */
  supervised: v.array(workLine),
  /** In the fixed order of 组室: never a ranking. */
  offices: v.array(
    v.strictObject({
      office: v.string(),
      draft: v.number(),
      underway: v.number(),
      unfinished: v.number(),
      closed: v.number(),
      cancelled: v.number(),
      red: v.number(),
      amber: v.number(),
      /** Reports of the month: due until today, and how many of them came in time, late, not at all. */
      due: v.number(),
      onTime: v.number(),
      late: v.number(),
      missing: v.number(),
    }),
  ),
});
export type WorkOverview = v.InferOutput<typeof workOverview>;

/** GET /api/staff/work-years, POST /api/staff/work-years/{year}/close */
export const workYears = v.strictObject({
  items: v.array(
    v.strictObject({
      year: v.number(),
      /** closing: open items are being carried over, which goes on by itself. */
      state: v.picklist(["open", "closing", "closed"]),
      /** Items carried over so far. */
      carried: v.number(),
      closedAt: v.optional(v.string()),
      byName: v.optional(v.string()),
      /** It is over, and this person may close it. */
      mayClose: v.boolean(),
    }),
  ),
});
export type WorkYears = v.InferOutput<typeof workYears>;
