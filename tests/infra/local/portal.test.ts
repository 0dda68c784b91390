import { readFileSync } from "node:fs";
import { join } from "node:path";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { portalRoutes } from "../../../infra/local/portal/portal.ts";

const portal = portalRoutes();

async function get(path: string) {
  const response = await portal.request(path);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get("content-type"), bytes, text: iconv.decode(bytes, "gbk") };
}

test.each(["/", "/portal/mobile.html", "/portal/staff.html"])(
  "%s is a GBK page that names its encoding in a meta element alone",
  async (path) => {
    const { status, type, bytes, text } = await get(path);
    expect([status, type]).toEqual([200, "text/html"]);
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow();
    expect(new TextDecoder("gbk", { fatal: true }).decode(bytes)).toBe(text);
    expect(text).toContain("charset=gb2312");
    expect(text).toContain("演示");
  },
);

test.each(["/", "/portal/mobile.html"])("%s holds the snippet of the README, with a heading that suits its own", async (path) => {
  const { text } = await get(path);
  expect(text).toContain(`<script src="/embed/gxjt.js" async></script>\n<gxjt-materials heading="学习资料"></gxjt-materials>`);
  expect(text).toContain("<gxjt-feedback></gxjt-feedback>");
});

test("the page behind its staff link holds the way to the workbench", async () => {
  expect((await get("/")).text).toContain('<a href="/portal/staff.html">工作台登录</a>');
  expect((await get("/portal/staff.html")).text).toContain(`<script src="/embed/gxjt.js" async></script>\n<gxjt-admin></gxjt-admin>`);
});

test.each(["index.html", "mobile.html", "staff.html", "portal.css", "portal.js"])(
  "every character of %s survives the encoding",
  async (name) => {
    const source = readFileSync(join(import.meta.dirname, "../../../infra/local/portal", name), "utf8");
    expect((await get(name === "index.html" ? "/" : `/portal/${name}`)).text).toBe(source);
  },
);

test("its style sheet and scripts come from the portal, and nothing else does", async () => {
  expect((await get("/portal/portal.css")).type).toBe("text/css");
  expect((await get("/portal/portal.js")).text).toContain("今天是");
  expect((await get("/portal/jquery.js")).text).toMatch(/jQuery v1\.12\.4/);
  for (const path of ["/portal/portal.ts", "/portal/constructor", "/portal/"]) expect((await get(path)).status).toBe(404);
});
