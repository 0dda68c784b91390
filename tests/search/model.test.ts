import fc from "fast-check";
import { expect, test } from "vitest";
import { foldFresh } from "../../functions/search/fold.ts";
import { normalise } from "../../functions/search/normalise.ts";
import { queryReadings } from "../../functions/search/query.ts";
import { MemoryStore } from "./memory-store.ts";
import { idsOf, publish, withdraw } from "./support.ts";

interface Model {
  id: string;
  title: string;
  text: string;
  category: string;
}

const words = ["党建", "学习", "工作", "学", "工作会", "AI", "ＡＩ", "gb/t", "，", "。\n", "「", "」", "𠮷", "e\u0301", "会", "议", "建学"];
const text = (most: number) => fc.array(fc.constantFrom(...words), { maxLength: most }).map((parts) => parts.join(""));
const material = fc.record({ title: text(6), text: text(25), category: fc.constantFrom("新理论", "新知识") });

/** What a search has to find, by looking at every text. Later published comes first. */
function expected(models: Model[], q: string, category: string | undefined): string[] {
  const wanted = models.toReversed().filter((model) => category === undefined || model.category === category);
  for (const terms of queryReadings(q)) {
    const has = (model: Model, where: (model: Model) => string[]) => {
      const parts = where(model).map((part) => normalise(part).text);
      return terms.every((term) => parts.some((part) => part.includes(term)));
    };
    const titles = wanted.filter((model) => has(model, ({ title }) => [title]));
    const others = wanted.filter((model) => !titles.includes(model) && has(model, (one) => [one.title, one.text]));
    if (titles.length + others.length > 0) return [...titles, ...others].map(({ id }) => id);
  }
  return [];
}

test("finds exactly what looking at every text finds, in the same order, over pages", async () => {
  const cut = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 7 }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(material, { minLength: 100, maxLength: 300 }),
      fc.array(fc.tuple(cut, fc.option(cut, { nil: undefined }), fc.constantFrom("", "b", "新知识"), fc.integer({ min: 1, max: 50 })), {
        minLength: 15,
        maxLength: 15,
      }),
      fc.integer({ min: 0, max: 100 }),
      async (materials, queries, foldedShare) => {
        const store = new MemoryStore();
        const models: (Model & { ordinal: number })[] = [];
        const foldAt = Math.floor((materials.length * foldedShare) / 100);
        for (const [index, one] of materials.entries()) {
          const ordinal = await publish(store, one.title, one.text, { id: `m${index}`, category: one.category });
          models.push({ ...one, id: `m${index}`, ordinal });
          // More than 200 fresh ones are not all searched.
          if (index === foldAt || index % 150 === 149) await foldFresh(store, { maxDocuments: 1000 });
        }
        for (const gone of models.filter((_, index) => index % 7 === 3)) await withdraw(store, gone.ordinal);
        const left = models.filter((_, index) => index % 7 !== 3);
        const cutOut = ([which, from, length]: [number, number, number]) => {
          const source = materials[which % materials.length]!;
          const whole = which % 2 ? source.title : source.text;
          return whole
            .slice(from % (whole.length + 1))
            .slice(0, length)
            .toWellFormed();
        };
        for (const [first, second, more, limit] of queries) {
          const category = more === "新知识" ? more : undefined;
          const q = `${cutOut(first)}${second ? ` ${cutOut(second)}` : ""}${more === "b" ? "b" : ""}`;
          expect(await idsOf(store, q, { limit, category }), JSON.stringify(q)).toEqual(expected(left, q, category));
        }
      },
    ),
    { numRuns: 6 },
  );
}, 60_000);
