import { readHolidays } from "../calendar/table.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { chinaDay } from "../platform/clock.ts";
import { addPhoto, photoAnswer } from "../study/photos.ts";
import { photoInput } from "../study/photos.contract.ts";
import { readStudySettings } from "../study/settings.table.ts";
import { cancelInput, minutesInput, moveInput, planInput, studyDay, studyDayList, studyDayQuery, versionOnly } from "./contract.ts";
import { cancel, move, restore } from "./rules.ts";
import { change, dayFor, viewOf } from "./saving.ts";
import { daysOfYear } from "./table.ts";
import { dayView, titlesOf } from "./views.ts";

const path = (rest = "") => `/api/staff/study-days/:slot${rest}`;

export const studyDayRoutes = [
  route(
    "GET",
    "/api/staff/study-days",
    { summary: "The study Fridays of a year, with what is planned for them", query: studyDayQuery, answer: studyDayList },
    async ({ deps, query: { year } }) => {
      const settings = await readStudySettings(deps.store);
      const [days, holidays] = await Promise.all([daysOfYear(deps.store, year, settings), readHolidays(deps.store)]);
      const titles = await titlesOf(
        deps.store,
        days.flatMap(({ materials }) => materials),
      );
      return { year, items: days.map((day) => dayView(day, titles, holidays)) };
    },
  ),

  route("GET", path(), { summary: "One study day", answer: studyDay }, async ({ deps, params }) =>
    viewOf(deps, await dayFor(deps, params["slot"])),
  ),

  route("PUT", path(), { summary: "Plan a study day", body: planInput, answer: studyDay }, async ({ deps, params, body, person }) => {
    const { version, ...plan } = body;
    if (plan.endsAt <= plan.startsAt) throw new Problem("invalid-body", { errors: [{ field: "endsAt", code: "before_start" }] });
    const titles = await titlesOf(deps.store, plan.materials);
    if (plan.materials.some((id) => !titles.has(id)))
      throw new Problem("unknown-material", { errors: [{ field: "materials", code: "unknown" }] });
    return change(deps, person, params["slot"], version, "study-day.plan", (day) => ({ ...day, ...plan }));
  }),

  route(
    "POST",
    path("/move"),
    { summary: "Hold it on another date", body: moveInput, answer: studyDay },
    ({ deps, params, body, person, now }) =>
      change(deps, person, params["slot"], body.version, "study-day.move", (day) => ({
        ...day,
        ...move(day, body.date, body.reason, chinaDay(now)),
      })),
  ),

  route("POST", path("/cancel"), { summary: "Call it off", body: cancelInput, answer: studyDay }, ({ deps, params, body, person }) =>
    change(deps, person, params["slot"], body.version, "study-day.cancel", (day) => ({ ...day, ...cancel(day, body.reason) })),
  ),

  route(
    "POST",
    path("/restore"),
    { summary: "Back to its own Friday", body: versionOnly, answer: studyDay },
    ({ deps, params, body, person }) =>
      change(deps, person, params["slot"], body.version, "study-day.restore", (day) => ({ ...day, ...restore(day) })),
  ),

  route(
    "PUT",
    path("/minutes"),
    { summary: "Record what was done", body: minutesInput, answer: studyDay, maxBytes: 100_000 },
    ({ deps, params, body, person }) =>
      change(deps, person, params["slot"], body.version, "study-day.minutes", (day) => {
        if (day.state === "cancelled") throw new Problem("illegal-step", { allowed: ["restore"] });
        return { ...day, minutes: body.minutes };
      }),
  ),

  route(
    "POST",
    path("/photos"),
    { summary: "Add an uploaded photo", body: photoInput, answer: studyDay, status: 201 },
    async ({ deps, params, body, person }) => {
      const { photos } = await dayFor(deps, params["slot"]);
      return addPhoto(deps, person.id, photos, body.upload, (all, operations) =>
        change(deps, person, params["slot"], body.version, "study-day.photo", (day) => ({ ...day, photos: all }), operations),
      );
    },
  ),

  route(
    "DELETE",
    path("/photos/:photo"),
    { summary: "Take a photo away", body: versionOnly, answer: studyDay },
    async ({ deps, params, body, person }) => {
      const { photos } = await dayFor(deps, params["slot"]);
      const gone = photos.find(({ id }) => id === params["photo"]);
      if (!gone) throw new Problem("not-found");
      const changed = await change(deps, person, params["slot"], body.version, "study-day.photo", (day) => ({
        ...day,
        photos: day.photos.filter(({ id }) => id !== gone.id),
      }));
      await deps.blobs.delete(gone.key);
      return changed;
    },
  ),

  route("GET", path("/photos/:photo"), { summary: "A photo of a study day" }, async ({ deps, params }) =>
    photoAnswer(deps, (await dayFor(deps, params["slot"])).photos, params["photo"]),
  ),
];
