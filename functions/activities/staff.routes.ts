import { idempotencyKey } from "../http/idempotency.ts";
import { route } from "../http/route.ts";
import { chinaDay } from "../platform/clock.ts";
import { listColleagues } from "../study/colleagues.ts";
import { photoInput } from "../study/photos.contract.ts";
import { photoAnswer } from "../study/photos.ts";
import { readStudySettings } from "../study/settings.table.ts";
import { findUnit } from "../units/table.ts";
import {
  activity,
  activityInput,
  activityList,
  activityQuery,
  activityUpdate,
  activityVersion,
  activityYear,
  activityYearQuery,
  villages,
  villagesQuery,
} from "./contract.ts";
import { activityFor, attachPhoto, changeActivity, logActivity, removeActivity, removePhoto, viewOf } from "./logging.ts";
import { yearOf } from "./rules.ts";
import { activitiesOfYear, wholeYear, type StoredActivity } from "./table.ts";

/** Pages that one request looks through for a filter, and how many finds are enough to stop. */
const MOST_PAGES = 8;
const ENOUGH = 30;
const ACTIVITY = "/api/staff/activities/:id";
const thisYear = (now: number) => chinaDay(now).slice(0, 4);

export const activityStaffRoutes = [
  // Fixed names before `/:id`, or they would be taken for ids.
  route(
    "GET",
    "/api/staff/activities/year",
    { summary: "The year beside its targets", query: activityYearQuery, answer: activityYear },
    async ({ deps, query, person, now }) => {
      const year = query.year ?? thisYear(now);
      const [{ items, more }, colleagues, { targets }] = await Promise.all([
        wholeYear(deps.store, year),
        listColleagues(deps.store),
        readStudySettings(deps.store),
      ]);
      return { year: Number(year), ...yearOf(items, colleagues, person, targets), more };
    },
  ),

  route(
    "GET",
    "/api/staff/activities/villages",
    { summary: "The villages of a unit, to choose from", query: villagesQuery, answer: villages },
    async ({ deps, query }) => ({ items: (await findUnit(deps.store, query.unit))?.villages ?? [] }),
  ),

  route(
    "GET",
    "/api/staff/activities",
    { summary: "Activities of a year by kind and person, newest first", query: activityQuery, answer: activityList },
    async ({ deps, query, person, now }) => {
      const fits = ({ kind, people }: StoredActivity) =>
        (query.kind === undefined || kind === query.kind) && (!query.person || people.some(({ id }) => id === query.person));
      const found: StoredActivity[] = [];
      let { cursor } = query;
      for (let pages = 0; pages < MOST_PAGES && found.length < ENOUGH; pages++) {
        const page = await activitiesOfYear(deps.store, query.year ?? thisYear(now), cursor);
        found.push(...page.items.filter(fits));
        ({ cursor } = page);
        if (cursor === undefined) break;
      }
      return { items: found.map((one) => viewOf(person, one)), ...(cursor ? { cursor } : {}) };
    },
  ),

  route(
    "POST",
    "/api/staff/activities",
    { summary: "Log an activity", body: activityInput, answer: activity, status: 201, maxBytes: 200_000 },
    async ({ deps, c, body, person }) =>
      viewOf(person, await logActivity(deps, person, body, idempotencyKey(c.req.header("idempotency-key")))),
  ),

  route("GET", ACTIVITY, { summary: "One activity", answer: activity }, async ({ deps, params, person }) =>
    viewOf(person, await activityFor(deps, params["id"])),
  ),

  route(
    "PUT",
    ACTIVITY,
    { summary: "Change an activity", body: activityUpdate, answer: activity, maxBytes: 200_000 },
    async ({ deps, params, body, person }) => {
      const { version, ...input } = body;
      return viewOf(person, await changeActivity(deps, person, params["id"], version, input));
    },
  ),

  route(
    "DELETE",
    ACTIVITY,
    { summary: "Delete what was logged by mistake", body: activityVersion, status: 204 },
    async ({ deps, params, body, person }) => {
      await removeActivity(deps, person, params["id"], body.version);
      return undefined;
    },
  ),

  route(
    "POST",
    `${ACTIVITY}/photos`,
    { summary: "Add an uploaded photo", body: photoInput, answer: activity, status: 201 },
    async ({ deps, params, body, person }) => viewOf(person, await attachPhoto(deps, person, params["id"], body.version, body.upload)),
  ),

  route("GET", `${ACTIVITY}/photos/:photo`, { summary: "A photo of an activity" }, async ({ deps, params }) =>
    photoAnswer(deps, (await activityFor(deps, params["id"])).photos, params["photo"]),
  ),

  route(
    "DELETE",
    `${ACTIVITY}/photos/:photo`,
    { summary: "Take a photo away", body: activityVersion, answer: activity },
    async ({ deps, params, body, person }) => viewOf(person, await removePhoto(deps, person, params["id"], body.version, params["photo"])),
  ),
];
