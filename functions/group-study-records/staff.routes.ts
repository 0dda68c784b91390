import { idempotencyKey } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { photoAnswer } from "../study/photos.ts";
import { photoInput } from "../study/photos.contract.ts";
import { attachPhoto, changeRecord, removePhoto, removeRecord } from "./changing.ts";
import {
  groupStudyRecord,
  ownReminder,
  periodQuery,
  recordInput,
  recordList,
  recordQuery,
  recordUpdate,
  recordVersion,
  reminder,
  reminderInput,
  unitStudy,
} from "./contract.ts";
import { fileRecord } from "./filing.ts";
import { findReminder } from "./reminders.table.ts";
import { ownUnit } from "./rules.ts";
import { remind, unitStudyOf } from "./unit-study.ts";
import { listRecords, recordFor, recordView } from "./views.ts";

const path = (rest = "") => `/api/staff/group-study-records${rest}`;

export const groupStudyRecordRoutes = [
  route(
    "GET",
    path(),
    { summary: "集中学习 records of the own unit; staff name the unit", query: recordQuery, answer: recordList },
    ({ deps, query, person }) => listRecords(deps, person, query.unit, query.cursor),
  ),

  route(
    "POST",
    path(),
    { summary: "File a 集中学习 record of the own unit with its photos", body: recordInput, answer: groupStudyRecord, status: 201 },
    ({ deps, c, body, person }) => fileRecord(deps, person, body, idempotencyKey(c.req.header("idempotency-key"))),
  ),

  route("GET", path("/:id"), { summary: "One 集中学习 record", answer: groupStudyRecord }, async ({ deps, params, person }) =>
    recordView(deps, await recordFor(deps, person, params["id"]), person),
  ),

  route(
    "PUT",
    path("/:id"),
    { summary: "Change a record within 30 days", body: recordUpdate, answer: groupStudyRecord },
    ({ deps, params, body, person }) => changeRecord(deps, person, params["id"], body),
  ),

  route(
    "DELETE",
    path("/:id"),
    { summary: "Delete a record within 30 days", body: recordVersion, status: 204 },
    async ({ deps, c, params, body, person }) => {
      await removeRecord(deps, person, params["id"], body.version);
      return c.body(null, 204);
    },
  ),

  route(
    "POST",
    path("/:id/photos"),
    { summary: "Add an uploaded photo", body: photoInput, answer: groupStudyRecord, status: 201 },
    ({ deps, params, body, person }) => attachPhoto(deps, person, params["id"], body.version, body.upload),
  ),

  route(
    "DELETE",
    path("/:id/photos/:photo"),
    { summary: "Take a photo away", body: recordVersion, answer: groupStudyRecord },
    ({ deps, params, body, person }) => removePhoto(deps, person, params["id"], body.version, params["photo"]),
  ),

  route("GET", path("/:id/photos/:photo"), { summary: "A photo of a record" }, async ({ deps, params, person }) =>
    photoAnswer(deps, (await recordFor(deps, person, params["id"])).photos, params["photo"]),
  ),

  route(
    "GET",
    "/api/staff/unit-study",
    { summary: "Which unit has studied what in a period, and which has not", query: periodQuery, answer: unitStudy },
    ({ deps, query }) => unitStudyOf(deps, query.from, query.to),
  ),

  route(
    "POST",
    "/api/staff/unit-reminders",
    { summary: "Remind a unit on its own page", body: reminderInput, answer: reminder, status: 201 },
    ({ deps, body, person }) => remind(deps, person, body.unit, body.text),
  ),

  route(
    "GET",
    "/api/staff/unit-reminders/own",
    { summary: "What the own unit is reminded of", answer: ownReminder },
    async ({ deps, person }) => {
      const unit = ownUnit(person);
      if (unit === "") throw new Problem("not-found");
      const found = await findReminder(deps.store, unit);
      return found ? { reminder: found.reminder } : {};
    },
  ),
];
