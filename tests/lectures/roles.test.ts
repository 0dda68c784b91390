import { describe, expect, test } from "vitest";
import { roles, type Role } from "../../functions/people/contract.ts";
import { withLectures } from "./support.ts";

/** What each role may do with a lecture of another person that has one question of a third. */
const table: Record<Role, { sees: boolean; actions: string[]; onQuestion: string[] }> = {
  unit: { sees: true, actions: ["ask"], onQuestion: [] },
  cadre: { sees: true, actions: ["ask"], onQuestion: [] },
  lead: { sees: true, actions: ["ask"], onQuestion: [] },
  editor: { sees: true, actions: ["change", "hold", "cancel", "ask"], onQuestion: ["hide"] },
  director: { sees: true, actions: ["change", "hold", "cancel", "ask"], onQuestion: ["hide"] },
  admin: { sees: false, actions: [], onQuestion: [] },
};

describe("every role and another person's lecture", () => {
  test.each(roles)("as %s", async (role) => {
    const column = await withLectures();
    const { body: lecture } = await column.plan();
    const { body: page } = await column.ask(await column.signIn(["cadre"], { name: "第三人" }), lecture.id, "一个问题？");
    const question = page.questions[0]!;
    // The same 组室 as the speaker's changes nothing.
    const cookie = await column.signIn([role], { office: "干部科", unit: "shanshi" });
    const seen = await column.call<typeof page>("GET", `/api/staff/lectures/${lecture.id}`, { cookie });
    const { sees, actions, onQuestion } = table[role];
    expect(seen.status).toBe(sees ? 200 : 403);
    if (sees) {
      expect(seen.body.allowed).toEqual(actions);
      expect(seen.body.questions[0]!.allowed).toEqual(onQuestion);
    }
    const tries = {
      change: ["PUT", lecture.id, { person: "speaker", date: "2026-12-01", version: 1 }],
      topic: ["PUT", `${lecture.id}/topic`, { topic: "别人的题", version: 1 }],
      script: ["POST", `${lecture.id}/script`, { version: 1 }],
      cancel: ["POST", `${lecture.id}/state`, { state: "cancelled", reason: "试", version: 1 }],
      answer: ["POST", `${lecture.id}/questions/${question.id}/answer`, { answer: "替答", version: 1 }],
      hide: ["POST", `${lecture.id}/questions/${question.id}/hide`, { reason: "试", version: 1 }],
    } as const;
    const before = column.rows("activities");
    for (const [name, [method, path, body]] of Object.entries(tries)) {
      if ([...actions, ...onQuestion].includes(name)) continue;
      expect((await column.act(cookie, method, path, body)).status, `${role} ${name}`).toBe(403);
    }
    expect(column.rows("activities")).toEqual(before);
  });
});
