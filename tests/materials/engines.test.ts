import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Material, MaterialList, MaterialPage } from "../../functions/materials/contract.ts";
import { publishDue } from "../../functions/materials/publishing.ts";
import { repairSearchIndex } from "../../functions/materials/repair.ts";
import { DAY } from "../../functions/platform/clock.ts";
import { foldFresh } from "../../functions/search/fold.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { tables } from "../../functions/tables.ts";
import { newColumn } from "../support/column.ts";
import { emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";

/** The same way through the same functions on every engine: what is true on one machine is true in the cloud. */
describe.each(["dynoxide", "extenddb"] as const)("materials on %s", (name) => {
  const missing = emulatorMissing(name);
  if (missing) {
    notRun(`materials on ${name}`, missing);
    test.skip("not run here", () => undefined);
    return;
  }
  let engine: Awaited<ReturnType<typeof startEmulator>>;
  beforeAll(async () => {
    engine = await startEmulator(name);
  }, 60_000);
  afterAll(() => engine?.stop());

  test("publish, list, search before and after folding, count, revise, schedule, withdraw", async () => {
    const { endpoint, region, credentials } = engine;
    const column = await newColumn({}, (now) =>
      openDynamoStore({
        endpoint,
        region,
        credentials,
        tablePrefix: "way-",
        tables,
        cursorKey: "a key of cursors for tests",
        createTables: true,
        now,
      }),
    );
    const list = async (query: string) =>
      (await column.call<MaterialList>("GET", `/api/materials?${query}`)).body.items.map(({ title }) => title);
    const find = (words: string) => list(`q=${encodeURIComponent(words)}`);

    const first = await column.publish({ title: "第一篇 𠮷", body: "<p>雪松镇的经验，GB/T 9704。</p>", ties: ["中心工作"] });
    await column.publish({ title: "雪松镇来信", body: "<p>别的内容</p>", category: "新技能" });
    expect(await list("")).toEqual(["雪松镇来信", "第一篇 𠮷"]);
    expect(await find("雪松")).toEqual(["雪松镇来信", "第一篇 𠮷"]);
    expect((await foldFresh(column.store, { maxDocuments: 100 })).folded).toBe(2);
    expect(await find("雪松")).toEqual(["雪松镇来信", "第一篇 𠮷"]);
    expect(await find("gb/t 97")).toEqual(["第一篇 𠮷"]);
    expect(await list(`category=${encodeURIComponent("新技能")}`)).toEqual(["雪松镇来信"]);
    expect(await list(`tag=${encodeURIComponent("中心工作")}`)).toEqual(["第一篇 𠮷"]);

    const view = () => column.call("POST", `/api/materials/${first.id}/views`);
    expect((await Promise.all([view(), view(), view()])).filter(({ body }) => body["counted"])).toHaveLength(1);
    expect((await column.call<MaterialPage>("GET", `/api/materials/${first.id}`)).body.counts.views).toBe(1);

    const editor = await column.signIn(["editor"]);
    const { body: open } = await column.step(editor, first, "revise");
    const { body: changed } = await column.call<Material>("PUT", `/api/staff/materials/${first.id}`, {
      cookie: editor,
      body: { version: open.version, title: "第二版", category: "评论文章", body: "<p>红松镇</p>" },
    });
    const { body: provided } = await column.step(editor, changed, "provide");
    const { body: reviewed } = await column.step(await column.signIn(["lead"]), provided, "review");
    const publishAt = new Date(column.time.now + DAY).toISOString();
    await column.step(await column.signIn(["director"]), reviewed, "sign", { publishAt });
    expect(await find("雪松镇的经验")).toEqual(["第一篇 𠮷"]);
    column.time.now += 2 * DAY;
    expect(await publishDue(column.deps)).toBe(1);
    expect([await find("雪松镇的经验"), await find("红松镇")]).toEqual([[], ["第二版"]]);
    expect(await repairSearchIndex(column.deps)).toBe(2);
    expect(await find("红松镇")).toEqual(["第二版"]);

    const { body: live } = await column.call<Material>("GET", `/api/staff/materials/${first.id}`, {
      cookie: await column.signIn(["editor"]),
    });
    await column.step(await column.signIn(["editor"]), live, "withdraw", { reason: "过时" });
    expect([await list(""), await find("红松镇")]).toEqual([["雪松镇来信"], []]);

    const cookie = await column.signIn(["editor"]);
    const staff = async <T>(path: string, body?: object) =>
      (await column.call<T>(body ? "POST" : "GET", `/api/staff/materials${path}`, { cookie, ...(body ? { body } : {}) })).body;
    const queue = await staff<{ items: { title: string; state: string }[] }>("?state=all");
    expect(queue.items.map(({ title, state }) => [title, state])).toEqual([
      ["第二版", "withdrawn"],
      ["雪松镇来信", "published"],
    ]);
    const versions = await staff<{ items: { number: number; title: string; steps: object[] }[] }>(`/${first.id}/revisions`);
    expect(versions.items.map(({ number, title, steps }) => [number, title, steps.length])).toEqual([
      [2, "第二版", 5],
      [1, "第一篇 𠮷", 3],
    ]);
    expect(await staff(`/${first.id}/revisions/1`)).toMatchObject({ title: "第一篇 𠮷", body: "<p>雪松镇的经验，GB/T 9704。</p>" });
    const { similar } = await staff<{ similar: { title: string; same: boolean }[] }>("/check", { title: "雪松镇 来信" });
    expect(similar.map(({ title, same }) => [title, same])).toEqual([["雪松镇来信", true]]);
  }, 60_000);
});
