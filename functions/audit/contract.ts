import * as v from "valibot";

export const auditOutcomes = ["done", "refused", "failed"] as const;

/** One line of the audit log: who did what to which object, and how it ended. Texts and contacts are never part of it. */
export const auditEntry = v.strictObject({
  at: v.string(),
  by: v.string(),
  name: v.string(),
  action: v.string(),
  object: v.string(),
  outcome: v.picklist(auditOutcomes),
  note: v.optional(v.string()),
});
export type AuditEntry = v.InferOutput<typeof auditEntry>;

/**
 * `cursor`: there may be more; `until`: the day (Beijing) that was looked through last. A page may be empty and yet not the last.
 * `names`: what objects of these lines are called today, by object.
 */
export const auditList = v.strictObject({
  items: v.array(auditEntry),
  cursor: v.optional(v.string()),
  until: v.string(),
  names: v.record(v.string(), v.string()),
});
export type AuditList = v.InferOutput<typeof auditList>;

const day = v.pipe(v.string(), v.isoDate());
const filters = {
  /** An id, or a part of the name. */
  person: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(40))),
  /** `material` finds `material.sign` and every other action of materials; `material.sign` itself alone. */
  kind: v.optional(v.pipe(v.string(), v.regex(/^[a-z-]{1,30}(\.[a-z-]{1,30})?$/))),
  object: v.optional(v.pipe(v.string(), v.maxLength(80))),
  outcome: v.optional(v.picklist(auditOutcomes)),
  /** First and last day (Beijing), both included. Without them: the last 183 days. */
  from: v.optional(day),
  to: v.optional(day),
};
/** GET /api/staff/audit */
const plainQuery = v.strictObject({ ...filters, cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))) });
export type AuditQuery = v.InferOutput<typeof plainQuery>;
export const auditQuery = v.pipe(
  plainQuery,
  v.check(({ from, to }: AuditQuery) => !from || !to || from <= to, "from is after to"),
);
/** POST /api/staff/audit/exports: what is taken out, and as what. */
export const auditExport = v.strictObject({ format: v.picklist(["xlsx", "csv"]), filters: v.strictObject(filters) });
