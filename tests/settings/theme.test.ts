import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { themedAssets } from "../../functions/assets/themed-assets.ts";
import { defaultAccent } from "../../functions/settings/accent.contract.ts";
import { themeLine } from "../../functions/settings/theme.ts";
import { readAssets } from "../../infra/local/read-assets.ts";

const folder = mkdtempSync(join(tmpdir(), "gxjt-theme-"));
const LOADER = "(function () {})();\n";
writeFileSync(join(folder, "gxjt.js"), LOADER);
writeFileSync(join(folder, "list-0123456789.js"), "list");
afterAll(() => rmSync(folder, { recursive: true }));

test("the loader is the built one byte by byte under the usual colour, and ends with the line under another", async () => {
  let accent = defaultAccent;
  const embed = themedAssets(readAssets(folder), async () => accent);
  const get = async (name: string, headers = {}) => (await embed(name, new Request(`http://x.test/embed/${name}`, { headers })))!;
  const usual = await get("gxjt.js");
  const etag = usual.headers.get("etag")!;
  expect(await usual.text()).toBe(LOADER);
  expect((await get("gxjt.js", { "if-none-match": etag })).status).toBe(304);
  accent = "#00558c";
  const blue = await get("gxjt.js", { "if-none-match": etag });
  expect(blue.status).toBe(200);
  expect(blue.headers.get("etag")).not.toBe(etag);
  expect(blue.headers.get("cache-control")).toBe("public, max-age=300");
  expect(await blue.text()).toBe(LOADER + themeLine(accent));
  const sheet = await get("theme.css");
  expect([sheet.headers.get("content-type"), await sheet.text()]).toEqual(["text/css; charset=utf-8", ":root{--gxjt-accent:#00558c}\n"]);
  expect(await (await get("list-0123456789.js")).text()).toBe("list");
  expect(await embed("no.js", new Request("http://x.test/"))).toBe(undefined);
});
