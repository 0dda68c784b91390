import fc from "fast-check";
import { expect, test } from "vitest";
import * as v from "valibot";
import { accent, CONTRAST, contrastWithWhite, defaultAccent, readableAccent } from "../../functions/settings/accent.contract.ts";
import { themeAddress, themeLine, themeSheet } from "../../functions/settings/theme.ts";
import { newColumn } from "../support/column.ts";
import "../support/seed.ts";

const colour = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`);

test("contrast is that of WCAG: black, white and known values", () => {
  expect(contrastWithWhite("#000000")).toBeCloseTo(21, 5);
  expect(contrastWithWhite("#ffffff")).toBeCloseTo(1, 5);
  // #767676 is the lightest grey that passes.
  expect(contrastWithWhite("#767676")).toBeGreaterThanOrEqual(CONTRAST);
  expect(contrastWithWhite("#777777")).toBeLessThan(CONTRAST);
  expect(contrastWithWhite(defaultAccent)).toBeGreaterThan(6);
});

test("whatever is asked for, the suggestion passes, is never lighter, and what passes already stays", () => {
  fc.assert(
    fc.property(colour, (wanted) => {
      const near = readableAccent(wanted);
      expect(v.is(accent, near)).toBe(true);
      expect(v.is(accent, wanted)).toBe(near === wanted);
      for (const at of [1, 3, 5]) expect(parseInt(near.slice(at, at + 2), 16)).toBeLessThanOrEqual(parseInt(wanted.slice(at, at + 2), 16));
    }),
  );
});

test("the API refuses what cannot be read and what is no colour, and keeps the rest in lower case", async () => {
  const column = await newColumn();
  const admin = await column.signIn(["admin"]);
  const { body } = await column.call("GET", "/api/staff/settings", { cookie: admin });
  const put = (value: unknown) => column.call("PUT", "/api/staff/settings", { cookie: admin, body: { ...body, accent: value } });
  for (const wrong of ["#ffcc00", "#fff", "red", "#12345", "#1234567", "", 'red;}</style><script>"', null, 5]) {
    const refused = await put(wrong);
    expect([refused.status, (refused.body["errors"] as { field: string }[])[0]?.field], String(wrong)).toEqual([400, "accent"]);
  }
  expect((await put("#00558C")).body["accent"]).toBe("#00558c");
  column.time.now += 10_000;
  const page = await column.call("GET", "/column/");
  expect(page.text).toContain('<link rel="stylesheet" href="/embed/theme.css?00558c"/>');
});

test("the usual colour costs nothing: no second sheet, no line in the loader", async () => {
  expect(themeAddress(defaultAccent)).toBe(undefined);
  expect(themeLine(defaultAccent)).toBe("");
  const column = await newColumn();
  expect((await column.call("GET", "/column/")).text).not.toContain("theme.css");
});

test("the line and the sheet are what old browsers take, and hold nothing but the colour", () => {
  const line = themeLine("#00558c");
  expect(line).not.toMatch(/=>|`|\b(?:let|const|class)\b|\?\.|[^\n\x20-\x7e]/);
  expect(line).toContain('"#00558c"');
  expect(line.length).toBeLessThan(260);
  expect(themeSheet("#00558c")).toBe(":root{--gxjt-accent:#00558c}\n");
});
