import fc from "fast-check";
import { expect, test } from "vitest";
import { openQuestions } from "../../functions/lectures/table.ts";
import "../support/seed.ts";
import { withLectures } from "./support.ts";

type Step = { kind: "ask" | "answer" | "hide" | "show"; place: number };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("ask", "ask", "answer", "hide", "show"),
  place: fc.nat({ max: 5 }),
});

test("whatever is asked, answered, hidden and shown, the open ones and their count agree with the questions", async () => {
  const column = await withLectures();
  const asker = await column.signIn(["cadre"]);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { body: lecture } = await column.plan();
      for (const { kind, place } of steps) {
        column.time.now += 1;
        const { questions } = await column.page(column.editor, lecture.id);
        const question = questions[place % Math.max(1, questions.length)];
        if (kind === "ask") await column.ask(asker, lecture.id, `问题 ${questions.length}？`);
        if (kind === "ask" || !question) continue;
        const body = { version: question.version, ...(kind === "answer" ? { answer: "答" } : kind === "hide" ? { reason: "试" } : {}) };
        await column.act(
          kind === "answer" ? column.speaker : column.editor,
          "POST",
          `${lecture.id}/questions/${question.id}/${kind}`,
          body,
        );
      }
      const page = await column.page(column.editor, lecture.id);
      const open = page.questions.filter(({ answer, hidden }) => answer === undefined && hidden === undefined).map(({ id }) => id);
      const listed = (await openQuestions(column.store, "speaker")).items.filter((one) => one.lecture === lecture.id).map(({ id }) => id);
      expect(listed.toSorted()).toEqual(open.toSorted());
      expect(page.open).toBe(open.length);
      // The next history has a first page of its own.
      for (const id of open) {
        const { version } = page.questions.find((one) => one.id === id)!;
        await column.act(column.editor, "POST", `${lecture.id}/questions/${id}/hide`, { reason: "完", version });
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
