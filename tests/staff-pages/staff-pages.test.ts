import { expect, test } from "vitest";
import type { Blobs } from "../../functions/blobs/blobs.ts";
import { BlobsUnavailable } from "../../functions/blobs/blobs.ts";
import { staffPages } from "../../functions/staff-pages/staff-pages.ts";

/** The pages over a made-up build, with files kept where `url` says. */
async function policyOf(path: string, url: () => string): Promise<string[]> {
  const entry = { script: "x.js", styles: [], preload: [] };
  const manifest = Object.fromEntries(["workbench", "account", "callback", "preview"].map((name) => [name, entry]));
  const blobs = { presignUpload: async () => ({ url: url(), fields: {} }) } as unknown as Blobs;
  const pages = staffPages(
    { manifest, assets: () => undefined },
    { blobs, portals: () => Promise.resolve(["https://portal.test", "http://plain.test"]) },
  );
  const answers = [await pages.request(path), await pages.request(path)];
  return answers.map(({ headers }) => headers.get("content-security-policy")!);
}

const S3 = "https://bucket.s3.cn-north-1.amazonaws.com.cn/";

test("the workbench may post files to where they are kept, and nowhere else", async () => {
  const [here] = await policyOf("/staff/", () => "/files/upload");
  expect(here).toContain("connect-src 'self'; img-src 'self' blob: data:; frame-src 'self'");
  const [there] = await policyOf("/staff/", () => S3);
  expect(there).toContain("connect-src 'self' https://bucket.s3.cn-north-1.amazonaws.com.cn; img-src 'self' blob: data:; frame-src");
});

test("the preview asks nobody and is framed by our own pages, or by a listed portal that frames the workbench", async () => {
  const [own] = await policyOf("/staff/preview", () => S3);
  expect(own).toMatch(/connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'$/);
  const [framed] = await policyOf("/staff/preview?framed=1", () => S3);
  expect(framed).toMatch(/frame-ancestors 'self' https:\/\/portal\.test$/);
});

test("a file store that is away holds up no page, and is asked again", async () => {
  let tries = 0;
  const policies = await policyOf("/staff/", () => {
    if (tries++ === 0) throw new BlobsUnavailable("away");
    return S3;
  });
  expect(policies.map((policy) => policy.includes("amazonaws"))).toEqual([false, true]);
});
