import type { Activity } from "../../functions/activities/contract.ts";
import type { Compilation } from "../../functions/compilation/contract.ts";
import type { GroupStudyRecord } from "../../functions/group-study-records/contract.ts";
import type { Sheet } from "../../functions/inspection/contract.ts";
import { makeInspections } from "../../functions/inspection/making.ts";
import type { LecturePage } from "../../functions/lectures/contract.ts";
import type { Note } from "../../functions/notes/contract.ts";
import type { Role } from "../../functions/people/contract.ts";
import type { Topic } from "../../functions/research/contract.ts";
import type { Review } from "../../functions/review/contract.ts";
import { putAward } from "../../functions/review/table.ts";
import type { CalendarLink, StudyDay } from "../../functions/study-days/contract.ts";
import type { Task } from "../../functions/study-tasks/contract.ts";
import { createUnit } from "../../functions/units/table.ts";
import { content, DEVICE, OTHER } from "../notes/support.ts";
import { newColumn, START, type Column } from "../support/column.ts";

/** Everybody who may stand before what 作者甲 of the 组织科 and the unit 山市镇 have: each role, near and far. */
export const readers = {
  visitor: undefined,
  "own unit": { roles: ["unit"], unit: "shanshi" },
  "other unit": { roles: ["unit"], unit: "hailin" },
  author: { roles: ["cadre"], office: "组织科" },
  "cadre, same 组室": { roles: ["cadre"], office: "组织科" },
  "cadre, other 组室": { roles: ["cadre"], office: "干部科" },
  "lead, same 组室": { roles: ["lead"], office: "组织科" },
  "lead, other 组室": { roles: ["lead"], office: "干部科" },
  "lead, no 组室": { roles: ["lead"] },
  editor: { roles: ["editor"] },
  director: { roles: ["director"] },
  admin: { roles: ["admin"] },
} as const satisfies Record<string, { roles: readonly Role[]; office?: string; unit?: string } | undefined>;
export type Reader = keyof typeof readers;
export const everyReader = Object.keys(readers) as Reader[];

export const AUTHOR = "author";
/** The smallest picture that is one. */
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
/** A study Friday that is over, in the rhythm of the default settings. */
export const SLOT = "2026-11-13";
export const SIGNED = "2026-09";
export const OPEN = "2026-10";

type As = (reader: Reader) => Promise<string | undefined>;

/** People, two units and nothing of study yet. */
async function peopled() {
  const column = await newColumn();
  for (const [id, name] of [
    ["hailin", "海林镇"],
    ["shanshi", "山市镇"],
  ] as const)
    await createUnit(column.deps, { id: "system", name: "系统" }, { name, kind: "乡镇", villages: [] }, id);
  const idOf = (reader: Reader) => (reader === "author" ? AUTHOR : `reader-${everyReader.indexOf(reader)}`);
  for (const reader of everyReader) {
    const who = readers[reader];
    if (who) await column.signIn([...who.roles], { ...who, id: idOf(reader), name: reader === "author" ? "作者甲" : `某${idOf(reader)}` });
  }
  const as: As = async (reader) => (readers[reader] ? column.sessionOf(idOf(reader)) : undefined);
  const make = async <T>(reader: Reader, method: string, path: string, body?: object): Promise<T> => {
    const answer = await column.call<T>(method, `/api/staff/${path}`, { cookie: await as(reader), ...(body ? { body } : {}) });
    if (answer.status >= 300) throw new Error(`${reader} ${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  };
  const photo = async (reader: Reader) => column.upload((await as(reader))!, "现场.png", png);
  return { column, as, idOf, make, photo };
}
type Peopled = Awaited<ReturnType<typeof peopled>>;

async function notesOf({ make }: Peopled) {
  const begun = await make<Note>("author", "POST", "notes", {
    ...content({ kind: "reflection", title: "秘题", text: "秘旧文" }),
    device: DEVICE,
  });
  const note = await make<Note>("author", "PUT", `notes/${begun.id}`, {
    ...content({ kind: "reflection", title: "秘题", text: "秘正文" }),
    device: OTHER,
    version: begun.version,
    keep: true,
  });
  for (const day of ["2026-09-10", "2026-10-10"]) await make("author", "POST", "notes", { ...content({ day }), device: DEVICE });
  return { note };
}

async function tasksOf({ make }: Peopled, materials: string[]) {
  const input = { materials, deadline: "2026-12-20", noteCharacters: 0, reflections: 0, note: "" };
  const audience = { people: "offices", offices: ["组织科"], units: ["shanshi"] };
  const task = await make<Task>("editor", "POST", "study-tasks", { ...input, title: "给组织科和山市镇的任务", audience });
  for (const reader of ["author", "own unit"] as const)
    await make(reader, "POST", `study-tasks/${task.id}/marks`, { material: materials[0], done: true });
  return { task };
}

async function unitsOf({ make, photo }: Peopled) {
  const record = await make<GroupStudyRecord>("own unit", "POST", "group-study-records", {
    date: "2026-11-20",
    topic: "山市镇学了什么",
    place: "",
    people: 30,
    names: "",
    materials: [],
    remarks: "",
    uploads: [await photo("own unit")],
  });
  await make("editor", "POST", "unit-reminders", { unit: "shanshi", text: "提醒山市镇的话" });
  return { record };
}

async function dayOf({ make, photo }: Peopled) {
  await make("editor", "PUT", `study-days/${SLOT}/minutes`, { version: 0, minutes: "全部干部的学习记录" });
  const day = await make<StudyDay>("editor", "POST", `study-days/${SLOT}/photos`, { upload: await photo("editor"), version: 1 });
  await make("editor", "POST", `study-days/${SLOT}/attendance`, { person: AUTHOR, present: true });
  const { link } = await make<CalendarLink>("author", "POST", "calendar-link");
  return { day, link: link! };
}

/** A lecture of the author with an answerable, a hidden and a visitor's question. */
async function lectureOf({ column, make }: Peopled, script: string) {
  const lecture = await make<LecturePage>("editor", "POST", "lectures", {
    person: AUTHOR,
    topic: "作者甲的讲课",
    date: "2026-11-20",
    place: "",
  });
  await make("author", "POST", `lectures/${lecture.id}/script`, { material: script, version: lecture.version });
  await make("cadre, same 组室", "POST", `lectures/${lecture.id}/questions`, { text: "公开的提问？" });
  const { questions } = await make<LecturePage>("cadre, other 组室", "POST", `lectures/${lecture.id}/questions`, { text: "收起的提问？" });
  const [shown, hidden] = ["公开的提问？", "收起的提问？"].map((text) => questions.find((one) => one.text === text)!);
  await make("editor", "POST", `lectures/${lecture.id}/questions/${hidden!.id}/hide`, { reason: "不宜", version: 1 });
  const { formToken } = (await column.call<{ formToken: string }>("GET", "/api/feedback/form")).body;
  column.time.now += 5000;
  await column.call("POST", "/api/feedback", { body: { kind: "提问", text: "访客等着的提问？", material: script, formToken } });
  const { items } = await make<{ items: { id: string; version: number }[] }>("editor", "GET", "feedback");
  await make("editor", "POST", `feedback/${items[0]!.id}/accept`, { version: items[0]!.version });
  const page = await make<LecturePage>("author", "GET", `lectures/${lecture.id}`);
  return { lecture: page, shown: shown!, hidden: hidden!, visitor: page.visitorsWaiting[0]! };
}

async function workOf({ make, photo }: Peopled) {
  const logged = await make<Activity>("author", "POST", "activities", {
    kind: "下基层",
    title: "作者甲走访",
    date: "2026-11-20",
    people: [AUTHOR],
  });
  const upload = await photo("author");
  const activity = await make<Activity>("author", "POST", `activities/${logged.id}/photos`, { upload, version: 1 });
  const topic = await make<Topic>("author", "POST", "research", { title: "作者甲的课题", year: 2026 });
  return { activity, topic };
}

/** An open review with a score of the author's, one that is still planned, and an award. */
async function reviewsOf({ column, make }: Peopled, entries: string[]) {
  const plan = {
    year: 2026,
    criteria: [{ name: "内容", weight: 100 }],
    opensAt: new Date(START - 86_400_000).toISOString(),
    closesAt: new Date(START + 86_400_000).toISOString(),
    entries,
    reviewers: [AUTHOR, "reader-6"],
  };
  const draft = await make<Review>("director", "POST", "reviews", { ...plan, name: "还没开始的评审" });
  const begun = await make<Review>("director", "POST", "reviews", { ...plan, name: "正在打分的评审" });
  const review = await make<Review>("director", "POST", `reviews/${begun.id}/open`, { version: begun.version });
  await make("author", "PUT", `reviews/${review.id}/scores/${entries[0]}`, { scores: [87], remark: "秘评语", version: 0 });
  const award = { id: "award-of-2025", name: "优秀讲稿", year: 2026, level: "一等奖", who: "作者甲", work: "讲稿", category: "讲课稿" };
  await column.store.transact([putAward({ ...award, material: entries[0]!, review: draft.id, day: "2026-01-10" })]);
  return { draft, review };
}

/** The signed sheet of September and the open one of October, each with a 批阅 for the author. */
async function sheetsOf({ column, make }: Peopled) {
  await makeInspections({ ...column.deps, clock: () => Date.parse("2026-10-02T09:00:00+08:00") });
  await makeInspections(column.deps);
  for (const [month, text] of [
    [SIGNED, "秘批阅已签"],
    [OPEN, "秘批阅未签"],
  ])
    await make("director", "PUT", `inspections/${month}/remarks/${AUTHOR}`, { text, version: 0 });
  const { fingerprint } = await make<Sheet>("director", "GET", `inspections/${SIGNED}`);
  await make("director", "POST", `inspections/${SIGNED}/sign`, { fingerprint });
  return { open: await make<Sheet>("director", "GET", `inspections/${OPEN}`) };
}

/** Everything of study that somebody can have, once. */
export async function world() {
  const people = await peopled();
  const { column, make } = people;
  const script = await column.publish({ title: "讲稿一", category: "讲课稿", author: "周某" });
  const article = await column.publish({ title: "调研一", category: "调研文章", author: "吴某" });
  const compilation = await make<Compilation>("editor", "POST", "compilations", { title: "没印出的专刊", date: "2026-12-01" });
  return {
    ...people,
    script,
    article,
    compilation,
    ...(await notesOf(people)),
    ...(await tasksOf(people, [script.id])),
    ...(await unitsOf(people)),
    ...(await dayOf(people)),
    ...(await lectureOf(people, script.id)),
    ...(await workOf(people)),
    ...(await reviewsOf(people, [script.id, article.id])),
    ...(await sheetsOf(people)),
  };
}
export type World = Awaited<ReturnType<typeof world>>;
export type Rows = ReturnType<Column["rows"]>;
