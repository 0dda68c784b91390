import * as v from "valibot";
import { materialStates } from "../materials/contract.ts";
import { threeTies } from "../settings/contract.ts";
import { yearOfQuery } from "../study/day.contract.ts";

/** Lengths in UTF-16 units, as in HTML's maxlength. */
export const topicLimits = { title: 80, outline: 1000 } as const;

/** 拟题, 调研中, 已成文. */
export const topicStates = ["planned", "underway", "written"] as const;
export type TopicState = (typeof topicStates)[number];

const version = v.pipe(v.number(), v.integer(), v.minValue(1));

export const topicInput = v.strictObject({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(topicLimits.title)),
  /** 三个结合: what the topic is tied to. */
  ties: v.optional(v.pipe(v.array(v.picklist(threeTies)), v.maxLength(3)), []),
  /** How it is to be looked into. */
  outline: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(topicLimits.outline)), ""),
  year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2099)),
});
export type TopicInput = v.InferOutput<typeof topicInput>;
export const topicUpdate = v.strictObject({ ...topicInput.entries, version });
export const topicStateInput = v.strictObject({ state: v.picklist(["underway", "written"]), version });
export const topicVersion = v.strictObject({ version });
/** Without `material` a new draft is begun; with it an existing material is the article. */
export const articleInput = v.strictObject({ version, material: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-z-]{4,40}$/))) });

export const topicActions = ["change", "article", "underway", "written", "remove"] as const;
export type TopicAction = (typeof topicActions)[number];

export const topic = v.strictObject({
  ...topicInput.entries,
  id: v.string(),
  state: v.picklist(topicStates),
  by: v.string(),
  name: v.string(),
  office: v.string(),
  /** `id` only for whoever may open it. */
  article: v.optional(
    v.strictObject({ id: v.optional(v.string()), title: v.string(), state: v.picklist(materialStates), live: v.boolean() }),
  ),
  allowed: v.array(v.picklist(topicActions)),
  version: v.number(),
});
export type Topic = v.InferOutput<typeof topic>;

/** GET /api/staff/research: topics of a year that this person may read, by 组室, name and age. */
export const topicQuery = v.strictObject({ year: yearOfQuery });
export const topicList = v.strictObject({
  year: v.number(),
  /** Topics a person and year; a target, never a limit. */
  target: v.number(),
  items: v.array(topic),
  /** Whom this person follows and how many topics each has, by 组室 and name; oneself alone for a cadre. */
  people: v.array(v.strictObject({ id: v.string(), name: v.string(), office: v.string(), topics: v.number() })),
  mayAdd: v.boolean(),
});
export type TopicList = v.InferOutput<typeof topicList>;
