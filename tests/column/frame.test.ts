import { expect, test } from "vitest";
import { isHeight, isHello } from "../../widgets/core/frame-messages.ts";
import { newColumn, ORIGIN } from "../support/column.ts";

test("the page for frames: our files alone, framed by the listed portals alone, no cookie, nothing of the query as markup", async () => {
  const { call } = await newColumn();
  const query = new URLSearchParams({ category: '"><b>讲课稿', limit: "5" });
  const { status, headers, text } = await call("GET", `/embed/frame/materials?${query}`);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(headers.get("set-cookie")).toBeNull();
  expect(headers.get("cache-control")).toContain("s-maxage=60");
  const policy = headers.get("content-security-policy")!;
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'self' https://portal.test");
  expect(policy).not.toContain(`${ORIGIN} `);
  expect(text).toContain('<gxjt-materials category="&quot;&gt;&lt;b&gt;讲课稿" limit="5"><a href="/column/?category=');
  expect(text).toContain('<base target="_blank">');
  expect(text).toContain('data-portals="https://portal.test"');
  expect(text).not.toContain("<b>");
  const parts = { both: 2, feedback: 1, progress: 1 };
  for (const [part, tags] of Object.entries(parts))
    expect((await call("GET", `/embed/frame/${part}`)).text.match(/<gxjt-/g), part).toHaveLength(tags);
  for (const path of ["admin", "no", "materials/x", ""]) expect((await call("GET", `/embed/frame/${path}`)).status, path).toBe(404);
  for (const wrong of ["limit=0", "limit=51", "q=x", "category=a&category=b"])
    expect((await call("GET", `/embed/frame/materials?${wrong}`)).status, wrong).toBe(400);
});

test("messages between frame and portal have one shape each", () => {
  expect(isHello({ gxjt: "hello" })).toBe(true);
  for (const data of [undefined, null, "hello", { gxjt: "height" }, { gxjt: "hello", more: 1 }, ["hello"]])
    expect(isHello(data)).toBe(false);
  expect(isHeight({ gxjt: "height", height: 400 })).toBe(true);
  for (const height of ["400", 1.5, -1, 100_000, Number.NaN, undefined]) expect(isHeight({ gxjt: "height", height })).toBe(false);
  for (const data of [null, 400, { gxjt: "hello" }, { gxjt: "height", height: 1, more: 1 }, { height: 1, gxjt: "height" }])
    expect(isHeight(data)).toBe(false);
});
