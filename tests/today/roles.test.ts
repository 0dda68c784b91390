import { describe, expect, test } from "vitest";
import { collectLines } from "../../functions/audit/table.ts";
import { roles } from "../../functions/people/contract.ts";
import { DAY } from "../../functions/platform/clock.ts";
import type { Store } from "../../functions/store/store.ts";
import { readToday } from "../../functions/today/today.ts";
import { newColumn } from "./support.ts";

describe("today: whose business it is", () => {
  test("a lead sees what was assigned to the own 组室 and not a word of the rest", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    for (const [text, office] of [
      ["给干部科的话", "干部科"],
      ["给办公室的话", "办公室"],
      ["谁也没分的话", undefined],
    ] as const) {
      column.time.now += 1000;
      await column.handIn({ text });
      const record = (await column.queue(editor)).items.find((item) => item.text === text)!;
      if (office) await column.step(editor, record, "accept", { office });
    }
    const lead = await column.today(await column.signIn(["lead"], { office: "干部科" }));
    expect(lead.groups).toMatchObject([{ kind: "answer", count: 1, lines: [{ title: "建议：给干部科的话" }] }]);
    expect(lead.lamps.feedback).toMatchObject({ waiting: 1 });
    expect(JSON.stringify(lead)).not.toMatch(/给办公室的话|谁也没分的话/);
    const homeless = await column.today(await column.signIn(["lead"]));
    expect(homeless.groups).toEqual([]);
    const director = await column.today(await column.signIn(["director"]));
    expect(director.groups.map(({ kind, count }) => [kind, count])).toEqual([
      ["accept", 1],
      ["answer", 2],
    ]);
    for (const role of ["cadre", "unit", "admin"] as const)
      expect(JSON.stringify(await column.today(await column.signIn([role], { unit: "shanshi" }))), role).not.toMatch(/的话/);
  });

  test("a unit sees its own feedback, in words of its own, and no other unit's", async () => {
    const column = await newColumn();
    const editor = await column.signIn(["editor"]);
    await column.handIn({ unit: "shanshi", text: "山市镇的建议" });
    column.time.now += 1000;
    await column.handIn({ unit: "changting", text: "长汀镇的建议" });
    const unit = await column.signIn(["unit"], { unit: "shanshi" });
    const before = await column.today(unit);
    expect(before.groups).toMatchObject([{ kind: "unit-waiting", count: 1, lines: [{ title: "建议：山市镇的建议", lamp: "none" }] }]);
    const record = (await column.queue(editor)).items.find(({ text }) => text === "山市镇的建议")!;
    const accepted = (await column.step(editor, record, "accept")).body;
    column.time.now += DAY;
    await column.step(await column.signIn(["editor"]), accepted, "answer", { office: "办公室", answer: "下月安排。" });
    const after = await column.today(await column.signIn(["unit"], { unit: "shanshi" }));
    expect(after.groups).toMatchObject([{ kind: "unit-answered", count: 1 }]);
    expect(JSON.stringify(after)).not.toContain("长汀镇的建议");
    expect(after.newest.map(({ title }) => title)).toEqual(["创新三题"]);
    expect(after.changes).toEqual([]);
    expect((await column.today(await column.signIn(["unit"]))).groups).toEqual([]);
  });

  test("the administrator sees accounts that nobody can sign in to, and a missing holiday table, and no content", async () => {
    const column = await newColumn();
    const admin = await column.signIn(["admin"], { id: "boss" });
    const person = { login: "new.one", name: "新来的", roles: ["cadre"], office: "", unit: "" };
    const { body } = await column.call<{ person: { id: string } }>("POST", "/api/staff/people", { cookie: admin, body: person });
    await column.handIn({ text: "不该让管理员看的话" });
    const seen = await column.today(admin);
    const group = seen.groups.find(({ kind }) => kind === "no-password")!;
    expect(group.lines.map(({ id, title }) => [id, title])).toContainEqual([body.person.id, "新来的"]);
    // Another administrator is told; who did it knows it.
    expect(seen.changes).toEqual([]);
    expect((await column.today(await column.signIn(["admin"]))).changes.map(({ action }) => action)).toContain("person.create");
    expect(JSON.stringify(seen)).not.toContain("不该");
    column.time.now = Date.parse("2026-12-02T09:00:00+08:00");
    const later = await column.today(await column.signIn(["admin"]));
    expect(later.groups.find(({ kind }) => kind === "holidays")).toMatchObject({ count: 1, lines: [{ id: "2027", title: "2027年" }] });
  });

  test("last changes: titles for those who may see the material, no notes, nobody's reading of contacts", async () => {
    const column = await newColumn();
    const cadre = await column.signIn(["cadre"], { id: "w1", name: "作者" });
    const draft = await column.draft(cadre, "机密的题目");
    column.time.now += 1000;
    const provided = await column.take(cadre, draft, "provide");
    column.time.now += 1000;
    await column.handIn({ name: "王某", contact: "13800000000", consent: true });
    const editor = await column.signIn(["editor"]);
    const second = await column.signIn(["editor"]);
    const record = (await column.queue(editor)).items[0]!;
    expect((await column.call("GET", `/api/staff/feedback/${record.id}/contact`, { cookie: editor })).status).toBe(200);
    column.time.now += 1000;
    await column.step(editor, record, "reject", { reason: "理由写在这里" });
    const seen = await column.today(second);
    expect(seen.changes[0]).toMatchObject({ action: "feedback.reject", name: "某人" });
    // Of each object the last step alone.
    expect(seen.changes.filter(({ object }) => object === `material#${draft.id}`)).toMatchObject([
      { action: "material.provide", title: "机密的题目", name: "作者" },
    ]);
    expect(JSON.stringify(seen.changes)).not.toMatch(/理由|王某|13800|contact/);
    const other = await column.today(await column.signIn(["cadre"]));
    expect(JSON.stringify(other)).not.toMatch(/机密|feedback/);
    // What one did oneself is no news; what others did to one's own is.
    expect((await column.today(cadre)).changes).toEqual([]);
    expect((await column.today(editor)).changes.some(({ action }) => action.startsWith("feedback."))).toBe(false);
    await column.take(second, provided, "return", { reason: "再短些" });
    expect((await column.today(cadre)).changes).toMatchObject([{ action: "material.return", title: "机密的题目" }]);
    const director = await column.today(await column.signIn(["director"]));
    expect(director.changes.some(({ action }) => action === "feedback.contact")).toBe(false);
  });

  test("the same done many times in a row is one line that says how often", async () => {
    const column = await newColumn();
    for (let n = 0; n < 12; n++) {
      column.time.now += 1000;
      await column.handIn();
    }
    // What visitors do waits in their own table until the job moves it.
    await collectLines(column.deps);
    const { changes } = await column.today(await column.signIn(["editor"]));
    expect(changes[0]).toMatchObject({ name: "访客", action: "feedback.hand-in", times: 12 });
    expect(changes[1]!.action).toMatch(/^material\./);
  });

  test("costs a bounded number of reads, however much waits", async () => {
    const column = await newColumn();
    for (let n = 0; n < 30; n++) await column.handIn();
    const cadre = await column.signIn(["cadre"]);
    for (let n = 0; n < 12; n++) await column.take(cadre, await column.draft(cadre), "provide");
    let reads = 0;
    const store = new Proxy(column.store, {
      get: (target, name: keyof Store) => {
        const method = target[name];
        return (...given: unknown[]) => {
          if (["get", "getMany", "query"].includes(name)) reads += 1;
          return (method as (...all: unknown[]) => unknown).apply(target, given);
        };
      },
    });
    const everything = { id: "x", login: "x", name: "x", office: "办公室", unit: "shanshi", roles: [...roles] };
    const answer = await readToday({ ...column.deps, store }, everything, column.time.now);
    expect(answer.groups.map(({ kind, count }) => [kind, count])).toEqual([
      ["review", 12],
      ["accept", 30],
    ]);
    expect(reads).toBeLessThanOrEqual(38);
  });
});
