import * as v from "valibot";
import { figures } from "../inspection/contract.ts";
import { studyDayStates } from "../study-days/contract.ts";

/** `cursor`: the last day or month that the page before held. */
export const ledgerQuery = v.strictObject({
  year: v.pipe(v.string(), v.regex(/^20\d\d$/)),
  cursor: v.optional(v.pipe(v.string(), v.regex(/^20\d\d-\d\d(-\d\d)?$/))),
});

const person = { name: v.string(), office: v.string() };

/** One study day with everybody who belongs to those who study, in the order of 组室 and name. */
const attendanceDay = v.strictObject({
  slot: v.string(),
  date: v.string(),
  state: v.picklist(studyDayStates),
  people: v.array(v.strictObject({ id: v.string(), ...person, present: v.boolean() })),
});
export type AttendanceDay = v.InferOutput<typeof attendanceDay>;
export const attendancePage = v.strictObject({ items: v.array(attendanceDay), cursor: v.optional(v.string()) });

/** A line of a signed inspection sheet; the 批阅 is absent for those who may not read it. */
const inspectionRow = v.strictObject({
  month: v.string(),
  ...person,
  ...figures.entries,
  remark: v.optional(v.string()),
  signedBy: v.string(),
  signedAt: v.string(),
});
export type InspectionRow = v.InferOutput<typeof inspectionRow>;
export const inspectionPage = v.strictObject({ items: v.array(inspectionRow), cursor: v.optional(v.string()) });
