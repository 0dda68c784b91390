import { content, DEVICE } from "../notes/support.ts";
import { AUTHOR, everyReader, OPEN, SIGNED, SLOT, type Reader, type World } from "./privacy-world.ts";

export interface Write {
  /** Behind /api/staff/. */
  path: (world: World) => string;
  body?: (world: World, upload: string) => object;
  /** Who may; everybody else is refused and changes nothing. Written out, not computed. */
  openTo: readonly Reader[];
}

const staff = everyReader.filter((reader) => !["visitor", "own unit", "other unit", "admin"].includes(reader));
const cadres = ["author", "cadre, same 组室", "cadre, other 组室"] as const;
const leads = ["lead, same 组室", "lead, other 组室", "lead, no 组室"] as const;
const desk = ["editor", "director"] as const;
const keepers = [...leads, ...desk] as const;
const author = ["author"] as const;
const ownUnit = ["own unit"] as const;
const hands = ["author", "lead, same 组室", "editor"] as const;

const version = (of: keyof World) => (world: World) => ({ version: (world[of] as { version: number }).version });
const photo = (of: keyof World) => (world: World, upload: string) => ({ upload, ...version(of)(world) });
const day = (more: object) => (world: World) => ({ ...version("day")(world), ...more });
const plan = { topic: "题", agenda: "", place: "", startsAt: "14:00", endsAt: "16:00", materials: [], open: true };
const target = { noteCharacters: 0, reflections: 0, note: "", deadline: "2026-12-30" };
const task = ({ script }: World) => ({
  ...target,
  title: "任务",
  materials: [script.id],
  audience: { people: "all", offices: [], units: [] },
});
const filed = { date: "2026-11-20", topic: "学", place: "", people: 3, names: "", materials: [], remarks: "" };
const visit = { kind: "下基层", title: "走访", date: "2026-11-20", people: [AUTHOR] };
const reviewed = ({ script }: World) => ({
  name: "评审",
  year: 2026,
  criteria: [{ name: "内容", weight: 100 }],
  opensAt: "2026-12-01T00:00:00.000Z",
  closesAt: "2026-12-02T00:00:00.000Z",
  entries: [script.id],
  reviewers: [AUTHOR],
});
const settings = {
  anchorFriday: "2026-01-09",
  startsAt: "14:00",
  endsAt: "16:00",
  place: "",
  targets: { noteCharacters: 1, reflections: 1, lectures: 1, symposiums: 1, visits: 1, topics: 1 },
  version: 0,
};

/** EVERY WAY TO CHANGE what somebody has of study, as valid requests, those that take something away last. */
export const writes: Record<string, Write> = {
  "POST /api/staff/notes": { path: () => "notes", body: () => ({ ...content(), device: DEVICE }), openTo: [...cadres, ...leads] },
  "PUT /api/staff/notes/:id": {
    path: ({ note }) => `notes/${note.id}`,
    body: (world) => ({ ...content({ text: "改" }), device: DEVICE, ...version("note")(world) }),
    openTo: author,
  },
  "POST /api/staff/notes/:id/offer": {
    path: ({ note }) => `notes/${note.id}/offer`,
    body: (world) => ({ category: "评论文章", ...version("note")(world) }),
    openTo: author,
  },
  "PUT /api/staff/inspections/:month/remarks/:person": {
    path: () => `inspections/${OPEN}/remarks/${AUTHOR}`,
    body: () => ({ text: "改", version: 1 }),
    openTo: ["director"],
  },
  "POST /api/staff/inspections/:month/recount": { path: () => `inspections/${OPEN}/recount`, openTo: ["director"] },
  "POST /api/staff/inspections/:month/sign": {
    path: () => `inspections/${SIGNED}/sign`,
    body: () => ({ fingerprint: "x" }),
    openTo: ["director"],
  },

  "POST /api/staff/study-tasks": { path: () => "study-tasks", body: task, openTo: desk },
  "PUT /api/staff/study-tasks/:id": {
    path: ({ task: { id } }) => `study-tasks/${id}`,
    body: (world) => ({ ...task(world), ...version("task")(world) }),
    openTo: desk,
  },
  "POST /api/staff/study-tasks/:id/marks": {
    path: ({ task: { id } }) => `study-tasks/${id}/marks`,
    body: ({ script }) => ({ material: script.id, done: true }),
    openTo: ["own unit", "author", "cadre, same 组室", "lead, same 组室"],
  },

  "POST /api/staff/group-study-records": {
    path: () => "group-study-records",
    body: () => ({ ...filed, uploads: [] }),
    openTo: ["own unit", "other unit"],
  },
  "PUT /api/staff/group-study-records/:id": {
    path: ({ record }) => `group-study-records/${record.id}`,
    body: (world) => ({ ...filed, ...version("record")(world) }),
    openTo: ownUnit,
  },
  "POST /api/staff/group-study-records/:id/photos": {
    path: ({ record }) => `group-study-records/${record.id}/photos`,
    body: photo("record"),
    openTo: ownUnit,
  },
  "POST /api/staff/unit-reminders": { path: () => "unit-reminders", body: () => ({ unit: "shanshi", text: "改" }), openTo: keepers },

  "PUT /api/staff/study-days/:slot": { path: () => `study-days/${SLOT}`, body: day(plan), openTo: desk },
  "POST /api/staff/study-days/:slot/move": {
    path: () => `study-days/${SLOT}/move`,
    body: day({ date: "2026-11-25", reason: "会" }),
    openTo: desk,
  },
  "PUT /api/staff/study-days/:slot/minutes": { path: () => `study-days/${SLOT}/minutes`, body: day({ minutes: "改" }), openTo: keepers },
  "POST /api/staff/study-days/:slot/photos": { path: () => `study-days/${SLOT}/photos`, body: photo("day"), openTo: keepers },
  "POST /api/staff/study-days/:slot/attendance": {
    path: () => `study-days/${SLOT}/attendance`,
    body: () => ({ person: AUTHOR, present: false }),
    openTo: keepers,
  },
  // Nobody has the code of the wall: those who may sign themselves in are told that there is no such session.
  "POST /api/staff/study-days/:slot/check-in": {
    path: () => `study-days/${SLOT}/check-in`,
    body: () => ({ code: "12345678" }),
    openTo: [],
  },
  "POST /api/staff/study-days/:slot/cancel": { path: () => `study-days/${SLOT}/cancel`, body: day({ reason: "停" }), openTo: desk },
  "POST /api/staff/study-days/:slot/restore": { path: () => `study-days/${SLOT}/restore`, body: day({}), openTo: desk },

  "POST /api/staff/lectures": { path: () => "lectures", body: () => ({ person: AUTHOR, topic: "题", date: "2026-12-01" }), openTo: desk },
  "PUT /api/staff/lectures/:id": {
    path: ({ lecture }) => `lectures/${lecture.id}`,
    body: (world) => ({ person: AUTHOR, topic: "改", date: "2026-11-20", ...version("lecture")(world) }),
    openTo: desk,
  },
  "PUT /api/staff/lectures/:id/topic": {
    path: ({ lecture }) => `lectures/${lecture.id}/topic`,
    body: (world) => ({ topic: "改", ...version("lecture")(world) }),
    openTo: author,
  },
  "POST /api/staff/lectures/:id/script": {
    path: ({ lecture }) => `lectures/${lecture.id}/script`,
    body: version("lecture"),
    openTo: author,
  },
  "POST /api/staff/lectures/:id/questions": {
    path: ({ lecture }) => `lectures/${lecture.id}/questions`,
    body: () => ({ text: "问？" }),
    openTo: ["own unit", "other unit", ...staff.filter((reader) => reader !== "author")],
  },
  "POST /api/staff/lectures/:id/questions/:question/answer": {
    path: ({ lecture, shown }) => `lectures/${lecture.id}/questions/${shown.id}/answer`,
    body: () => ({ answer: "答", version: 1 }),
    openTo: author,
  },
  "POST /api/staff/lectures/:id/visitors/:feedback/answer": {
    path: ({ lecture, visitor }) => `lectures/${lecture.id}/visitors/${visitor.id}/answer`,
    body: ({ visitor }) => ({ answer: "答", version: visitor.version }),
    openTo: author,
  },
  "POST /api/staff/lectures/:id/questions/:question/hide": {
    path: ({ lecture, shown }) => `lectures/${lecture.id}/questions/${shown.id}/hide`,
    body: () => ({ reason: "收", version: 1 }),
    openTo: desk,
  },
  "POST /api/staff/lectures/:id/questions/:question/show": {
    path: ({ lecture, hidden }) => `lectures/${lecture.id}/questions/${hidden.id}/show`,
    body: () => ({ version: 2 }),
    openTo: desk,
  },

  "POST /api/staff/activities": { path: () => "activities", body: () => visit, openTo: [...cadres, ...leads, "editor"] },
  "PUT /api/staff/activities/:id": {
    path: ({ activity }) => `activities/${activity.id}`,
    body: (world) => ({ ...visit, ...version("activity")(world) }),
    openTo: hands,
  },
  "POST /api/staff/activities/:id/photos": {
    path: ({ activity }) => `activities/${activity.id}/photos`,
    body: photo("activity"),
    openTo: hands,
  },

  "POST /api/staff/research": { path: () => "research", body: () => ({ title: "题", year: 2026 }), openTo: [...cadres, ...leads] },
  "PUT /api/staff/research/:id": {
    path: ({ topic }) => `research/${topic.id}`,
    body: (world) => ({ title: "改", year: 2026, ...version("topic")(world) }),
    openTo: author,
  },
  "POST /api/staff/research/:id/state": {
    path: ({ topic }) => `research/${topic.id}/state`,
    body: (world) => ({ state: "underway", ...version("topic")(world) }),
    openTo: author,
  },
  "POST /api/staff/research/:id/article": { path: ({ topic }) => `research/${topic.id}/article`, body: version("topic"), openTo: author },

  "POST /api/staff/reviews": { path: () => "reviews", body: reviewed, openTo: ["director"] },
  "PUT /api/staff/reviews/:id": {
    path: ({ draft }) => `reviews/${draft.id}`,
    body: (world) => ({ ...reviewed(world), ...version("draft")(world) }),
    openTo: ["director"],
  },
  "POST /api/staff/reviews/:id/open": { path: ({ draft }) => `reviews/${draft.id}/open`, body: version("draft"), openTo: ["director"] },
  "PUT /api/staff/reviews/:id/scores/:material": {
    path: ({ review, article }) => `reviews/${review.id}/scores/${article.id}`,
    body: () => ({ scores: [60], version: 0 }),
    openTo: ["author", "lead, same 组室"],
  },
  "POST /api/staff/reviews/:id/close": {
    path: ({ review }) => `reviews/${review.id}/close`,
    body: version("review"),
    openTo: ["director"],
  },
  "POST /api/staff/reviews/:id/decide": {
    path: ({ review }) => `reviews/${review.id}/decide`,
    body: (world) => ({ excellent: [], award: "", level: "", ...version("review")(world) }),
    openTo: ["director"],
  },
  "POST /api/staff/compilations": { path: () => "compilations", body: () => ({ title: "刊", date: "2026-12-01" }), openTo: desk },
  "PUT /api/staff/compilations/:id": {
    path: ({ compilation }) => `compilations/${compilation.id}`,
    body: (world) => ({ title: "改", date: "2026-12-01", ...version("compilation")(world) }),
    openTo: desk,
  },

  "PUT /api/staff/study-settings": { path: () => "study-settings", body: () => settings, openTo: ["admin"] },
  // One's own link alone: the author's stays what it was, unless it is the author who asks.
  "POST /api/staff/calendar-link": { path: () => "calendar-link", openTo: staff },
  "DELETE /api/staff/calendar-link": { path: () => "calendar-link", openTo: staff },

  "POST /api/staff/study-tasks/:id/close": { path: ({ task: { id } }) => `study-tasks/${id}/close`, body: version("task"), openTo: desk },
  "POST /api/staff/lectures/:id/state": {
    path: ({ lecture }) => `lectures/${lecture.id}/state`,
    body: (world) => ({ state: "cancelled", reason: "停", ...version("lecture")(world) }),
    openTo: desk,
  },
  "DELETE /api/staff/group-study-records/:id/photos/:photo": {
    path: ({ record }) => `group-study-records/${record.id}/photos/${record.photos[0]!.id}`,
    body: version("record"),
    openTo: ownUnit,
  },
  "DELETE /api/staff/study-days/:slot/photos/:photo": {
    path: ({ day: { photos } }) => `study-days/${SLOT}/photos/${photos[0]!.id}`,
    body: version("day"),
    openTo: keepers,
  },
  "DELETE /api/staff/activities/:id/photos/:photo": {
    path: ({ activity }) => `activities/${activity.id}/photos/${activity.photos[0]!.id}`,
    body: version("activity"),
    openTo: hands,
  },
  "DELETE /api/staff/notes/:id": { path: ({ note }) => `notes/${note.id}?version=${note.version}`, openTo: author },
  "DELETE /api/staff/group-study-records/:id": {
    path: ({ record }) => `group-study-records/${record.id}`,
    body: version("record"),
    openTo: ownUnit,
  },
  "DELETE /api/staff/activities/:id": {
    path: ({ activity }) => `activities/${activity.id}`,
    body: version("activity"),
    openTo: hands,
  },
  "DELETE /api/staff/research/:id": { path: ({ topic }) => `research/${topic.id}`, body: version("topic"), openTo: author },
};
