import * as v from "valibot";

/** One line of the audit log: who did what to which object, and how it ended. Texts and contacts are never part of it. */
export const auditEntry = v.strictObject({
  at: v.string(),
  by: v.string(),
  name: v.string(),
  action: v.string(),
  object: v.string(),
  outcome: v.picklist(["done", "refused", "failed"]),
  note: v.optional(v.string()),
});
export type AuditEntry = v.InferOutput<typeof auditEntry>;
export const auditList = v.strictObject({ items: v.array(auditEntry), cursor: v.optional(v.string()) });
export const auditQuery = v.strictObject({
  day: v.optional(v.pipe(v.string(), v.isoDate())),
  object: v.optional(v.pipe(v.string(), v.maxLength(80))),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))),
});
