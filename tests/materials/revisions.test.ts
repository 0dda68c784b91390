import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Material, MaterialRecord } from "../../functions/materials/contract.ts";
import type { EditionText, RevisionList, RevisionText } from "../../functions/materials/history.contract.ts";
import { COALESCED, MOST_KEPT } from "../../functions/materials/revisions.rules.ts";
import { MINUTE, SECOND } from "../../functions/platform/clock.ts";
import { newColumn, type Column } from "../support/column.ts";

const draftBy = async (column: Column, cookie: string, title = "初稿") =>
  (
    await column.call<MaterialRecord>("POST", "/api/staff/materials", {
      cookie,
      body: { title, category: "新理论", body: `<p>${title}</p>` },
    })
  ).body;

const change = (column: Column, cookie: string, { id, version }: Pick<Material, "id" | "version">, title: string) =>
  column.call<MaterialRecord>("PUT", `/api/staff/materials/${id}`, {
    cookie,
    body: { version, title, category: "新理论", body: `<p>${title}</p>` },
  });

const revisions = async (column: Column, cookie: string, id: string, cursor = "") =>
  (await column.call<RevisionList>("GET", `/api/staff/materials/${id}/revisions${cursor && `?cursor=${cursor}`}`, { cookie })).body;
const revision = (column: Column, cookie: string, id: string, number: number | string) =>
  column.call<RevisionText>("GET", `/api/staff/materials/${id}/revisions/${number}`, { cookie });

describe("versions of a draft", () => {
  test("autosaves of one person within ten minutes are one; another person, ten minutes or a step make the next", async () => {
    const column = await newColumn();
    const [li, wang] = [await column.signIn(["cadre"], { name: "李四" }), await column.signIn(["editor"], { name: "王五" })];
    let record = await draftBy(column, li);
    const save = async (cookie: string, title: string) => void (record = (await change(column, cookie, record, title)).body);
    for (let place = 1; place <= 5; place += 1) {
      column.time.now += 5 * SECOND;
      await save(li, `自动保存${place}`);
    }
    expect((await revisions(column, li, record.id)).items.map(({ title }) => title)).toEqual(["自动保存5"]);
    column.time.now += 5 * SECOND;
    await save(wang, "王五改");
    column.time.now += COALESCED + 1;
    await save(wang, "过了十分钟");
    record = (await column.step<MaterialRecord>(li, record, "provide")).body;
    record = (await column.step<MaterialRecord>(wang, record, "return", { reason: "再改" })).body;
    column.time.now += SECOND;
    await save(wang, "退回后改");
    const { items, editions } = await revisions(column, wang, record.id);
    expect(items.map(({ number, title, name, steps }) => [number, title, name, steps.map(({ step }) => step)])).toEqual([
      [4, "退回后改", "王五", []],
      [3, "过了十分钟", "王五", ["provide", "return"]],
      [2, "王五改", "王五", []],
      [1, "自动保存5", "李四", []],
    ]);
    expect(editions).toEqual([]);
    expect((await revision(column, wang, record.id, 2)).body).toMatchObject({ title: "王五改", body: "<p>王五改</p>", characters: 3 });
    expect((await revision(column, wang, record.id, 4)).body.body).toBe("<p>退回后改</p>");
    // One line for each version that somebody wrote, not for each save; the first is that of the draft itself.
    const lines = column.rows("audit").filter(({ data }) => data.includes('"material.c'));
    expect(lines.map(({ data }) => /material\.\w+/.exec(data)![0])).toEqual([
      "material.create",
      "material.change",
      "material.change",
      "material.change",
    ]);
    for (const none of ["0", "5", "x", "1e0"]) expect((await revision(column, wang, record.id, none)).status, none).toBe(404);
  });

  test("one is brought back as a change like any other; the text before it is kept", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["editor"]);
    const first = await draftBy(column, cookie, "原来的");
    const upload = await column.upload(cookie, "附件.pdf", new TextEncoder().encode("%PDF-1.7\n%%EOF\n"));
    const { body: attached } = await column.call<MaterialRecord>("POST", `/api/staff/materials/${first.id}/attachments`, {
      cookie,
      body: { upload, version: first.version },
    });
    column.time.now += COALESCED + 1;
    const { body: second } = await change(column, cookie, attached, "改坏了");
    const { body: bare } = await column.call<MaterialRecord>(
      "DELETE",
      `/api/staff/materials/${first.id}/attachments/${attached.attachments[0]!.id}`,
      { cookie, body: { version: second.version } },
    );
    expect(bare.attachments).toEqual([]);
    const restore = (version: number) =>
      column.call<MaterialRecord & { code: string }>("POST", `/api/staff/materials/${first.id}/restore`, {
        cookie,
        body: { version, number: 1 },
      });
    expect((await restore(second.version)).body).toMatchObject({ code: "conflict", current: { title: "改坏了" } });
    const { body: restored } = await restore(bare.version);
    expect(restored).toMatchObject({ title: "原来的", body: "<p>原来的</p>", attachments: [{ fileName: "附件.pdf" }] });
    const { items } = await revisions(column, cookie, first.id);
    expect(items.map(({ number, title, restores }) => [number, title, restores])).toEqual([
      [3, "原来的", 1],
      [2, "改坏了", undefined],
      [1, "原来的", undefined],
    ]);
    const { body: provided } = await column.step<MaterialRecord>(cookie, restored, "provide");
    expect((await restore(provided.version)).body).toMatchObject({ code: "illegal-step" });
    expect(column.rows("audit").some(({ data }) => data.includes("material.restore") && data.includes("第1稿"))).toBe(true);
  });

  test("what was published is listed beside them and can be read", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["editor"]);
    const live = await column.publish({ title: "第一版", body: "<p>甲</p>" });
    const { body: open } = await column.step<MaterialRecord>(cookie, live, "revise");
    const { body: changed } = await change(column, cookie, open, "第二版");
    const { body: provided } = await column.step(cookie, changed, "provide");
    const { body: reviewed } = await column.step(await column.signIn(["lead"]), provided, "review");
    await column.step(await column.signIn(["director"]), reviewed, "sign");
    const { items, editions } = await revisions(column, cookie, live.id);
    expect(editions.map(({ edition, title, live: now }) => [edition, title, now])).toEqual([
      [2, "第二版", true],
      [1, "第一版", false],
    ]);
    expect(items.map(({ title, steps }) => [title, steps.map(({ step }) => step)])).toEqual([
      ["第二版", ["provide", "review", "sign"]],
      ["第一版", ["provide", "review", "sign"]],
    ]);
    const edition = (number: string) => column.call<EditionText>("GET", `/api/staff/materials/${live.id}/history/${number}`, { cookie });
    expect((await edition("1")).body).toMatchObject({ title: "第一版", body: "<p>甲</p>", live: false });
    expect((await edition("2")).body).toMatchObject({ title: "第二版", live: true });
    expect((await edition("3")).status).toBe(404);
    expect((await edition("1x")).status).toBe(404);
  });

  test("cadres see no versions of others, not even of what is published", async () => {
    const column = await newColumn();
    const { id } = await column.publish();
    const stranger = await column.signIn(["cadre"]);
    for (const path of ["revisions", "revisions/1"])
      expect((await column.call("GET", `/api/staff/materials/${id}/${path}`, { cookie: stranger })).status).toBe(403);
    const { body } = await column.call<MaterialRecord>("GET", `/api/staff/materials/${id}`, { cookie: stranger });
    expect([body.seesHistory, body.allowed]).toEqual([false, []]);
  });

  test(`beyond ${MOST_KEPT} the oldest autosaves go, those with a step stay`, async () => {
    const column = await newColumn();
    await column.signIn(["editor"], { id: "one-editor" });
    let cookie = await column.sessionOf("one-editor");
    let record = await draftBy(column, cookie, "第0稿");
    record = (await column.step<MaterialRecord>(cookie, record, "provide")).body;
    record = (await column.step<MaterialRecord>(cookie, record, "return", { reason: "再改" })).body;
    for (let place = 1; place <= MOST_KEPT + 10; place += 1) {
      column.time.now += COALESCED + MINUTE;
      // The session would end in the two days that pass here.
      if (place % 20 === 0) cookie = await column.sessionOf("one-editor");
      record = (await change(column, cookie, record, `第${place}稿`)).body;
    }
    const first = await revisions(column, cookie, record.id);
    const rest = await revisions(column, cookie, record.id, first.cursor);
    const titles = [...first.items, ...rest.items].map(({ title }) => title);
    expect(titles).toHaveLength(MOST_KEPT + 1);
    expect([titles[0], titles.at(-2), titles.at(-1)]).toEqual([`第${MOST_KEPT + 10}稿`, "第11稿", "第0稿"]);
    // Line and text go together.
    const kept = column.rows("materials").filter(({ sk }) => sk.startsWith("revision"));
    expect(kept).toHaveLength(2 * MOST_KEPT);
  }, 60_000);
});

test("no text that the rule keeps is ever lost (seed in the failure message)", async () => {
  const act = fc.oneof(
    fc.record({ kind: fc.constant("save" as const), by: fc.constantFrom(0, 1), after: fc.constantFrom(1, 30, 599, 601, 3600) }),
    fc.record({ kind: fc.constant("step" as const), by: fc.constant(0), after: fc.constant(1) }),
    fc.record({ kind: fc.constant("restore" as const), by: fc.constantFrom(0, 1), after: fc.constantFrom(1, 700) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 15 }), async (acts) => {
      const column = await newColumn();
      const people = [await column.signIn(["editor"], { id: "editor-0" }), await column.signIn(["editor"], { id: "editor-1" })];
      let record = await draftBy(column, people[0]!, "t0");
      // The model: every text with its author and first save; a save replaces the last one only as the rule says.
      const model = [{ title: "t0", by: 0, since: column.time.now, stepped: false }];
      for (const [place, { kind, by, after }] of acts.entries()) {
        column.time.now += after * SECOND;
        // The session would end in the hours that pass here.
        for (const person of [0, 1]) people[person] = await column.sessionOf(`editor-${person}`);
        const last = model.at(-1)!;
        if (kind === "step") {
          record = (await column.step<MaterialRecord>(people[0]!, record, "provide")).body;
          record = (await column.step<MaterialRecord>(people[0]!, record, "return", { reason: "x" })).body;
          last.stepped = true;
        } else if (kind === "restore") {
          const body = { version: record.version, number: 1 };
          record = (await column.call<MaterialRecord>("POST", `/api/staff/materials/${record.id}/restore`, { cookie: people[by]!, body }))
            .body;
          model.push({ title: model[0]!.title, by, since: column.time.now, stepped: false });
        } else {
          const title = `t${place + 1}`;
          record = (await change(column, people[by]!, record, title)).body;
          if (last.stepped || last.by !== by || column.time.now - last.since > 10 * MINUTE)
            model.push({ title, by, since: column.time.now, stepped: false });
          else last.title = title;
        }
      }
      const { items } = await revisions(column, people[0]!, record.id);
      expect(items.map(({ title }) => title).toReversed()).toEqual(model.map(({ title }) => title));
      for (const { number, title } of items)
        expect((await revision(column, people[0]!, record.id, number)).body.body).toBe(`<p>${title}</p>`);
    }),
    { numRuns: 25 },
  );
}, 60_000);
