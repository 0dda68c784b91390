import { AUTHOR, everyReader, OPEN, SIGNED, SLOT, type Reader, type World } from "./privacy-world.ts";

/** The bytes of a photo. */
export const PICTURE = Symbol("picture");

export interface Read {
  /** Behind /api/staff/. */
  path: (world: World) => string;
  /** What of another's stands in the answer: a text, or the bytes of a picture. */
  holds: string | ((world: World) => string) | typeof PICTURE;
  /** Who gets to see it; to nobody else any answer may say it. Written out, not computed. */
  seenBy: readonly Reader[];
}

const staff = everyReader.filter((reader) => !["visitor", "own unit", "other unit", "admin"].includes(reader));

const leads = ["lead, same 组室", "lead, other 组室", "lead, no 组室"] as const;
/** 学习笔记 and what a person writes: author, lead of the 组室, director. */
const own = ["author", "lead, same 组室", "director"] as const;
const addressed = ["own unit", "author", "cadre, same 组室", "lead, same 组室", "editor", "director"] as const;
const followers = ["own unit", ...leads, "editor", "director"] as const;
const listKeepers = ["author", ...leads, "editor", "director"] as const;
const questioners = [...staff, "own unit", "other unit"] as const;
const YEAR = "year=2026";
const MONTH = "month=2026-11";

/** EVERY WAY TO READ what somebody has of study. A route may stand here more than once: for each thing that it must keep to some. */
export const reads: Record<string, Read | Read[]> = {
  "GET /api/staff/notes": { path: () => `notes?${MONTH}&person=${AUTHOR}`, holds: "秘题", seenBy: own },
  "GET /api/staff/notes/figures": { path: () => `notes/figures?${YEAR}&person=${AUTHOR}`, holds: "作者甲", seenBy: own },
  "GET /api/staff/notes/people": { path: () => `notes/people?${YEAR}`, holds: "作者甲", seenBy: ["lead, same 组室", "director"] },
  "GET /api/staff/notes/texts": { path: () => `notes/texts?${MONTH}&person=${AUTHOR}`, holds: "秘正文", seenBy: own },
  "GET /api/staff/notes/:id": { path: ({ note }) => `notes/${note.id}`, holds: "秘正文", seenBy: own },
  "GET /api/staff/notes/:id/versions": { path: ({ note }) => `notes/${note.id}/versions`, holds: `"number":1`, seenBy: ["author"] },
  "GET /api/staff/notes/:id/versions/:number": { path: ({ note }) => `notes/${note.id}/versions/1`, holds: "秘旧文", seenBy: ["author"] },

  "GET /api/staff/inspections": { path: () => "inspections", holds: SIGNED, seenBy: [...leads, "director"] },
  "GET /api/staff/inspections/own": { path: () => "inspections/own", holds: "秘批阅已签", seenBy: ["author"] },
  "GET /api/staff/inspections/:month": [
    { path: () => `inspections/${SIGNED}`, holds: "秘批阅已签", seenBy: ["lead, same 组室", "director"] },
    { path: () => `inspections/${SIGNED}`, holds: "作者甲", seenBy: ["lead, same 组室", "director"] },
    { path: () => `inspections/${OPEN}`, holds: "秘批阅未签", seenBy: ["director"] },
    { path: () => `inspections/${OPEN}`, holds: "fingerprint", seenBy: ["director"] },
  ],
  "GET /api/staff/ledger/attendance": {
    path: () => `ledger/attendance?${YEAR}&cursor=2026-10-16`,
    holds: "作者甲",
    seenBy: ["lead, same 组室", "editor", "director"],
  },
  "GET /api/staff/ledger/inspections": [
    { path: () => `ledger/inspections?${YEAR}&cursor=2026-08`, holds: "作者甲", seenBy: ["lead, same 组室", "editor", "director"] },
    { path: () => `ledger/inspections?${YEAR}&cursor=2026-08`, holds: "秘批阅", seenBy: ["lead, same 组室", "director"] },
  ],

  "GET /api/staff/study-tasks": { path: () => "study-tasks", holds: "给组织科和山市镇的任务", seenBy: addressed },
  "GET /api/staff/study-tasks/:id": [
    { path: ({ task }) => `study-tasks/${task.id}`, holds: "给组织科和山市镇的任务", seenBy: addressed },
    // One's own marks and those of one's unit alone; the author and the unit have marked.
    { path: ({ task }) => `study-tasks/${task.id}`, holds: ({ script }) => `"mine":["${script.id}"]`, seenBy: ["own unit", "author"] },
  ],
  "GET /api/staff/study-tasks/:id/overview": [
    { path: ({ task }) => `study-tasks/${task.id}/overview`, holds: "作者甲", seenBy: ["lead, same 组室", "editor", "director"] },
    { path: ({ task }) => `study-tasks/${task.id}/overview`, holds: "山市镇", seenBy: ["editor", "director"] },
  ],

  "GET /api/staff/group-study-records": [
    { path: () => "group-study-records?unit=shanshi", holds: "山市镇学了什么", seenBy: followers },
    { path: () => "group-study-records", holds: "山市镇学了什么", seenBy: ["own unit"] },
  ],
  "GET /api/staff/group-study-records/:id": {
    path: ({ record }) => `group-study-records/${record.id}`,
    holds: "山市镇学了什么",
    seenBy: followers,
  },
  "GET /api/staff/group-study-records/:id/photos/:photo": {
    path: ({ record }) => `group-study-records/${record.id}/photos/${record.photos[0]!.id}`,
    holds: PICTURE,
    seenBy: followers,
  },
  "GET /api/staff/unit-study": {
    path: () => "unit-study?from=2026-11-01&to=2026-11-30",
    holds: "提醒山市镇的话",
    seenBy: [...leads, "editor", "director"],
  },
  "GET /api/staff/unit-reminders/own": { path: () => "unit-reminders/own", holds: "提醒山市镇的话", seenBy: ["own unit"] },

  "GET /api/staff/study-days": { path: () => `study-days?${YEAR}`, holds: SLOT, seenBy: staff },
  "GET /api/staff/study-days/:slot": { path: () => `study-days/${SLOT}`, holds: "全部干部的学习记录", seenBy: staff },
  "GET /api/staff/study-days/:slot/photos/:photo": {
    path: ({ day }) => `study-days/${SLOT}/photos/${day.photos[0]!.id}`,
    holds: PICTURE,
    seenBy: staff,
  },
  "GET /api/staff/study-days/:slot/attendance": [
    { path: () => `study-days/${SLOT}/attendance`, holds: "作者甲", seenBy: listKeepers },
    { path: () => `study-days/${SLOT}/attendance`, holds: "/check-in/", seenBy: [...leads, "editor", "director"] },
  ],
  "GET /api/staff/calendar-link": { path: () => "calendar-link", holds: `"active":true`, seenBy: ["author"] },
  // The token of the private calendar is all that it asks for; it opens nothing but study dates.
  "GET /api/staff/calendar/:file": [
    { path: ({ link }) => link.split("/api/staff/")[1]!, holds: "BEGIN:VCALENDAR", seenBy: everyReader },
    { path: ({ link }) => link.split("/api/staff/")[1]!, holds: "作者甲", seenBy: [] },
    { path: () => "calendar/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ics", holds: "BEGIN:VCALENDAR", seenBy: [] },
  ],

  "GET /api/staff/lectures": { path: () => `lectures?${YEAR}`, holds: "作者甲的讲课", seenBy: questioners },
  "GET /api/staff/lectures/:id": [
    { path: ({ lecture }) => `lectures/${lecture.id}`, holds: "公开的提问", seenBy: questioners },
    { path: ({ lecture }) => `lectures/${lecture.id}`, holds: "收起的提问", seenBy: ["cadre, other 组室", "editor", "director"] },
    { path: ({ lecture }) => `lectures/${lecture.id}`, holds: "访客等着的提问", seenBy: ["author"] },
  ],

  "GET /api/staff/activities": { path: () => `activities?${YEAR}`, holds: "作者甲走访", seenBy: staff },
  "GET /api/staff/activities/year": {
    path: () => `activities/year?${YEAR}`,
    holds: "作者甲",
    seenBy: ["author", "lead, same 组室", "editor", "director"],
  },
  "GET /api/staff/activities/villages": { path: () => "activities/villages?unit=shanshi", holds: "items", seenBy: staff },
  "GET /api/staff/activities/:id": { path: ({ activity }) => `activities/${activity.id}`, holds: "作者甲走访", seenBy: staff },
  "GET /api/staff/activities/:id/photos/:photo": {
    path: ({ activity }) => `activities/${activity.id}/photos/${activity.photos[0]!.id}`,
    holds: PICTURE,
    seenBy: staff,
  },

  "GET /api/staff/research": { path: () => `research?${YEAR}`, holds: "作者甲的课题", seenBy: own },
  "GET /api/staff/research/:id": { path: ({ topic }) => `research/${topic.id}`, holds: "作者甲的课题", seenBy: own },

  "GET /api/staff/reviews": [
    { path: () => `reviews?${YEAR}`, holds: "还没开始的评审", seenBy: ["editor", "director"] },
    { path: () => `reviews?${YEAR}`, holds: "正在打分的评审", seenBy: ["author", "lead, same 组室", "editor", "director"] },
  ],
  "GET /api/staff/reviews/:id": [
    { path: ({ draft }) => `reviews/${draft.id}`, holds: "还没开始的评审", seenBy: ["editor", "director"] },
    { path: ({ review }) => `reviews/${review.id}`, holds: "正在打分的评审", seenBy: ["author", "lead, same 组室", "editor", "director"] },
    { path: ({ review }) => `reviews/${review.id}`, holds: "秘评语", seenBy: ["author"] },
    // How far each reviewer is, without what was given, is the director's.
    { path: ({ review }) => `reviews/${review.id}`, holds: `"scored":1`, seenBy: ["director"] },
  ],
  "GET /api/staff/awards": { path: () => `awards?${YEAR}`, holds: "一等奖", seenBy: staff },
  "GET /api/staff/compilations": { path: () => `compilations?${YEAR}`, holds: "没印出的专刊", seenBy: ["editor", "director"] },
  "GET /api/staff/compilations/:id": {
    path: ({ compilation }) => `compilations/${compilation.id}`,
    holds: "没印出的专刊",
    seenBy: ["editor", "director"],
  },

  "GET /api/staff/colleagues": { path: () => "colleagues", holds: "作者甲", seenBy: staff },
  "GET /api/staff/study-settings": {
    path: () => "study-settings",
    holds: "targets",
    seenBy: everyReader.filter((one) => one !== "visitor"),
  },
  "GET /api/staff/today": [
    { path: () => "today", holds: "秘", seenBy: [] },
    { path: () => "today", holds: "给组织科和山市镇的任务", seenBy: addressed },
    { path: () => "today", holds: `"finished"`, seenBy: ["lead, same 组室", "editor", "director"] },
    { path: () => "today", holds: "正在打分的评审", seenBy: ["author", "lead, same 组室"] },
    { path: () => "today", holds: "还没开始的评审", seenBy: [] },
    { path: () => "today", holds: "提醒山市镇的话", seenBy: ["own unit"] },
    { path: () => "today", holds: "公开的提问", seenBy: ["author"] },
    { path: () => "today", holds: "收起的提问", seenBy: [] },
    { path: () => "today", holds: OPEN, seenBy: ["director"] },
  ],
};
