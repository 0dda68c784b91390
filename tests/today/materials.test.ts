import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Material } from "../../functions/materials/contract.ts";
import type { Role } from "../../functions/people/contract.ts";
import { DAY } from "../../functions/platform/clock.ts";
import { newColumn } from "./support.ts";

describe("today: materials", () => {
  test("each step waits for those who may take it, and for nobody else", async () => {
    const column = await newColumn();
    const cadre = await column.signIn(["cadre"], { id: "writer", name: "作者" });
    const other = await column.signIn(["cadre"]);
    const editor = await column.signIn(["editor", "cadre"]);
    const director = await column.signIn(["director"]);
    const admin = await column.signIn(["admin"]);
    const draft = await column.draft(cadre);
    expect(await column.waiting(cadre)).toEqual({ drafts: [draft.id] });
    expect(await column.waiting(editor)).toEqual({});

    const provided = await column.take(cadre, draft, "provide");
    expect(await column.waiting(cadre)).toEqual({ "handed-in": [draft.id] });
    expect(await column.waiting(editor)).toEqual({ review: [draft.id] });
    expect(await column.waiting(director)).toEqual({ review: [draft.id] });
    expect((await column.today(editor)).groups[0]!.lines[0]).toMatchObject({ title: "端正话风", from: "作者", lamp: "none" });

    const reviewed = await column.take(editor, provided, "review");
    expect(await column.waiting(editor)).toEqual({});
    expect(await column.waiting(director)).toEqual({ sign: [draft.id] });

    const returned = await column.take(director, reviewed, "return", { reason: "再短些" });
    expect(await column.waiting(cadre)).toEqual({ returned: [draft.id] });
    expect(await column.waiting(director)).toEqual({});
    for (const cookie of [other, admin]) expect(await column.waiting(cookie)).toEqual({});

    const again = await column.take(editor, await column.take(cadre, returned, "provide"), "review");
    const publishAt = new Date(column.time.now + 3 * DAY).toISOString();
    await column.take(director, again, "sign", { publishAt });
    for (const cookie of [cadre, editor, director]) expect(await column.waiting(cookie)).toEqual({ scheduled: [draft.id] });
    expect((await column.today(director)).groups[0]!.lines[0]!.at).toBe(publishAt);
    expect(await column.waiting(other)).toEqual({});
  });

  test("what is offered is what the step permits, whoever wrote, provided and reviewed", async () => {
    const column = await newColumn();
    const kinds: Role[][] = [["cadre"], ["lead"], ["editor"], ["director"], ["lead", "director"]];
    const people = await Promise.all(kinds.map((roles) => column.signIn(roles)));
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.nat(4), fc.boolean(), async (writer, reviewer, threePeople) => {
        const settings = await column.call<{ version: number }>("GET", "/api/staff/settings", { cookie: await column.signIn(["admin"]) });
        await column.call("PUT", "/api/staff/settings", {
          cookie: await column.signIn(["admin"]),
          body: { ...settings.body, threePeople },
        });
        let record = await column.take(people[writer]!, await column.draft(people[writer]!), "provide");
        const tried = await column.call<Material>("POST", `/api/staff/materials/${record.id}/review`, {
          cookie: people[reviewer],
          body: { version: record.version },
        });
        if (tried.status === 200) record = tried.body;
        const [kind, step] = record.state === "to-sign" ? (["sign", "sign"] as const) : (["review", "review"] as const);
        for (const cookie of people) {
          const offered = (await column.waiting(cookie))[kind]?.includes(record.id) ?? false;
          const answer = await column.call<{ code: string; allowed?: string[] }>("GET", `/api/staff/materials/${record.id}`, { cookie });
          expect(offered).toBe((answer.body.allowed ?? []).includes(step));
        }
        await column.call("POST", `/api/staff/materials/${record.id}/return`, {
          cookie: people[2],
          body: { version: record.version, reason: "完" },
        });
      }),
      { numRuns: 8 },
    );
  });

  test("shows the first five, longest waiting first, and how many there are", async () => {
    const column = await newColumn();
    await column.signIn(["cadre"], { id: "writer" });
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) {
      ids.push((await column.draft(await column.sessionOf("writer"), `第${n}题`)).id);
      column.time.now += DAY / 4;
    }
    const [group] = (await column.today(await column.sessionOf("writer"))).groups;
    expect(group).toMatchObject({ kind: "drafts", count: 7, more: false });
    expect(group!.lines.map(({ id }) => id)).toEqual(ids.slice(0, 5));
    expect(group!.lines[0]!.days).toBe(2);
  });
});
