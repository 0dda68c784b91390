import { beforeAll, describe, expect, test } from "vitest";
import { billOf, edgeShare, loads, sumOf } from "../../../infra/local/bill.ts";
import { measure, type Measured } from "../../../infra/local/measure.ts";
import { priceLists } from "../../../infra/local/prices.ts";
import { questionUnits, type TableDefinition, tables } from "../../../functions/tables.ts";

let measured: Measured;
beforeAll(async () => {
  measured = await measure();
}, 120_000);

const question = (asks: string) =>
  Object.values(tables as Record<string, TableDefinition>)
    .flatMap(({ questions }) => questions)
    .find((one) => one.asks.startsWith(asks))!;

/** What the data map says that a deed on the demo's 24 materials takes. */
const stated = (...asks: string[]) => asks.reduce((sum, one) => sum + questionUnits(question(one), 24), 0);

describe("what the data map states is what the routes take", () => {
  // Items differ from the typical ones of the map, and a route reads some settings besides.
  const within = (taken: number, said: number) => {
    expect(taken).toBeGreaterThanOrEqual(said / 2.5);
    expect(taken).toBeLessThanOrEqual(said * 2.5);
  };

  test.each([
    ["list", "reads", ["one page of the public list", "view and download counts"]],
    ["material", "reads", ["one published material", "answered feedback of a material"]],
    ["view", "writes", ["count one view"]],
    ["feedback", "writes", ["hand in one feedback"]],
    ["receipt", "reads", ["state and answer under"]],
  ] as const)("%s: %s", (deed, what, asks) => within(measured.deeds[deed][what], stated(...asks)));

  test("nothing public reads or writes more than it must: a reading costs no more than it did", () => {
    const { list, material, search, view, feedback } = measured.deeds;
    expect([list.writes, material.writes, search.writes]).toEqual([0, 0, 0]);
    expect(
      [list.reads, material.reads, search.reads, view.writes, feedback.writes].map((units, place) => units <= [30, 10, 30, 10, 20][place]!),
    ).toEqual(Array(5).fill(true));
  });

  test("a job that has nothing to do writes nothing and reads next to nothing", () => {
    for (const [name, { reads, writes }] of Object.entries(measured.idleJobs)) expect([name, writes, reads <= 5]).toEqual([name, 0, true]);
  });
});

describe("the bill", () => {
  const lists = Object.values(priceLists);

  test("has a price for everything that there is of, and grows with the load in every line", () => {
    for (const prices of lists)
      for (const edge of [true, false]) {
        const [county, province, nation] = loads.map((load) => billOf(measured, load, prices, edge));
        for (const [place, { what, amount }] of county!.entries()) {
          expect(amount, what).toBeGreaterThan(0);
          expect(province![place]!.amount, what).toBeGreaterThan(amount);
          expect(nation![place]!.amount, what).toBeGreaterThan(province![place]!.amount);
        }
      }
  });

  test("is reckoned from counted units: twice the units of a view are twice its part", () => {
    const [load, prices] = [loads[2]!, priceLists["us-east-1"]];
    const writes = (given: Measured) => billOf(given, load, prices, true).find(({ what }) => what === "DynamoDB writes")!.amount;
    const { view } = measured.deeds;
    const dearer = { ...measured, deeds: { ...measured.deeds, view: { ...view, writes: view.writes * 2 } } };
    expect(writes(dearer) - writes(measured)).toBeCloseTo(((load.views * view.writes) / 1e6) * prices.writeUnits, 6);
  });

  test("says what the README says: a county for the price of a meal, 100 million views for a few thousand", () => {
    const sum = (place: number, region: keyof typeof priceLists) =>
      sumOf(billOf(measured, loads[place]!, priceLists[region], region === "us-east-1"));
    expect(sum(0, "us-east-1")).toBeLessThan(5);
    expect(sum(1, "us-east-1")).toBeLessThan(200);
    expect(sum(2, "us-east-1")).toBeLessThan(4000);
    expect(sum(0, "cn-north-1")).toBeLessThan(50);
  });

  test("the edge answers more the more is asked, and never all", () => {
    const shares = [1, 1e4, 1e6, 1e8, 1e10].map(edgeShare);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThan(1);
  });
});
