import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { feedbackInput, feedbackKinds } from "../../functions/feedback/contract.ts";
import { feedbackPublicRoutes } from "../../functions/feedback/public.routes.ts";
import { feedbackStaffRoutes } from "../../functions/feedback/staff.routes.ts";
import { problems } from "../../functions/http/problem.ts";
import { newColumn } from "./support.ts";

const codes = Object.keys(problems);
const anything = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.jsonValue(),
  fc.constantFrom("\u0000", "\ud800", "", " ", "é\r\n\u001b[31m", "__proto__"),
);
/** Right values and wrong ones for every field of the schema, so that what is refused and what is taken in are both met. */
const right: Record<string, fc.Arbitrary<unknown>> = {
  kind: fc.constantFrom(...feedbackKinds),
  material: fc.constantFrom("the published one", "no-such-one"),
  unit: fc.constantFrom("shanshi", "nowhere"),
  text: fc.string({ unit: "binary", minLength: 2, maxLength: 2100 }),
  name: fc.string({ unit: "grapheme", maxLength: 31 }),
  contact: fc.string({ unit: "grapheme", maxLength: 61 }),
  consent: fc.boolean(),
  website: fc.constantFrom("", "", "", "spam"),
};
const field = (name: string) => fc.oneof({ arbitrary: right[name] ?? anything, weight: 6 }, { arbitrary: anything, weight: 1 });

describe("no input makes the server fail", () => {
  test("POST /api/feedback with any mixture of right and wrong fields", { timeout: 60_000 }, async () => {
    const names = Object.keys(feedbackInput.entries);
    expect(names.toSorted()).toEqual([...Object.keys(right), "formToken"].toSorted());
    const column = await newColumn();
    const seen = new Set<number>();
    const bodies = fc.record(Object.fromEntries(Object.keys(right).map((name) => [name, field(name)])), { requiredKeys: ["kind", "text"] });
    await fc.assert(
      fc.asyncProperty(bodies, fc.nat({ max: 9 }), fc.nat(60_000), async (body, broken, address) => {
        const formToken = broken === 0 ? "not one of our tokens" : column.token();
        const result = await column.call("POST", "/api/feedback", {
          body: { ...body, formToken },
          address: `10.1.${address >> 8}.${address & 255}`,
        });
        seen.add(result.status);
        expect(result.status).toBeLessThan(500);
        if (result.status === 201) expect(v.is(feedbackInput, { ...body, formToken })).toBe(true);
        else expect(codes).toContain(result.body["code"]);
      }),
      { numRuns: 300 },
    );
    // Both sides were met, or the test would show nothing.
    expect([...seen]).toEqual(expect.arrayContaining([201, 400]));
    expect(column.logged.filter((line) => line.includes("request-failed"))).toEqual([]);
  });

  test("bodies that are no objects, no JSON, no UTF-8", async () => {
    const column = await newColumn();
    for (const body of ["", "null", "[]", "1", '"x"', "{", "{}", "[".repeat(5000), '{"text":"\\ud800"}']) {
      const { status, body: problem } = await column.call("POST", "/api/feedback", { body });
      expect([status, problem["code"]]).toEqual([400, "invalid-body"]);
    }
    const raw = await column.fetch(
      new Request("http://column.test/api/feedback", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: new Uint8Array([0x7b, 0xff, 0xfe]),
      }),
    );
    expect(raw.status).toBe(400);
  });

  test("every route with any path, query and body", { timeout: 60_000 }, async () => {
    const column = await newColumn();
    await column.handIn({ text: "一条建议" });
    const editor = await column.signIn(["editor", "lead", "unit", "director"], { office: "办公室", unit: "shanshi" });
    const [record] = (await column.queue(editor)).items;
    const part = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).map((text) => encodeURIComponent(text.toWellFormed())),
      fc.constantFrom("%", "%E0%A4%A", "%00", record!.id, "..%2f", "x".repeat(3000)),
    );
    const request = fc.record({
      route: fc.constantFrom(...feedbackPublicRoutes, ...feedbackStaffRoutes),
      part,
      query: fc.oneof(
        fc.constant(""),
        fc.tuple(fc.constantFrom("state", "office", "cursor", "x"), part).map(([name, value]) => `?${name}=${value}`),
        fc.constant("?state=pending&state=pending"),
        fc.constant("?%"),
      ),
      body: anything,
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ route, part: value, query, body }) => {
        const path = route.path.replace(/:\w+/, () => value);
        const { status } = await column.call(route.method, `${path}${query}`, {
          cookie: editor,
          ...(route.method === "GET" ? {} : { body: JSON.stringify(body) ?? "" }),
        });
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 500 },
    );
    expect(column.logged.filter((line) => line.includes("request-failed"))).toEqual([]);
  });
});
