import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditEntry } from "../../../functions/audit/contract.ts";
import { feedbackLimits } from "../../../functions/feedback/contract.ts";
import type { FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import type { Material, MaterialList } from "../../../functions/materials/contract.ts";
import type { Role } from "../../../functions/people/contract.ts";
import { hashPassword } from "../../../functions/people/passwords.ts";
import { createAccount } from "../../../functions/people/table.ts";
import { openDynamoStore } from "../../../functions/store/dynamo.ts";
import { tables } from "../../../functions/tables.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../../support/dynamo-emulators.ts";
import { Fleet } from "../../support/fleet.ts";
import { notRun } from "../../support/not-run.ts";
import { s3Engines } from "../../support/s3-engines.ts";
import { newDataDir, removeDataDir, type ServerProcess } from "../../support/server-process.ts";

const missing = emulatorMissing("dynoxide");
if (missing) notRun("three servers over one database", missing);

const PASSWORD = "a password of tests 42";
const people: Record<string, Role[]> = { cadre: ["cadre"], lead: ["lead"], editor: ["editor"], director: ["director"] };
const keyOf = (text: string) => `key-${Buffer.from(text).toString("hex")}`;
const WAIT = { timeout: 90_000, interval: 500 };
const holdsJobs = (machine: ServerProcess) =>
  machine
    .log()
    .match(/"event":"jobs-(here|elsewhere)"/g)
    ?.at(-1)
    ?.includes("here") === true;

describe.skipIf(missing)("three servers over one database and one file store", () => {
  const folder = newDataDir();
  const fleet = new Fleet();
  let emulator: Emulator;
  let s3: Awaited<ReturnType<ReturnType<typeof s3Engines>[number]["start"]>>;
  let cadre: string;
  let editor: string;
  let director: string;
  let machines = 0;
  const startOne = () =>
    fleet.add({
      STORE: "dynamodb",
      DYNAMODB_ENDPOINT: emulator.endpoint,
      BLOBS: "s3",
      S3_ENDPOINT: s3.options.endpoint!,
      S3_BUCKET: s3.options.bucket,
      AWS_REGION: s3.options.region,
      AWS_ACCESS_KEY_ID: s3.options.credentials!.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.options.credentials!.secretAccessKey,
      SECRET: "the same secret on all machines, for tests",
      DEMO: "0",
      DRAIN_SECONDS: "5",
      // Nothing is shared but the two stores.
      DATA_DIR: join(folder, String(machines++)),
    });

  beforeAll(async () => {
    emulator = await startEmulator("dynoxide");
    s3 = await s3Engines()[0]!.start();
    const store = await openDynamoStore({
      tablePrefix: "gxjt-",
      tables,
      cursorKey: "any key will do here",
      createTables: true,
      ...emulator,
    });
    const hash = await hashPassword(PASSWORD);
    for (const [login, roles] of Object.entries(people))
      await store.transact(createAccount({ login, name: login, roles, office: "党员教育科", unit: "" }, hash).operations);
    await store.close();
    await Promise.all([startOne(), startOne(), startOne()]);
    [cadre, editor, director] = (await Promise.all(["cadre", "editor", "director"].map((login) => fleet.signIn(login, PASSWORD)))) as [
      string,
      string,
      string,
    ];
  }, 90_000);
  afterAll(async () => {
    await fleet.stop();
    await s3?.stop();
    await emulator?.stop();
    removeDataDir(folder);
  });

  /** A step at a version. Broken off, it is looked up whether it was done; it is never done twice. */
  async function step(cookie: string, record: Material, name: string, becomes: string, more: object = {}): Promise<Material> {
    const { status, body, again } = await fleet.ask<Material>("POST", `/api/staff/materials/${record.id}/${name}`, {
      cookie,
      body: { version: record.version, ...more },
    });
    if (status === 200) return body;
    const { body: now } = await fleet.ask<Material>("GET", `/api/staff/materials/${record.id}`, { cookie });
    expect([again, now.state, now.version], `${name}: ${status}`).toEqual([true, becomes, record.version + 1]);
    return now;
  }

  async function publish(title: string, publishAt?: string): Promise<string> {
    const body = { title, category: "评论文章", body: `<p>${title}的正文。</p>` };
    const { status, body: draft } = await fleet.ask<Material>("POST", "/api/staff/materials", {
      cookie: cadre,
      key: keyOf(title),
      body,
    });
    expect(status).toBe(201);
    const provided = await step(cadre, draft, "provide", "to-review");
    const reviewed = await step(editor, provided, "review", "to-sign");
    await step(director, reviewed, "sign", publishAt ? "to-sign" : "published", publishAt ? { publishAt } : {});
    return draft.id;
  }

  /** @returns the 查询码, or undefined when the limit refused it */
  async function handIn(text: string, address: string): Promise<string | undefined> {
    const { body: form } = await fleet.ask<{ formToken: string }>("GET", "/api/feedback/form");
    for (;;) {
      const { status, body } = await fleet.ask<{ code: string }>("POST", "/api/feedback", {
        key: keyOf(text),
        address,
        body: { kind: "建议", text, formToken: form.formToken },
      });
      if (status === 201) return body.code;
      if (status === 429) return undefined;
      // Sent sooner than a person could have written it.
      expect(body).toMatchObject({ code: "form-token-early" });
      await sleep(500);
    }
  }

  async function answer({ id }: FeedbackRecord): Promise<void> {
    for (;;) {
      const { body: now } = await fleet.ask<FeedbackRecord>("GET", `/api/staff/feedback/${id}`, { cookie: editor });
      if (now.state === "answered") return;
      const name = now.state === "pending" ? "accept" : "answer";
      const more = name === "answer" ? { answer: "谢谢您的建议。" } : {};
      const body = { version: now.version, office: "党员教育科", ...more };
      const { status, again } = await fleet.ask("POST", `/api/staff/feedback/${id}/${name}`, { cookie: editor, body });
      if (!again) expect(status).toBe(200);
    }
  }

  /** Writes a note paragraph by paragraph, each at the version of the one before. */
  async function write(title: string, paragraphs: number): Promise<string> {
    const input = { kind: "note", title, day: "2026-11-20", about: null, ties: [], text: "", device: "adeviceoftests" };
    const begun = await fleet.ask<{ id: string; version: number; text: string }>("POST", "/api/staff/notes", {
      cookie: cadre,
      key: keyOf(title),
      body: input,
    });
    expect(begun.status, JSON.stringify(begun.body)).toBe(201);
    const { id } = begun.body;
    let { version } = begun.body;
    for (let count = 1; count <= paragraphs; count++) {
      const text = "学而时习之。".repeat(count);
      const saved = await fleet.ask<{ version: number; text: string }>("PUT", `/api/staff/notes/${id}`, {
        cookie: cadre,
        body: { ...input, text, version },
      });
      if (saved.status === 200) ({ version } = saved.body);
      else {
        const { body: now } = await fleet.ask<{ version: number; text: string }>("GET", `/api/staff/notes/${id}`, { cookie: cadre });
        expect([saved.again, now.text]).toEqual([true, text]);
        ({ version } = now);
      }
    }
    return id;
  }

  const linesOf = async (action: string) =>
    (await fleet.ask<{ items: AuditEntry[] }>("GET", `/api/staff/audit?kind=${action}`, { cookie: director })).body.items;

  test("what was acknowledged is there once, though the one that runs the jobs is killed in the middle of it all", async () => {
    await expect.poll(() => fleet.machines.filter(holdsJobs).length, WAIT).toBe(1);
    const victim = fleet.machines.find(holdsJobs)!;
    const due = new Date(Date.now() + 20_000).toISOString();
    const many = feedbackLimits.perAddressPerHour + 4;
    const visits = await publish("读者很多的一篇");

    const work = Promise.all([
      Promise.all(["甲", "乙", "丙", "丁"].map((name) => publish(`三台机器上的第${name}篇`))),
      publish("到时间发布的一篇", due),
      Promise.all(Array.from({ length: many }, (_, place) => handIn(`同一地址的第${place}条`, "198.51.100.1"))),
      Promise.all(Array.from({ length: 8 }, (_, place) => handIn(`各地的第${place}条`, `192.0.2.${place + 1}`))),
      write("三台机器上的笔记", 12),
      Promise.all(
        Array.from({ length: 9 }, () => fleet.ask("POST", `/api/materials/${visits}/views`, { body: {}, address: "198.51.100.7" })),
      ),
    ]);
    // It is awaited below, after the kill.
    work.catch(() => undefined);
    await sleep(1500);
    expect(await fleet.leave(victim, "SIGKILL")).toBeNull();
    const [published, scheduled, limited, codes, note] = await work;

    // Publishing: each title once, on both machines alike.
    const titles = async () =>
      (await fleet.ask<MaterialList>("GET", "/api/materials?limit=50")).body.items.map(({ id, title }) => `${id} ${title}`);
    for (let turn = 0; turn < 4; turn++) {
      const list = await titles();
      for (const id of published) expect(list.filter((line) => line.startsWith(id))).toHaveLength(1);
      expect(list.filter((line) => line.includes("三台机器上的第"))).toHaveLength(4);
    }

    // Limits and counts hold over all machines together.
    expect(limited.filter(Boolean)).toHaveLength(feedbackLimits.perAddressPerHour);
    expect(new Set(codes).size).toBe(8);
    for (const code of [...codes, ...limited.filter(Boolean)])
      expect((await fleet.ask("GET", `/api/feedback/receipts/${code}`)).body).toMatchObject({ state: "pending" });
    const seen = await fleet.ask<{ counts: { views: number } }>("GET", `/api/materials/${visits}`);
    expect(seen.body.counts.views).toBe(1);

    // A note has its last text and was counted once.
    const { body: kept } = await fleet.ask<{ text: string; characters: number }>("GET", `/api/staff/notes/${note}`, { cookie: cadre });
    expect([kept.text, kept.characters]).toEqual(["学而时习之。".repeat(12), 72]);

    // Moderation and answers, several at a time.
    const pending = await fleet.ask<{ items: FeedbackRecord[] }>("GET", "/api/staff/feedback?state=pending", { cookie: editor });
    const ours = pending.body.items.filter(({ text }) => text.startsWith("各地的"));
    expect(ours).toHaveLength(8);
    await Promise.all(ours.map(answer));
    for (const code of codes)
      expect((await fleet.ask("GET", `/api/feedback/receipts/${code}`)).body).toMatchObject({
        state: "answered",
        answer: "谢谢您的建议。",
      });

    // The jobs go on elsewhere: what was due is published by one of the others, once, and the waiting lines reach the log.
    await expect.poll(async () => (await titles()).filter((line) => line.startsWith(scheduled)).length, WAIT).toBe(1);
    expect(fleet.machines.filter(holdsJobs)).toHaveLength(1);
    const handedIn = 8 + feedbackLimits.perAddressPerHour;
    await expect.poll(async () => (await linesOf("feedback.hand-in")).length, WAIT).toBe(handedIn);
    const objects = (await linesOf("material.publish")).filter(({ object }) => object === `material#${scheduled}`);
    expect(objects).toHaveLength(1);
    expect(
      await linesOf("feedback.answer").then((lines) => lines.filter(({ object }) => ours.some(({ id }) => object === `feedback#${id}`))),
    ).toHaveLength(8);
  }, 240_000);

  test("a wrong password counts on all machines, and a session ends on all", async () => {
    const attempt = (password: string) =>
      fleet.ask("POST", "/api/staff/session", { body: { login: "lead", password }, address: "198.51.100.9" });
    for (let turn = 0; turn < 5; turn++) expect((await attempt("wrong password")).status).toBe(401);
    for (let turn = 0; turn < 2; turn++) expect((await attempt(PASSWORD)).status).toBe(401);
    const cookie = await fleet.signIn("cadre", PASSWORD);
    expect((await fleet.ask("DELETE", "/api/staff/session", { cookie })).status).toBe(204);
    for (let turn = 0; turn < 4; turn++) expect((await fleet.ask("GET", "/api/staff/session", { cookie })).status).toBe(401);
  }, 60_000);

  test("all machines are replaced one after the other while people read and write, and nobody is refused", async () => {
    fleet.broken = 0;
    const upgrade = new AbortController();
    let asked = 0;
    const visitors = Array.from({ length: 3 }, async (_, place) => {
      for (; !upgrade.signal.aborted; asked++) {
        const path = ["/api/materials?limit=5", "/api/statistics", "/api/feedback"][asked % 3]!;
        expect((await fleet.ask("GET", path)).status).toBe(200);
        const views = { body: {}, address: `2001:db8:${place}:${asked % 9000}::1` };
        const { body: list } = await fleet.ask<MaterialList>("GET", "/api/materials?limit=1");
        expect((await fleet.ask("POST", `/api/materials/${list.items[0]!.id}/views`, views)).status).toBe(200);
      }
    });
    const traffic = Promise.all(visitors);
    // It is awaited when all are replaced.
    traffic.catch(() => undefined);
    const former = fleet.machines.slice();
    for (const machine of former) {
      await startOne();
      expect(await fleet.leave(machine, "SIGTERM")).toBe(0);
    }
    upgrade.abort();
    await traffic;
    expect(fleet.broken).toBe(0);
    expect(asked).toBeGreaterThan(20);
    // Whoever held the jobs has handed them on.
    await expect.poll(() => fleet.machines.filter(holdsJobs).length, WAIT).toBe(1);
  }, 120_000);
});
