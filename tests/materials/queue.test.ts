import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { access } from "../../functions/access.ts";
import { actionRoles, actionsFor } from "../../functions/materials/actions.rules.ts";
import { materialActions, type MaterialRecord } from "../../functions/materials/contract.ts";
import type { CheckAnswer, MaterialLine } from "../../functions/materials/queue.contract.ts";
import { likeness, titleSlots } from "../../functions/materials/titles.rules.ts";
import { titleCandidates } from "../../functions/materials/titles.table.ts";
import { SECOND } from "../../functions/platform/clock.ts";
import { systemActor } from "../../functions/audit/table.ts";
import { writeWordList } from "../../functions/settings/words.table.ts";
import { newColumn, type Column } from "../support/column.ts";

interface Queue {
  items: MaterialLine[];
  cursor?: string;
}
const queue = async (column: Column, cookie: string, query: string) =>
  (await column.call<Queue>("GET", `/api/staff/materials?${query}`, { cookie })).body;
const titles = async (column: Column, cookie: string, query: string) =>
  (await queue(column, cookie, query)).items.map(({ title }) => title);
const draft = async (column: Column, cookie: string, title: string, more: object = {}) => {
  column.time.now += SECOND;
  return (await column.call<MaterialRecord>("POST", "/api/staff/materials", { cookie, body: { title, category: "新理论", ...more } })).body;
};
const check = async (column: Column, cookie: string, body: object) =>
  (await column.call<CheckAnswer>("POST", "/api/staff/materials/check", { cookie, body })).body;
const problem = ({ status, body }: { status: number; body: object }) => [status, (body as { code?: string }).code];

describe("the staff list", () => {
  test("by one state, several or all; by category, own ones and title; with names and views", async () => {
    const column = await newColumn();
    const li = await column.signIn(["cadre"], { name: "李四" });
    const editor = await column.signIn(["editor"], { name: "编辑" });
    await draft(column, li, "学习 制度（草稿）");
    const handed = await draft(column, li, "交上去的", { category: "新技能" });
    await column.step(li, handed, "provide");
    await draft(column, editor, "编辑写的");
    column.time.now += SECOND;
    const live = await column.publish({ title: "已发布的", category: "新技能" });
    await column.call("POST", `/api/materials/${live.id}/views`);
    expect(await titles(column, editor, "")).toEqual(["编辑写的", "学习 制度（草稿）"]);
    expect(await titles(column, editor, "state=to-review,published")).toEqual(["已发布的", "交上去的"]);
    expect(await titles(column, editor, "state=all")).toEqual(["已发布的", "编辑写的", "交上去的", "学习 制度（草稿）"]);
    expect(await titles(column, editor, `state=all&category=${encodeURIComponent("新技能")}`)).toEqual(["已发布的", "交上去的"]);
    expect(await titles(column, editor, "state=all&mine=1")).toEqual(["编辑写的"]);
    expect(await titles(column, editor, `state=all&q=${encodeURIComponent("学习制度")}`)).toEqual(["学习 制度（草稿）"]);
    expect(await titles(column, li, "state=all")).toEqual(["已发布的", "交上去的", "学习 制度（草稿）"]);
    const [line] = (await queue(column, li, "state=published")).items;
    expect(line).toMatchObject({ createdByName: "某人", views: 1, live: true, version: 4 });
    for (const wrong of ["state=x", "state=draft,draft,x", "mine=2", "state=draft&state=all", "q=%00".repeat(30)])
      expect((await column.call("GET", `/api/staff/materials?${wrong}`, { cookie: editor })).status, wrong).toBe(400);
    const counts = await column.call("GET", "/api/staff/materials/counts", { cookie: li });
    const count = (state: string, number: number) => ({ state, count: number, more: false });
    expect(counts.body["counts"]).toEqual([
      count("draft", 1),
      count("to-review", 1),
      count("to-sign", 0),
      count("published", 1),
      count("withdrawn", 0),
    ]);
  });

  test("pages of all states and any filter hold every record once, in order; cursors belong to their list (seed in the failure message)", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    // Few of them handed in, so that one state reaches further back than another; few fit the second filter.
    const kinds = fc.record({ provided: fc.nat(5).map((one) => one === 0), rare: fc.nat(9).map((one) => one === 0), wait: fc.nat(2) });
    const made = fc.sample(kinds, 330);
    const all: { title: string; id: string; at: number }[] = [];
    for (const [place, { provided, rare, wait }] of made.entries()) {
      column.time.now += wait;
      const body = { title: `${rare ? "单" : "双"}${place}`, category: "新理论" };
      const { body: record } = await column.call<MaterialRecord>("POST", "/api/staff/materials", { cookie: editor, body });
      if (provided) await column.step(editor, record, "provide");
      all.push({ title: body.title, id: record.id, at: column.time.now });
    }
    const expected = all.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).map(({ title }) => title);
    for (const [query, wanted] of [
      ["state=all", () => true],
      ["state=all&q=%E5%8D%95", (title: string) => title.startsWith("单")],
    ] as const) {
      const seen: string[] = [];
      let cursor = "";
      do {
        const page = await queue(column, editor, `${query}${cursor && `&cursor=${cursor}`}`);
        expect(page.items.length).toBeLessThanOrEqual(50);
        seen.push(...page.items.map(({ title }) => title));
        cursor = page.cursor ?? "";
      } while (cursor);
      expect(seen).toEqual(expected.filter(wanted));
    }
    const { cursor } = await queue(column, editor, "state=all");
    for (const other of [`state=draft&cursor=${cursor}`, `state=all&mine=1&cursor=${cursor}`, "state=all&cursor=abc"])
      expect(problem(await column.call("GET", `/api/staff/materials?${other}`, { cookie: editor }))).toEqual([400, "bad-cursor"]);
  }, 60_000);

  test("reads a bounded number of lines for a page, and goes on by the cursor though nothing fitted", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    await draft(column, editor, "要找的");
    for (let place = 0; place < 310; place += 1) await draft(column, editor, `别的${place}`);
    let read = 0;
    const { query } = column.store;
    column.store.query = async (asked) => {
      const page = await query.call(column.store, asked);
      read += page.items.length;
      return page;
    };
    const first = await queue(column, editor, `state=draft&q=${encodeURIComponent("要找")}`);
    expect([first.items, read]).toEqual([[], 300]);
    const second = await queue(column, editor, `state=draft&q=${encodeURIComponent("要找")}&cursor=${first.cursor}`);
    expect(second.items.map(({ title }) => title)).toEqual(["要找的"]);
    expect(second.cursor).toBeUndefined();
  }, 60_000);
});

describe("what a person may do with a record", () => {
  test("asks the roles that the table of routes asks", () => {
    for (const action of materialActions) {
      const route = action === "edit" ? "PUT /api/staff/materials/:id" : `POST /api/staff/materials/:id/${action}`;
      expect(actionRoles[action], action).toEqual(access[route]);
    }
  });

  test("is named with the record, and what not, why, and who else", async () => {
    const column = await newColumn();
    const [li, editor] = [await column.signIn(["cadre"]), await column.signIn(["editor", "lead"])];
    const director = await column.signIn(["director"]);
    const see = async (cookie: string, id: string) => {
      const { allowed, blocked } = (await column.call<MaterialRecord>("GET", `/api/staff/materials/${id}`, { cookie })).body;
      return { allowed, blocked: Object.fromEntries(blocked.map(({ action, why }) => [action, why])) };
    };
    const { id, version } = await draft(column, li, "甲");
    expect(await see(li, id)).toEqual({ allowed: ["edit", "provide"], blocked: {} });
    expect(await see(director, id)).toEqual({ allowed: [], blocked: { edit: "role", provide: "role" } });
    const { body: provided } = await column.step<MaterialRecord>(li, { id, version }, "provide");
    expect([provided.allowed, provided.blocked]).toEqual([
      [],
      [
        { action: "review", why: "own-material", roles: ["lead", "editor", "director"] },
        { action: "return", why: "role", roles: ["lead", "editor", "director"] },
      ],
    ]);
    const { body: reviewed } = await column.step<MaterialRecord>(editor, provided, "review");
    expect(await see(editor, id)).toEqual({ allowed: ["return"], blocked: { sign: "reviewed-it" } });
    const { body: signed } = await column.step<MaterialRecord>(director, reviewed, "sign");
    expect([signed.allowed, signed.blocked.map(({ action }) => action)]).toEqual([["withdraw"], ["revise"]]);
  });

  test("is what the API then does: allowed steps succeed, blocked ones are refused (seed in the failure message)", async () => {
    const column = await newColumn();
    const people: string[] = [];
    for (const roles of [["cadre"], ["editor"], ["lead"], ["director"], ["editor", "director"]] as const)
      people.push(await column.signIn([...roles]));
    const act = fc.record({ by: fc.nat(4), action: fc.constantFrom("provide", "review", "sign", "return", "withdraw", "revise") });
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.array(act, { maxLength: 12 }), async (writer, acts) => {
        const { id } = await draft(column, people[writer]!, "甲");
        for (const { by, action } of acts) {
          const cookie = people[by]!;
          const { status, body: record } = await column.call<MaterialRecord>("GET", `/api/staff/materials/${id}`, { cookie });
          if (status === 404) continue;
          const body = action === "return" || action === "withdraw" ? { reason: "因故" } : {};
          const answer = await column.step(cookie, record, action, body);
          expect(answer.status === 200, `${action} by ${by} in ${record.state}: ${answer.text.slice(0, 200)}`).toBe(
            record.allowed.includes(action as never),
          );
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("two-people settings let the reviewer sign", () => {
    const going = {
      state: "to-sign" as const,
      live: false,
      createdBy: "a",
      steps: [
        { step: "provide" as const, by: "a", name: "", at: "" },
        { step: "review" as const, by: "b", name: "", at: "" },
      ],
    };
    const who = { id: "b", login: "b", name: "b", office: "", unit: "", roles: ["director" as const] };
    expect(actionsFor(going, who, { threePeople: false }).allowed).toContain("sign");
    expect(actionsFor(going, who, { threePeople: true }).allowed).not.toContain("sign");
  });
});

describe("the check before handing in", () => {
  test("finds the same title whatever its spaces, width and punctuation, and titles much like it; not itself, nothing hidden", async () => {
    const column = await newColumn();
    const [li, editor] = [await column.signIn(["cadre"]), await column.signIn(["editor"])];
    const own = await draft(column, li, "《学习制度》（2026 年修订）");
    await column.publish({ title: "组工干部队伍８项行为规范" });
    await draft(column, editor, "全市农村工作会议讲话");
    const found = async (cookie: string, title: string, id = "") => {
      const { similar } = await check(column, cookie, { title, id });
      return similar.map((one) => [one.title, one.same]);
    };
    expect(await found(editor, "学习制度 2026年修订")).toEqual([["《学习制度》（2026 年修订）", true]]);
    expect(await found(editor, "学习制度（2026年）")).toEqual([["《学习制度》（2026 年修订）", false]]);
    expect(await found(editor, "组工干部队伍8项行为规范解读")).toEqual([["组工干部队伍８项行为规范", false]]);
    expect(await found(editor, "《学习制度》（2026 年修订）", own.id)).toEqual([]);
    expect(await found(editor, "调研报告")).toEqual([]);
    expect(await found(editor, "！？")).toEqual([]);
    // A cadre learns nothing of a draft of somebody else.
    expect(await found(li, "全市农村工作会议讲话")).toEqual([]);
    const before = JSON.stringify(column.rows("materials"));
    await check(column, editor, { title: "学习制度", body: "<p>x</p>" });
    expect(JSON.stringify(column.rows("materials"))).toBe(before);
  });

  test("a title that was changed is found under the new one alone", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    const { id, version } = await draft(column, editor, "旧的标题在这里");
    const body = { version, title: "完全不同的名字", category: "新理论" };
    await column.call("PUT", `/api/staff/materials/${id}`, { cookie: editor, body });
    expect((await check(column, editor, { title: "旧的标题在这里" })).similar).toEqual([]);
    expect((await check(column, editor, { title: "完全不同的名字" })).similar.map((one) => one.id)).toEqual([id]);
    expect(column.rows("materials").filter(({ pk }) => pk.startsWith("title#"))).toHaveLength(titleSlots("完全不同的名字").length);
  });

  test("titles that share six tenths of their pairs are found among hundreds of others (seed in the failure message)", async () => {
    const column = await newColumn();
    const title = fc
      .array(fc.constantFrom(..."关于进一步加强和改进学习调研工作的通知意见办法方案全市党建"), { minLength: 8, maxLength: 24 })
      .map((all) => all.join(""));
    const stored = fc.sample(title, 600);
    for (const [place, one] of stored.entries())
      await column.store.transact(
        titleSlots(one).map((slot) => ({
          put: { table: "materials", item: { pk: `title#${slot}`, sk: `id-${place}` }, condition: { ifAbsent: true } },
        })),
      );
    let wanted = 0;
    let got = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(599), fc.nat(20), fc.constantFrom("", "新", "（修订）"), async (place, cut, more) => {
        const like = stored[place]!.slice(0, Math.max(6, stored[place]!.length - (cut % 5))) + more;
        if (likeness(like, stored[place]!) < 0.6) return;
        wanted += 1;
        if ((await titleCandidates(column.store, like)).includes(`id-${place}`)) got += 1;
      }),
      { numRuns: 200 },
    );
    expect(wanted).toBeGreaterThan(100);
    expect(got / wanted).toBeGreaterThan(0.97);
  }, 60_000);

  test("names words of the list with their field and what stands around them", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    await writeWordList(column.deps, systemActor, { words: ["内部资料", "Abc-1"], version: 0 });
    const { words } = await check(column, editor, {
      title: "内 部·资料汇编",
      body: "<p>前面的话</p><p>一二三四五六七八九十甲乙<strong>内部</strong>资料子丑寅卯</p>",
      questions: ["什么是 ＡＢＣ１ ?"],
    });
    expect(words).toEqual([
      { word: "内部资料", field: "title", around: "内 部·资料汇编" },
      { word: "内部资料", field: "body", around: "一二三四五六七八九十甲乙内部资料子丑寅卯" },
      { word: "Abc-1", field: "questions", around: "什么是 ＡＢＣ１ ?" },
    ]);
  });
});

describe("words of the list in a text that goes a step further", () => {
  test("each step is refused with the words until a reason stands, which is kept with the step and in the log", async () => {
    const column = await newColumn();
    const [cadre, editor, director] = [await column.signIn(["cadre"]), await column.signIn(["editor"]), await column.signIn(["director"])];
    const made = await draft(column, cadre, "甲", { body: "<p>这是内部的说法</p>" });
    await writeWordList(column.deps, systemActor, { words: ["内部"], version: 0 });
    const refused = await column.step<MaterialRecord & { errors: object[] }>(cadre, made, "provide");
    expect(problem(refused)).toEqual([409, "words-found"]);
    expect(refused.body.errors).toEqual([{ field: "body", code: "内部" }]);
    let record = (await column.step<MaterialRecord>(cadre, made, "provide", { overrule: "引用公开文件" })).body;
    expect(record.steps.at(-1)).toMatchObject({ step: "provide", overrule: "引用公开文件" });
    // Whoever may not take the step is told that first.
    expect(problem(await column.step(cadre, record, "review", { overrule: "x" }))).toEqual([403, "forbidden"]);
    expect(problem(await column.step(editor, record, "review"))).toEqual([409, "words-found"]);
    expect(problem(await column.step(editor, record, "review", { overrule: "   " }))).toEqual([409, "words-found"]);
    record = (await column.step<MaterialRecord>(editor, record, "review", { overrule: "已核对" })).body;
    expect(problem(await column.step(director, record, "sign"))).toEqual([409, "words-found"]);
    record = (await column.step<MaterialRecord>(director, record, "sign", { overrule: "同意" })).body;
    expect(record.state).toBe("published");
    const log = column.rows("audit").map(({ data }) => data);
    for (const reason of ["引用公开文件", "已核对", "同意"]) expect(log.filter((line) => line.includes(reason))).toHaveLength(1);
    expect(log.join("")).not.toContain("的说法");
    expect((await column.call("GET", `/api/materials/${record.id}`)).text).not.toContain("已核对");
  });

  test("a text without them keeps no reason; a return and a withdrawal ask for none", async () => {
    const column = await newColumn();
    const [cadre, editor] = [await column.signIn(["cadre"]), await column.signIn(["editor"])];
    const made = await draft(column, cadre, "甲");
    const { body: provided } = await column.step<MaterialRecord>(cadre, made, "provide", { overrule: "不需要" });
    expect(provided.steps.at(-1)).not.toHaveProperty("overrule");
    await writeWordList(column.deps, systemActor, { words: ["甲"], version: 0 });
    expect((await column.step<MaterialRecord>(editor, provided, "return", { reason: "改" })).body.state).toBe("draft");
  });
});

test("a record says when a reprint shows its title and link alone", async () => {
  const column = await newColumn();
  const editor = await column.signIn(["editor"]);
  expect((await draft(column, editor, "甲", { origin: "reprint" })).textIsPublic).toBe(false);
  expect((await draft(column, editor, "乙", { origin: "reprint", authorisation: "省报 2026-03" })).textIsPublic).toBe(true);
});

test("a record from before there were lines and versions is listed and goes on as any other", async () => {
  const column = await newColumn();
  const [editor, director] = [await column.signIn(["editor"]), await column.signIn(["director"])];
  const { id } = await draft(column, await column.signIn(["cadre"]), "老资料");
  const now = (await column.store.get("materials", { pk: `material#${id}`, sk: "current" }))!;
  const { head: _, titled: __, lineBehind: ___, ...old } = now["material"] as Record<string, never>;
  // As it was stored: the record itself in the index, without line, keys of its title and versions.
  for (const { pk, sk } of column.rows("materials"))
    if (pk.startsWith("title#") || sk === "line") await column.store.delete("materials", { pk, sk });
  const item = { pk: now.pk, sk: now.sk, byStatePk: "draft", byStateSk: `${old["updatedAt"]}#${id}`, material: old };
  await column.store.put("materials", item, { ifVersion: now.version });
  expect(await titles(column, editor, "state=all")).toEqual(["老资料"]);
  const see = async () => (await column.call<MaterialRecord>("GET", `/api/staff/materials/${id}`, { cookie: editor })).body;
  column.time.now += SECOND;
  const body = { version: (await see()).version, title: "老资料改过", category: "新理论" };
  const { body: changed } = await column.call<MaterialRecord>("PUT", `/api/staff/materials/${id}`, { cookie: editor, body });
  expect(changed.title).toBe("老资料改过");
  const { body: provided } = await column.step<MaterialRecord>(editor, changed, "provide");
  const { body: returned } = await column.step<MaterialRecord>(director, provided, "return", { reason: "x" });
  expect(returned.version).toBe(provided.version + 1);
  expect((await queue(column, editor, "state=all")).items).toMatchObject([
    { title: "老资料改过", version: returned.version, state: "draft" },
  ]);
  expect((await check(column, editor, { title: "老资料改过" })).similar.map((one) => one.id)).toEqual([id]);
  const { body: kept } = await column.call("GET", `/api/staff/materials/${id}/revisions`, { cookie: editor });
  expect((kept["items"] as { title: string }[]).map(({ title }) => title)).toEqual(["老资料改过", "老资料"]);
});

test("a full word list, a long text and a hostile title are checked at once (ASVS 1.2.9)", async () => {
  const column = await newColumn();
  const editor = await column.signIn(["editor"]);
  const words = Array.from({ length: 20_000 }, (_, place) => `词${String.fromCodePoint(0x4e00 + place)}${place}`);
  await writeWordList(column.deps, systemActor, { words, version: 0 });
  const body = `<p>${"学习强国，资料下载。".repeat(9_900)}</p>`;
  const title = "((a+)+)+$".repeat(20);
  await check(column, editor, { title, body });
  const began = performance.now();
  const { status } = await column.call("POST", "/api/staff/materials/check", { cookie: editor, body: { title, body, id: "__proto__" } });
  expect(status).toBe(200);
  expect(performance.now() - began).toBeLessThan(2000);
});

test("whatever is sent to the check, it is answered or refused, never failed (seed in the failure message)", async () => {
  const column = await newColumn();
  const editor = await column.signIn(["editor"]);
  await writeWordList(column.deps, systemActor, { words: ["内部", "ﷺ"], version: 0 });
  const text = fc.string({ unit: "binary", maxLength: 200 });
  const anything = fc.record({ title: text, body: text, questions: fc.array(text, { maxLength: 14 }), id: text }, { requiredKeys: [] });
  await fc.assert(
    fc.asyncProperty(anything, async (body) => {
      const { status } = await column.call("POST", "/api/staff/materials/check", { cookie: editor, body });
      expect([200, 400]).toContain(status);
    }),
    { numRuns: 200 },
  );
});
