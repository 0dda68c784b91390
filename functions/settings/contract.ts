import * as v from "valibot";
import { oneLine } from "../people/one-line.contract.ts";
import { accent, defaultAccent } from "./accent.contract.ts";
import { portalOrigins } from "./origins.contract.ts";

/** The nine categories of the column; the settings may rename, reorder or drop them. */
export const defaultCategories = ["新理论", "新知识", "新技能", "讲课稿", "领导讲话", "评论文章", "专题辅导", "调研文章", "制度规范"];

/** 三个结合: what a material is tied to. */
export const threeTies = ["中心工作", "存在的问题", "自身的业务"] as const;

export const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20), oneLine);

const distinct = (list: string[]) => new Set(list).size === list.length;
const days = (from: number, to: number) => v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to));

/**
 * When lamps and alarms go on. Bounds keep the alarm well below 90 days and above red whatever the holidays: an unanswered message of
 * three months is a single-vote veto (国办秘函〔2019〕19号).
 */
export const limits = v.pipe(
  v.strictObject({
    /** Natural days without a new material. */
    columnAmberDays: days(3, 60),
    /** Working days since a feedback came in. */
    feedbackAmberDays: days(1, 20),
    feedbackRedDays: days(2, 30),
    /** Natural days since a feedback came in. */
    feedbackAlarmDays: days(50, 75),
  }),
  v.forward(
    v.check(({ feedbackAmberDays, feedbackRedDays }) => feedbackAmberDays < feedbackRedDays),
    ["feedbackRedDays"],
  ),
);
export type Limits = v.InferOutput<typeof limits>;

export const columnSettings = v.strictObject({
  categories: v.pipe(v.array(name), v.minLength(1), v.maxLength(30), v.check(distinct)),
  /** 组室: what people belong to and feedback is assigned to. */
  offices: v.pipe(v.array(name), v.maxLength(100), v.check(distinct)),
  /** True: 提供, 保密审查 and 签发 by three different people. False: one other person may do both last steps. */
  threePeople: v.boolean(),
  /** Days after which the contact details of a finished feedback are deleted. */
  contactRetentionDays: days(30, 3650),
  limits,
  /** Portals that may embed the column, beside those of the environment. */
  portalOrigins,
  accent,
});
/** As staff get and send it: 0 means that nobody has changed the defaults. */
export const versionedSettings = v.strictObject({ ...columnSettings.entries, version: v.pipe(v.number(), v.integer(), v.minValue(0)) });
export type VersionedSettings = v.InferOutput<typeof versionedSettings>;
export type ColumnSettings = v.InferOutput<typeof columnSettings>;

/** What holds before anybody has changed anything, and fills in what settings of an earlier version do not have. */
export const defaultSettings: ColumnSettings = {
  categories: defaultCategories,
  offices: [],
  threePeople: true,
  contactRetentionDays: 180,
  limits: { columnAmberDays: 14, feedbackAmberDays: 5, feedbackRedDays: 15, feedbackAlarmDays: 60 },
  portalOrigins: [],
  accent: defaultAccent,
};
