import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MaterialFacts, partOfYear, REGULATIONS, yearOf } from "../../functions/archive/rules.ts";
import { uniqueNames } from "../../functions/packages/names.ts";
import "../support/seed.ts";

const edition = (number: number, publishedAt: string, category = "评论文章") => ({
  edition: number,
  title: `第${number}版`,
  category,
  publishedAt,
});
const [march, may, next] = ["2026-03-01T00:00:00.000Z", "2026-05-01T00:00:00.000Z", "2027-02-01T00:00:00.000Z"];

describe("what a year holds of a material", () => {
  it("is the last text of the year; of a 制度规范 each", () => {
    const texts = [edition(1, march), edition(2, may), edition(3, next)];
    expect(partOfYear({ live: true, editions: texts, withdrawals: [] }, 2026)).toEqual({ editions: [2], withdrawn: [] });
    const rules = texts.map((each) => ({ ...each, category: REGULATIONS }));
    expect(partOfYear({ live: true, editions: rules, withdrawals: [] }, 2026).editions).toEqual([1, 2]);
    expect(partOfYear({ live: true, editions: rules, withdrawals: [] }, 2027).editions).toEqual([3]);
    expect(partOfYear({ live: true, editions: rules, withdrawals: [] }, 2025).editions).toEqual([]);
  });

  it("is a title, a date and a reason once it was withdrawn, in the year of either", () => {
    const withdrawals = [{ at: "2027-01-05T00:00:00.000Z", reason: "有误" }];
    const material: MaterialFacts = { live: false, editions: [edition(1, march)], withdrawals };
    const withdrawn = [
      { title: "第1版", category: "评论文章", publishedAt: march, withdrawnAt: "2027-01-05T00:00:00.000Z", reason: "有误" },
    ];
    for (const year of [2026, 2027]) expect(partOfYear(material, year)).toEqual({ editions: [], withdrawn });
    expect(partOfYear(material, 2025)).toEqual({ editions: [], withdrawn: [] });
  });

  it("leaves a withdrawn edition out though a later one is live again", () => {
    const withdrawals = [{ at: "2026-04-01T00:00:00.000Z", reason: "有误" }];
    const editions = [edition(1, march, REGULATIONS), edition(2, may, REGULATIONS)];
    const part = partOfYear({ live: true, editions, withdrawals }, 2026);
    expect(part.editions).toEqual([2]);
    expect(part.withdrawn.map(({ title, reason }) => [title, reason])).toEqual([["第1版", "有误"]]);
  });

  it("never holds a text that was withdrawn, nor one of another year, whatever happened", () => {
    const time = fc.integer({ min: Date.parse("2024-06-01"), max: Date.parse("2028-06-01") }).map((ms) => new Date(ms).toISOString());
    fc.assert(
      fc.property(
        fc.uniqueArray(time, { minLength: 1, maxLength: 6 }),
        fc.array(time, { maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        (times, taken, live, rule) => {
          const editions = times.toSorted().map((at, place) => edition(place + 1, at, rule ? REGULATIONS : "评论文章"));
          const material = { live, editions, withdrawals: taken.toSorted().map((at) => ({ at, reason: "r" })) };
          for (let year = 2024; year <= 2028; year++) {
            const part = partOfYear(material, year);
            for (const number of part.editions) {
              const held = editions[number - 1]!;
              expect(yearOf(held.publishedAt)).toBe(year);
              const until = editions[number]?.publishedAt ?? "~";
              expect(taken.some((at) => at > held.publishedAt && at <= until)).toBe(false);
              expect(live).toBe(true);
            }
            if (!rule) expect(part.editions.length).toBeLessThanOrEqual(1);
            for (const { publishedAt, withdrawnAt } of part.withdrawn) expect([yearOf(publishedAt), yearOf(withdrawnAt)]).toContain(year);
          }
        },
      ),
    );
  });
});

it("names keep to the bytes that they may have, stay apart and whole", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 80 }), { maxLength: 30 }), (names) => {
      const unique = uniqueNames(100);
      const given = names.map((name) => unique(`${name}讲稿.docx`));
      expect(new Set(given.map((name) => name.toLowerCase())).size).toBe(given.length);
      for (const name of given) {
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(100);
        expect(name.isWellFormed() && name.endsWith(".docx") && !/[. ]\.docx$/.test(name)).toBe(true);
      }
    }),
  );
});
