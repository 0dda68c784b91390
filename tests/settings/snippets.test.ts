import fc from "fast-check";
import jsqr from "jsqr";
import { expect, test } from "vitest";
import { qrOf, svgText } from "../../widgets/staff/settings/qr-path.ts";
import { modes, pageAddress, parts, possible, snippetOf, type SnippetChoice } from "../../widgets/core/snippets.ts";
import "../support/seed.ts";

const ORIGIN = "https://column.example.gov.cn";
const usual: SnippetChoice = { mode: "script", part: "both", category: "", limit: 20, reserve: false };

/** The link that is left where an editor drops script or tag. */
const left = (path: string, text: string) => `<a href="${ORIGIN}${path}">${text}</a>`;

test("the lines of the README", () => {
  const lines = snippetOf(ORIGIN, usual);
  expect(lines).toBe(
    `<script src="${ORIGIN}/embed/gxjt.js" async></script>\n` +
      `<gxjt-materials>${left("/column/", "干训讲堂")}</gxjt-materials>\n` +
      `<gxjt-feedback>${left("/column/feedback", "干训讲堂：我要反馈")}</gxjt-feedback>`,
  );
  expect(snippetOf(ORIGIN, { ...usual, mode: "plain-tags", part: "materials", category: "讲课稿", limit: 5, reserve: true })).toBe(
    `<style>.gxjt-materials{display:block;min-height:918px}</style>\n` +
      `<div class="gxjt-materials" data-gxjt="materials" data-category="讲课稿" data-limit="5">` +
      `${left("/column/?category=%E8%AE%B2%E8%AF%BE%E7%A8%BF", "干训讲堂")}</div>\n<script src="${ORIGIN}/embed/gxjt.js" async></script>`,
  );
  expect(snippetOf(ORIGIN, { ...usual, mode: "link", part: "admin" })).toContain(`href="${ORIGIN}/staff/"`);
  expect(pageAddress(ORIGIN, { part: "both", category: "讲课稿" })).toBe(`${ORIGIN}/column/?category=%E8%AE%B2%E8%AF%BE%E7%A8%BF`);
});

test("a frame cannot lead the portal's page away, and the workbench is put into none", () => {
  const frame = snippetOf(ORIGIN, { ...usual, mode: "frame", part: "feedback" });
  expect(frame).toContain(`src="${ORIGIN}/embed/frame/feedback"`);
  expect(frame).toContain("allow-scripts allow-same-origin allow-forms");
  expect(frame).not.toMatch(/allow-top-navigation|style=/);
  const some = snippetOf(ORIGIN, { ...usual, mode: "frame", part: "materials", category: "讲课稿", limit: 5 });
  expect(some).toContain(`src="${ORIGIN}/embed/frame/materials?category=%E8%AE%B2%E8%AF%BE%E7%A8%BF&amp;limit=5"`);
  expect(possible("frame", "admin")).toBe(false);
});

test("public progress in each way: an element without the list's attributes, or its own plain page", () => {
  const progress: SnippetChoice = { ...usual, part: "progress", category: "讲课稿", limit: 5 };
  const script = `<script src="${ORIGIN}/embed/gxjt.js" async></script>`;
  expect(snippetOf(ORIGIN, progress)).toBe(`${script}\n<gxjt-progress>${left("/column/progress", "干训讲堂：工作推进")}</gxjt-progress>`);
  expect(snippetOf(ORIGIN, { ...progress, mode: "plain-tags", reserve: true })).toBe(
    `<style>.gxjt-progress{display:block;min-height:480px}</style>\n` +
      `<div class="gxjt-progress" data-gxjt="progress">${left("/column/progress", "干训讲堂：工作推进")}</div>\n${script}`,
  );
  expect(snippetOf(ORIGIN, { ...progress, mode: "link" })).toContain(`<a href="${ORIGIN}/column/progress" target="_blank"`);
  expect(snippetOf(ORIGIN, { ...progress, mode: "frame" })).toMatch(
    /^<iframe src="[^"]+\/embed\/frame\/progress" title="干训讲堂：工作推进" width="100%" height="900"/,
  );
  expect(modes.every(({ mode }) => possible(mode, "progress"))).toBe(true);
});

test("no category, whatever its name, adds a tag or an attribute", () => {
  const marks = (text: string) => text.replace(/[^<>"]/g, "");
  const choice = fc.record({
    mode: fc.constantFrom(...modes.map(({ mode }) => mode)),
    part: fc.constantFrom(...parts.map(({ part }) => part)),
    limit: fc.integer({ min: 1, max: 50 }),
    reserve: fc.boolean(),
  });
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.constantFrom('"><script>alert(1)</script>', "&quot;", "a' onload='"),
  );
  fc.assert(
    fc.property(choice, name, (made, category) => {
      expect(marks(snippetOf(ORIGIN, { ...made, category }))).toBe(marks(snippetOf(ORIGIN, { ...made, category: "甲" })));
    }),
  );
});

test("a reader finds the address in the QR code, whatever its length", () => {
  const read = jsqr as unknown as (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
  for (const address of [
    `${ORIGIN}/column/`,
    `${ORIGIN}/column/feedback`,
    pageAddress(ORIGIN, { part: "materials", category: "一二三四五六七八九十".repeat(2) }),
  ]) {
    const { size, path } = qrOf(address);
    const side = size * 4;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (const [, column, row] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
      for (let dark = 0; dark < 16; dark += 1) {
        const at = ((Number(row) * 4 + (dark >> 2)) * side + Number(column) * 4 + (dark & 3)) * 4;
        pixels.fill(0, at, at + 3);
      }
    expect(read(pixels, side, side)?.data).toBe(address);
    expect(svgText({ size, path })).toMatch(/^<svg [^<>]+><path [^<>]+\/><path [^<>]+\/><\/svg>\n$/);
  }
});
