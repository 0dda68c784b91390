import { beforeEach, describe, expect, test } from "vitest";
import type { GroupStudyRecord, OwnReminder, RecordList, UnitStudy } from "../../functions/group-study-records/contract.ts";
import type { Task } from "../../functions/study-tasks/contract.ts";
import { createUnit } from "../../functions/units/table.ts";
import { newColumn, type Answer, type Column } from "../support/column.ts";

const PATH = "/api/staff/group-study-records";
const DAY = 24 * 3_600_000;
/** The smallest picture that is one. */
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

let column: Column;
let own: string;
let other: string;
let editor: string;
const input = (more: object = {}) => ({
  date: "2026-11-20",
  topic: "学习报告",
  place: "镇二楼会议室",
  people: 32,
  names: "㛃某、𠮷某",
  materials: [] as string[],
  remarks: "讨论热烈。",
  uploads: [] as string[],
  ...more,
});
const file = (body: object, cookie = own, key = "key-of-this-record") =>
  column.call<GroupStudyRecord>("POST", PATH, { cookie, body, headers: { "idempotency-key": key } });
const period = "/api/staff/unit-study?from=2026-11-01&to=2026-11-30";

beforeEach(async () => {
  column = await newColumn();
  for (const [row, [id, name]] of [
    ["hailin", "海林镇"],
    ["shanshi", "山市镇"],
  ].entries())
    await createUnit(column.deps, { id: "system", name: "系统" }, { name: name!, kind: "乡镇", villages: [] }, id, row);
  own = await column.signIn(["unit"], { unit: "shanshi", name: "联络员", id: "contact-own" });
  other = await column.signIn(["unit"], { unit: "hailin" });
  editor = await column.signIn(["editor"], { name: "编辑" });
});

describe("a 集中学习 record", () => {
  test("is filed with its photos once per key, however often and late it is sent", async () => {
    const material = await column.publish({ title: "创新三题" });
    const uploads = [await column.upload(own, "现场.png", png), await column.upload(own, "签到.png", png)];
    const body = input({ uploads, materials: [material.id] });
    const first = await file(body);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ unit: "shanshi", createdBy: "联络员", names: "㛃某、𠮷某", version: 1, mayChange: true });
    expect(first.body.materials).toEqual([{ id: material.id, title: "创新三题" }]);
    expect(first.body.photos.map(({ fileName }) => fileName)).toEqual(["现场.png", "签到.png"]);
    expect((await file(body)).body).toEqual(first.body);
    expect((await file(input({ topic: "别的" }))).status).toBe(422);
    // Days later nothing is remembered of the key but the record itself.
    column.time.now += 3 * DAY;
    own = await column.sessionOf("contact-own");
    expect((await file(body)).body.id).toBe(first.body.id);
    const { body: list } = await column.call<RecordList>("GET", PATH, { cookie: own });
    expect([list.unit.name, list.items.map(({ id }) => id)]).toEqual(["山市镇", [first.body.id]]);
    const photo = await column.call("GET", `${PATH}/${first.body.id}/photos/${first.body.photos[0]!.id}`, { cookie: own });
    expect([photo.status, photo.headers.get("content-type"), Buffer.from(photo.bytes).equals(png)]).toEqual([200, "image/png", true]);
  });

  test("sent twice at once it is there once, and no bytes of the other try stay", async () => {
    const body = input({ uploads: [await column.upload(own, "现场.png", png)] });
    const answers = await Promise.all([file(body), file(body), file(body)]);
    const filed = answers.filter(({ status }) => status === 201);
    expect(filed.length).toBeGreaterThan(0);
    expect(new Set(filed.map(({ body: { id } }) => id)).size).toBe(1);
    // Whoever came too late for the upload asks again and gets the record.
    expect((await file(body)).body.id).toBe(filed[0]!.body.id);
    const { body: list } = await column.call<RecordList>("GET", PATH, { cookie: own });
    expect(list.items.length).toBe(1);
    const photo = list.items[0]!.photos[0]!;
    expect((await column.call("GET", `${PATH}/${list.items[0]!.id}/photos/${photo.id}`, { cookie: own })).status).toBe(200);
  });

  test("not before it was held, not with unknown materials or other files than pictures, not by the contact of no unit", async () => {
    expect((await file(input({ date: "2026-11-24" }))).body).toMatchObject({ errors: [{ field: "date", code: "future" }] });
    expect((await file(input({ materials: ["nothing-here"] }))).body).toMatchObject({ code: "unknown-material" });
    const text = await column.upload(own, "说明.txt", Buffer.from("不是照片"));
    expect((await file(input({ uploads: [text] }))).body).toMatchObject({ code: "file-refused" });
    expect((await file(input({ uploads: ["nothing-here"] }))).status).toBe(404);
    expect((await file(input({ people: 0 }))).status).toBe(400);
    expect((await file(input(), await column.signIn(["unit"]))).body).toMatchObject({ code: "unknown-unit" });
    // A refused file does not stay behind.
    expect(column.rows("activities")).toEqual([]);
  });

  test("is changed at its version and deleted within 30 days, then it stands", async () => {
    const { body: record } = await file(input());
    const path = `${PATH}/${record.id}`;
    const { uploads: _, ...change } = input({ topic: "换题", date: "2026-10-30" });
    const put = (version: number) =>
      column.call<GroupStudyRecord & { current: GroupStudyRecord }>("PUT", path, { cookie: own, body: { ...change, version } });
    expect((await put(1)).body).toMatchObject({ topic: "换题", version: 2 });
    expect((await put(1)).body.current).toMatchObject({ topic: "换题", version: 2 });
    const upload = await column.upload(own, "现场.png", png);
    const added = await column.call<GroupStudyRecord>("POST", `${path}/photos`, { cookie: own, body: { upload, version: 2 } });
    expect([added.status, added.body.photos.length, added.body.version]).toEqual([201, 1, 3]);
    const photo = `${path}/photos/${added.body.photos[0]!.id}`;
    expect((await column.call<GroupStudyRecord>("DELETE", photo, { cookie: own, body: { version: 3 } })).body.photos).toEqual([]);
    // Moved to October, it has left November.
    expect((await column.call<UnitStudy>("GET", period, { cookie: editor })).body.items.map(({ sessions }) => sessions)).toEqual([0, 0]);
    const second = await file(input(), own, "key-of-the-second");
    column.time.now += 30 * DAY;
    const cookie = await column.sessionOf("contact-own");
    expect((await column.call("DELETE", path, { cookie, body: { version: 4 } })).status).toBe(204);
    expect((await column.call("GET", path, { cookie })).status).toBe(404);
    column.time.now += 1;
    expect((await column.call("DELETE", `${PATH}/${second.body.id}`, { cookie, body: { version: 1 } })).status).toBe(409);
    expect((await column.call<GroupStudyRecord>("GET", `${PATH}/${second.body.id}`, { cookie })).body.mayChange).toBe(false);
  });
});

describe("privacy of records: role × own or another unit's", () => {
  test("read by the own contacts and by those who follow the units, changed by the own contacts alone", async () => {
    const upload = await column.upload(own, "现场.png", png);
    const { body: record } = await file(input({ uploads: [upload] }));
    const path = `${PATH}/${record.id}`;
    const photo = `${path}/photos/${record.photos[0]!.id}`;
    const { uploads: _, ...change } = input({ topic: "被别人改" });
    const second = await column.signIn(["unit"], { unit: "shanshi" });
    const table: [string, string, { read: number; write: number; list: number | string[] }][] = [
      ["the contact", own, { read: 200, write: 200, list: [record.id] }],
      ["another contact of the unit", second, { read: 200, write: 200, list: [record.id] }],
      ["another unit", other, { read: 404, write: 404, list: [] }],
      ["a contact of no unit", await column.signIn(["unit"]), { read: 404, write: 404, list: [] }],
      ["a cadre whose account names the unit", await column.signIn(["cadre"], { unit: "shanshi" }), { read: 403, write: 403, list: 403 }],
      ["lead", await column.signIn(["lead"]), { read: 200, write: 403, list: [record.id] }],
      ["editor", editor, { read: 200, write: 403, list: [record.id] }],
      ["director", await column.signIn(["director"]), { read: 200, write: 403, list: [record.id] }],
      ["admin", await column.signIn(["admin"]), { read: 403, write: 403, list: 403 }],
    ];
    let { version } = record;
    for (const [who, cookie, { read, write, list }] of table) {
      expect((await column.call("GET", path, { cookie })).status, `${who} reads`).toBe(read);
      expect((await column.call("GET", photo, { cookie })).status, `${who} sees the photo`).toBe(read);
      const put: Answer<GroupStudyRecord> = await column.call("PUT", path, { cookie, body: { ...change, version } });
      expect(put.status, `${who} writes`).toBe(write);
      if (put.status === 200) ({ version } = put.body);
      const gone = await column.call("DELETE", path, { cookie, body: { version: 99 } });
      expect(gone.status, `${who} deletes`).toBe(write === 200 ? 409 : write);
      const all = await column.call<RecordList>("GET", `${PATH}?unit=shanshi`, { cookie });
      if (typeof list === "number") expect(all.status, `${who} lists`).toBe(list);
      else
        expect(
          all.body.items.map(({ id }) => id),
          `${who} lists`,
        ).toEqual(list);
    }
  });
});

describe("what the units have studied", () => {
  test("every unit in its order, those without a session too, in the period asked for", async () => {
    const [one, two] = [await column.publish({ title: "创新三题" }), await column.publish({ title: "论语心得" })];
    await file(input({ materials: [one.id], people: 30 }), own, "key-number-one");
    await file(input({ materials: [one.id, two.id], people: 12, date: "2026-11-01" }), own, "key-number-two");
    await file(input({ date: "2026-10-31" }), own, "key-number-three");
    const { body } = await column.call<UnitStudy>("GET", period, { cookie: editor });
    expect(body.items.map(({ name, sessions, people }) => [name, sessions, people])).toEqual([
      ["海林镇", 0, 0],
      ["山市镇", 2, 42],
    ]);
    expect(body.items[1]).toMatchObject({ last: "2026-11-20" });
    expect(body.items[1]!.materials.map(({ title }) => title).toSorted()).toEqual(["创新三题", "论语心得"]);
    for (const query of ["from=2026-11-30&to=2026-11-01", "from=2020-01-01&to=2026-11-30", "from=x&to=y"])
      expect((await column.call("GET", `/api/staff/unit-study?${query}`, { cookie: editor })).status).toBe(400);
  });

  test("a reminder stands on the unit's page until a record or a mark follows", async () => {
    const remind = (unit = "shanshi") =>
      column.call("POST", "/api/staff/unit-reminders", { cookie: editor, body: { unit, text: "请尽快学习。" } });
    const shown = async (cookie = own) =>
      (await column.call<OwnReminder>("GET", "/api/staff/unit-reminders/own", { cookie })).body.reminder;
    expect((await remind("nowhere")).status).toBe(400);
    await remind();
    expect((await remind()).status).toBe(201);
    expect([await shown(), await shown(other)]).toMatchObject([{ name: "编辑", text: "请尽快学习。" }, undefined]);
    expect((await column.call<UnitStudy>("GET", period, { cookie: editor })).body.items[1]!.reminder).toMatchObject({ name: "编辑" });
    expect(column.rows("audit").filter(({ data }) => data.includes("unit.remind")).length).toBe(2);
    await file(input());
    expect(await shown()).toBeUndefined();

    await remind();
    const material = await column.publish();
    const task = { title: "任务", materials: [material.id], audience: { people: "none", offices: [], units: ["shanshi"] } };
    const body = { ...task, deadline: "2026-11-30", noteCharacters: 0, reflections: 0, note: "" };
    const { body: made } = await column.call<Task>("POST", "/api/staff/study-tasks", { cookie: editor, body });
    await column.call("POST", `/api/staff/study-tasks/${made.id}/marks`, { cookie: own, body: { material: material.id, done: true } });
    expect(await shown()).toBeUndefined();
  });
});
