import { describe, expect, test } from "vitest";
import { allowed } from "../../../infra/engines/allowed.ts";
import { type Allowed, judge } from "../../../infra/engines/judge.ts";
import { ownWords } from "../../../infra/engines/own-words.ts";

const found = (name: string, text: string, list: Allowed[] = []) => judge([{ name, text }], list).findings.map(({ feature }) => feature.id);
const script = (text: string) => found("embed/list.js", text);
const style = (text: string) => found("staff/work.css", text);

describe("too new for a promised engine", () => {
  test.each<[text: string, feature: string]>([
    ["class A { static { a() } }", "javascript.syntax"],
    ["class A { #a() {} }", "javascript.syntax"],
    ["class A { a = 1 }", "javascript.syntax"],
    ["await a()", "javascript.syntax"],
    ["class A { #a; b(c) { return #a in c } }", "javascript.syntax"],
    ["a?.(...b, c)", "javascript.syntax.spread_in_optional_chain"],
    ["a?.b.c(...d, e).f", "javascript.syntax.spread_in_optional_chain"],
    ["export * as a from './a.js'", "javascript.statements.export.namespace"],
    ["a = /(?<=a)b/", "javascript.regular_expressions.lookbehind_assertion"],
    ["a = RegExp('(?<!a)b')", "javascript.regular_expressions.lookbehind_assertion"],
    ["a = new RegExp(`a`, `v`)", "javascript.builtins.RegExp.unicodeSets"],
    ["a = new RegExp('a', 'd')", "javascript.builtins.RegExp.hasIndices"],
    ["a.at(-1)", "javascript.builtins.Array.at"],
    ["a?.findLast(b)", "javascript.builtins.Array.findLast"],
    ["a.toSorted()", "javascript.builtins.Array.toSorted"],
    ["a.with(0, 1)", "javascript.builtins.Array.with"],
    ["a.isWellFormed()", "javascript.builtins.String.isWellFormed"],
    ["Object.hasOwn(a, b)", "javascript.builtins.Object.hasOwn"],
    ["const { groupBy: a } = Object", "javascript.builtins.Object.groupBy"],
    ["Promise.withResolvers()", "javascript.builtins.Promise.withResolvers"],
    ["Array.prototype.at.call(a, 0)", "javascript.builtins.Array.at"],
    ["new Error('a', { cause: b })", "javascript.builtins.Error.Error.options_cause_parameter"],
    ["new Intl.Segmenter()", "javascript.builtins.Intl.Segmenter"],
    [
      "new Intl.DateTimeFormat('zh', { dateStyle: 'long' })",
      "javascript.builtins.Intl.DateTimeFormat.DateTimeFormat.options_parameter.options_dateStyle_parameter",
    ],
    ["structuredClone(a)", "api.structuredClone"],
    ["window.structuredClone(a)", "api.structuredClone"],
    ["crypto.randomUUID()", "api.Crypto.randomUUID"],
    ["AbortSignal.timeout(1)", "api.AbortSignal.timeout_static"],
    ["AbortSignal.any([])", "api.AbortSignal.any_static"],
    ["URL.canParse(a)", "api.URL.canParse_static"],
    ["requestIdleCallback(a)", "api.Window.requestIdleCallback"],
    ["new BroadcastChannel('a')", "api.BroadcastChannel"],
    ["new CompressionStream('gzip')", "api.CompressionStream"],
    ["new CSSStyleSheet()", "api.CSSStyleSheet.CSSStyleSheet"],
    ["a.adoptedStyleSheets = []", "api.Document.adoptedStyleSheets"],
    ["navigator.locks.request('a', b)", "api.Navigator.locks"],
    ["new RTCPeerConnection()", "api.RTCPeerConnection"],
    ["a.showNotification('b')", "api.ServiceWorkerRegistration.showNotification"],
    ["a.showModal()", "api.HTMLDialogElement.showModal"],
    ["a.inert = true", "api.HTMLElement.inert"],
    ["a.addEventListener('scrollend', b)", "api.Document.scrollend_event"],
    ["a.addEventListener('click', b, { signal: c })", "api.EventTarget.addEventListener.options_parameter.options_signal_parameter"],
    ["h('dialog', {})", "html.elements.dialog"],
    ["document.createElement('search')", "html.elements.search"],
    ["h('div', { inert: true })", "html.global_attributes.inert"],
    ["h('img', { loading: 'lazy' })", "html.elements.img.loading"],
    ["a.setAttribute('popover', '')", "html.global_attributes.popover"],
    ["h('p', { style: 'aspect-ratio:1' })", "css.properties.aspect-ratio"],
    ["h('p', { style: { aspectRatio: 1 } })", "css.properties.aspect-ratio"],
    ["a.style.aspectRatio = 1", "css.properties.aspect-ratio"],
    ["a.querySelector('p:has(b)')", "css.selectors.has"],
    ["const a = `p:has(b){color:red}`", "css.selectors.has"],
    ["const a = 'p{inset:0}'", "css.properties.inset"],
  ])("script: %s", (text, feature) => expect(script(text)).toContain(feature));

  test.each<[text: string, feature: string]>([
    ["p{aspect-ratio:1}", "css.properties.aspect-ratio"],
    ["p{inset:0}", "css.properties.inset"],
    ["p{height:100dvh}", "css.types.length.viewport_percentage_units_dynamic"],
    ["p{overflow:clip}", "css.properties.overflow.clip"],
    ["p{overflow-wrap:anywhere}", "css.properties.overflow-wrap.anywhere"],
    ["p{color:color-mix(in srgb,red,blue)}", "css.types.color.color-mix"],
    ["p{width:calc(1px*sin(1))}", "css.types.sin"],
    ["p{display:flex;gap:8px}", "css.properties.gap.flex_context"],
    ["p{display:flex;column-gap:8px}", "css.properties.column-gap.flex_context"],
    ["p{gap:8px}", "css.properties.gap.flex_context"],
    ["p{user-select:none}", "css.properties.user-select"],
    ["p:has(b){color:red}", "css.selectors.has"],
    ["p:focus-visible{color:red}", "css.selectors.focus-visible"],
    ["p:nth-child(1 of .a){color:red}", "css.selectors.nth-child.of_syntax"],
    ["p{& b{color:red}}", "css.selectors.nesting"],
    ["p{.a{color:red}}", "css.syntax"],
    ["p{@media print{color:red}}", "css.selectors.nesting"],
    ["p{b &{color:red}}", "css.syntax"],
    ["@layer a{p{color:red}}", "css.at-rules.layer"],
    ["@container (width>1px){p{color:red}}", "css.at-rules.container"],
    ["@media (width<=600px){p{color:red}}", "css.at-rules.media.range_syntax"],
    ["@media (scripting:none){p{color:red}}", "css.at-rules.media.scripting"],
    ["p{no-such-thing:1}", "css.properties.no-such-thing"],
    ["@supports (inset:0){p{aspect-ratio:1}}", "css.properties.aspect-ratio"],
  ])("style: %s", (text, feature) => expect(style(text)).toContain(feature));

  test("a finding says which engines, since when they have it, and where it stands", () => {
    const [finding] = judge([{ name: "embed/list.js", text: "const a = b;\na.at(-1)" }], []).findings;
    expect(finding).toMatchObject({ kind: "name", place: 15, uses: 1 });
    expect(finding?.feature.lacking).toEqual([
      { engine: "Chromium 90", since: "92" },
      { engine: "Safari 14", since: "15.4" },
    ]);
  });
});

describe("no finding", () => {
  test.each([
    "a?.b ?? (c ??= 1_000n)",
    "async () => { for await (const a of b) import(a) }",
    "a = /(?<b>\\p{L})(?!c)/su",
    "typeof structuredClone == 'function'",
    "'inert' in a",
    "a.replaceAll('b', 'c'); a.flatMap(b); Promise.allSettled(a); a.replaceChildren(); new ResizeObserver(a)",
    "a.at = 1; const { at, bytes, address } = b; c(b.at, b.tag)",
    "a.addEventListener('click', b, { once: true })",
    "h('details', { onToggle: a })",
    "const a = '{ type: b }', c = JSON.parse(`{\"inset\":0}`)",
  ])("script: %s", (text) => expect(script(text)).toEqual([]));

  test.each([
    "p{display:grid;gap:8px}",
    "p{display:grid}@media print{p{gap:8px}}",
    "p:is(.a,.b)>a:not(.c):where(.d){color:#0008}",
    // A stand-in that every engine without the other has.
    "p{height:100vh;height:100dvh}",
    "p{-webkit-user-select:none;user-select:none}",
    "p{color-adjust:exact;-webkit-print-color-adjust:exact;print-color-adjust:exact}",
    "@supports (aspect-ratio:1){p{aspect-ratio:1}}",
    "p{display:flex;gap:8px}@supports not (inset:0){:where(p)>*{margin-right:8px}}",
  ])("style: %s", (text) => expect(style(text)).toEqual([]));
});

describe("the list of what is allowed", () => {
  const entry: Allowed = { features: ["javascript.builtins.Array.at"], files: "staff/*.js", why: "lent" };

  test("lets a feature stand in its files and in no others", () => {
    expect(found("staff/editor.js", "a.at(0)", [entry])).toEqual([]);
    expect(found("embed/list.js", "a.at(0)", [entry])).toEqual(["javascript.builtins.Array.at"]);
    expect(found("staff/editor.js", "a.findLast(b)", [entry])).toEqual(["javascript.builtins.Array.findLast"]);
  });

  test("is told of what it allows for nothing", () => {
    expect(judge([{ name: "staff/editor.js", text: "a.at(0)" }], [entry]).unused).toEqual([]);
    expect(judge([{ name: "embed/list.js", text: "a.at(0)" }], [entry]).unused).toEqual(["javascript.builtins.Array.at in staff/*.js"]);
  });

  test("gives a reason for each, and the loader none", () => {
    for (const { why, files } of [...allowed, ...ownWords]) {
      expect(why.length).toBeGreaterThan(10);
      expect(files === "**" || !files.includes("gxjt")).toBe(true);
    }
  });
});

test("what was looked at is counted, lacking or not", () => {
  const { seen } = judge(
    [
      { name: "embed/list.js", text: "document.querySelector('.a:hover').textContent.replace(/a(?=b)/g, c); h('p', { hidden: true })" },
      { name: "embed/list.css", text: "@media print{.a:hover{margin:1px auto}}" },
    ],
    [],
  );
  expect(Object.fromEntries(seen)).toEqual({
    syntax: 1,
    name: 4,
    selector: 4,
    "regular expression": 2,
    markup: 2,
    "at-rule": 1,
    property: 1,
    value: 1,
  });
});
