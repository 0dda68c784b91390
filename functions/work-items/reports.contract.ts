import * as v from "valibot";
import { calendarDay } from "../study/day.contract.ts";
import { explanation, id, lamp, required, rhythms, text, workItemKinds, workItemLimits, workItemStates } from "./contract.ts";

const reportEntries = {
  /** One of the item's `owed` days. */
  due: calendarDay,
  /** 完成情况, 存在问题, 下步打算 */
  done: required(workItemLimits.report),
  problems: v.optional(text(workItemLimits.report), ""),
  next: v.optional(text(workItemLimits.report), ""),
  /** Needed when the item is past its date: then it becomes 未完成 with the new date in the same step. */
  explanation: v.optional(explanation),
} as const;
/** POST /api/staff/work-items/{id}/reports, with an `Idempotency-Key`. It needs no version: of two reports for one day the second is a conflict. */
export const reportInput = v.strictObject(reportEntries);
export type ReportInput = v.InferOutput<typeof reportInput>;

/** POST /api/staff/work-reports: many items in one request, with an `Idempotency-Key`; each ends by itself. */
export const reportsInput = v.strictObject({
  reports: v.pipe(v.array(v.strictObject({ item: id, ...reportEntries })), v.minLength(1), v.maxLength(workItemLimits.reports)),
});
export type ReportsInput = v.InferOutput<typeof reportsInput>;

/** A report that is not there yet; `late`: its day is over. */
export const owed = v.strictObject({ due: v.string(), late: v.boolean() });
export type Owed = v.InferOutput<typeof owed>;

export const report = v.strictObject({
  due: v.string(),
  done: v.string(),
  problems: v.string(),
  next: v.string(),
  at: v.string(),
  byName: v.string(),
  /** Handed in after its day; marked for ever. */
  late: v.boolean(),
});
export type Report = v.InferOutput<typeof report>;

/** GET /api/staff/work-reports: what this person has to report, like an account to settle: for a lead the whole 组室. */
export const workReports = v.strictObject({
  today: v.string(),
  items: v.array(
    v.strictObject({
      id: v.string(),
      kind: v.picklist(workItemKinds),
      title: v.string(),
      office: v.string(),
      owner: v.strictObject({ id: v.string(), name: v.string() }),
      mine: v.optional(v.picklist(["owner", "member"])),
      state: v.picklist(workItemStates),
      lamp,
      end: v.string(),
      /** Past its date: the report needs the three things. */
      overdue: v.boolean(),
      rhythm: v.picklist(rhythms),
      owed: v.array(owed),
      last: v.optional(report),
    }),
  ),
});
export type WorkReports = v.InferOutput<typeof workReports>;

/**
 * What became of each report, in their order. `explanation-needed`: past its date, none of the three things was given or some are
 * wrong (`errors`); `invalid`: `due` is no day that is owed; `conflict`: somebody has reported this day (`reported`).
 */
export const reportOutcomes = ["reported", "conflict", "explanation-needed", "illegal-step", "invalid", "forbidden", "not-found"] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];
export const reportResults = v.strictObject({
  results: v.array(
    v.strictObject({
      item: v.string(),
      outcome: v.picklist(reportOutcomes),
      /** Handed in late. */
      late: v.optional(v.boolean()),
      errors: v.optional(v.array(v.strictObject({ field: v.string(), code: v.string() }))),
      /** Of a conflict: what stands there. */
      reported: v.optional(report),
    }),
  ),
});
export type ReportResults = v.InferOutput<typeof reportResults>;
