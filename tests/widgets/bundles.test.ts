import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWidgets } from "../../infra/build-widgets.ts";
import type { WidgetManifest } from "../../infra/build-widgets.ts";

let manifest: WidgetManifest;
const out = pathToFileURL(mkdtempSync(`${tmpdir()}/gxjt-embed-`) + "/");
const text = (file: string): string => readFileSync(new URL(file, out), "utf8");
const size = (...files: string[]): number => files.reduce((sum, file) => sum + gzipSync(text(file), { level: 9 }).length, 0);

beforeAll(async () => {
  manifest = await buildWidgets(out);
}, 60_000);

afterAll(() => rmSync(out, { recursive: true }));

test("sizes are within their budgets", () => {
  expect(size("gxjt.js")).toBeLessThanOrEqual(1000);
  expect(size("gxjt.js", manifest.list)).toBeLessThanOrEqual(9000);
  expect(size("gxjt.js", manifest.form)).toBeLessThanOrEqual(9000);
  expect(size("gxjt.js", manifest.both)).toBeLessThanOrEqual(13_000);
  expect(size("gxjt.js", manifest.progress)).toBeLessThanOrEqual(9000);
  expect(size(manifest.admin)).toBeLessThanOrEqual(3000);
});

test("scripts are ASCII, evaluate no text and import nothing but our own chunks", () => {
  for (const file of [
    "gxjt.js",
    manifest.list,
    manifest.form,
    manifest.both,
    manifest.progress,
    manifest.admin,
    manifest.detail,
    manifest.more,
  ]) {
    const code = text(file);
    expect(code).not.toMatch(/[^\0-\x7f]/);
    expect(code).not.toMatch(/\beval\(|new Function|document\.write|insertAdjacentHTML|DOMParser/);
    for (const [, imported] of code.matchAll(/\bimport\s*\(?\s*["'`]([^"'`]+)/g))
      expect([`./${manifest.detail}`, `./${manifest.more}`]).toContain(imported);
  }
});

test("what Preact offers to others is left out", () => {
  for (const file of [manifest.list, manifest.form, manifest.both]) {
    expect(text(file)).not.toMatch(/componentDidMount|shouldComponentUpdate|getDerivedStateFromProps|prototype\.setState/);
    expect(text(file)).not.toMatch(/dangerouslySetInnerHTML|createElementNS|hydrat|cssText/);
  }
});

test("the chunks bring no Preact of their own", () => {
  expect(text(manifest.list)).toContain("createTextNode");
  for (const file of [manifest.detail, manifest.more]) {
    expect(text(file)).not.toContain("createTextNode");
    expect(text(file)).toContain("Symbol.for(`gxjt`)");
  }
});

/** As much of a page as the loader asks for. */
class FakePage {
  scripts: { src?: string; type?: string; onerror?: () => void }[] = [];
  links: { href: string }[] = [];
  observers: (() => void)[] = [];
  listeners: Record<string, () => void> = {};
  readyState = "complete";
  tags: FakeTag[] = [];
  globals: Record<string, unknown> = {};
  context: vm.Context | undefined;

  run(): void {
    const own = { src: "https://api.example/x/embed/gxjt.js?v=1", part: {} };
    const document = {
      currentScript: null,
      querySelector: () => own,
      querySelectorAll: (selector: string) => this.tags.filter((tag) => tag.matches(selector)),
      createElement: (name: string) => (name === "script" ? {} : new FakeTag(name)),
      createTextNode: (data: string) => data,
      head: { appendChild: (script: { src: string }) => this.scripts.push(script) },
    };
    Object.defineProperty(document, "readyState", { get: () => this.readyState });
    const observers = this.observers;
    const window = Object.assign(this.globals, {
      customElements: {},
      document,
      addEventListener: (name: string, listener: () => void) => void (this.listeners[name] = listener),
      MutationObserver: class {
        constructor(run: () => void) {
          observers.push(run);
        }
        observe(): void {}
      },
      ResizeObserver: class {
        readonly report: (entries: [], me: object) => void;
        constructor(report: (entries: [], me: object) => void) {
          this.report = report;
        }
        observe(): void {
          this.report([], this);
        }
        disconnect(): void {}
      },
    });
    this.context ??= vm.createContext(Object.assign(window, { window }));
    vm.runInContext(text("gxjt.js"), this.context);
  }

  ask(expression: string): unknown {
    return vm.runInContext(expression, this.context!);
  }
}

class FakeTag {
  tagName: string;
  kind: string;
  style: Record<string, string> = {};
  attributes: { name: string; value: string }[] = [];
  children: (FakeTag | string)[] = [];
  offsetWidth = 800;
  href = "";

  constructor(tagName: string, kind = "") {
    this.tagName = tagName.toUpperCase();
    this.kind = kind;
  }
  get localName(): string {
    return this.tagName.toLowerCase();
  }
  get firstChild(): unknown {
    return this.children[0];
  }
  matches(selector: string): boolean {
    return selector.includes(this.kind || this.tagName.toLowerCase());
  }
  getAttribute(name: string): string | undefined {
    return this.attributes.find((attribute) => attribute.name === name)?.value;
  }
  setAttribute(name: string, value: string): void {
    this.attributes.push({ name, value });
  }
  querySelector(tag: string): FakeTag | undefined {
    return this.children.find((child): child is FakeTag => child instanceof FakeTag && child.tagName.toLowerCase() === tag);
  }
  appendChild(child: FakeTag | string): void {
    this.children.push(child);
  }
  prepend(child: FakeTag | string): void {
    this.children.unshift(child);
  }
}

const tag = (name: string, kind?: string): FakeTag => new FakeTag(name, kind);
const asked = (page: FakePage): (string | undefined)[] => page.scripts.map((script) => script.src);
const address = (file: string): string => `https://api.example/x/embed/${file}`;

test("the loader is ES5", () => {
  expect(text("gxjt.js")).not.toMatch(/=>|`|\b(?:let|const|class|async|import)\b|\?\.|\.\.\./);
});

test("one bundle for what is on the page", () => {
  for (const [tags, file] of [
    [["gxjt-materials"], manifest.list],
    [["gxjt-feedback"], manifest.form],
    [["gxjt-feedback", "gxjt-materials", "gxjt-materials"], manifest.both],
    [["gxjt-progress"], manifest.progress],
    [["gxjt-admin"], manifest.admin],
  ] as const) {
    const page = new FakePage();
    page.tags = tags.map((name) => tag(name));
    page.run();
    expect(asked(page)).toEqual([address(file)]);
    expect(page.tags.every((one) => one.style.minHeight)).toBe(true);
  }
});

test("it waits for the whole page before it chooses, but reserves at once", () => {
  const page = new FakePage();
  page.readyState = "loading";
  page.tags = [tag("gxjt-materials")];
  page.run();
  expect(asked(page)).toEqual([]);
  expect(page.tags[0]!.style.minHeight).toBe("min(100vh,2808px)");
  page.tags.push(tag("gxjt-feedback"));
  page.readyState = "interactive";
  page.listeners.DOMContentLoaded!();
  expect(asked(page)).toEqual([address(manifest.both)]);
});

test.each([
  [tag("gxjt-materials"), tag("gxjt-feedback"), () => [manifest.list, manifest.form]],
  [tag("gxjt-feedback"), tag("gxjt-materials"), () => [manifest.form, manifest.list]],
] as const)("a tag added later loads the other bundle, once: first $tagName", (first, later, files) => {
  const page = new FakePage();
  page.tags = [first];
  page.run();
  page.tags.push(later);
  page.observers[0]!();
  page.observers[0]!();
  expect(asked(page)).toEqual(files().map(address));
});

test("the way to the workbench is a bundle of its own beside one or both of the others", () => {
  for (const [tags, files] of [
    [
      ["gxjt-admin", "gxjt-materials"],
      [manifest.list, manifest.admin],
    ],
    [
      ["gxjt-admin", "gxjt-feedback"],
      [manifest.form, manifest.admin],
    ],
    [
      ["gxjt-materials", "gxjt-admin", "gxjt-feedback"],
      [manifest.both, manifest.admin],
    ],
  ] as const) {
    const page = new FakePage();
    page.tags = tags.map((name) => tag(name));
    page.run();
    page.observers[0]!();
    expect(asked(page)).toEqual(files.map(address));
    expect(page.tags.find(({ tagName }) => tagName === "GXJT-ADMIN")!.style.minHeight).toBe("60px");
  }
  const late = new FakePage();
  late.tags = [tag("gxjt-admin")];
  late.run();
  late.tags.push(tag("gxjt-materials"), tag("gxjt-feedback"));
  late.observers[0]!();
  expect(asked(late)).toEqual([address(manifest.admin), address(manifest.both)]);
  late.scripts[0]!.onerror!();
  expect(late.tags.map(({ children }) => (children[0] as FakeTag).href)).toEqual([
    "https://api.example/x/staff/",
    "https://api.example/x/column/",
    "https://api.example/x/column/",
  ]);
});

test("div forms get the element with their data attributes, once", () => {
  const page = new FakePage();
  const div = tag("div", "[data-gxjt=materials]");
  div.attributes.push({ name: "data-limit", value: "3" }, { name: "data-category", value: "评论文章" }, { name: "onclick", value: "x" });
  page.tags = [div];
  page.run();
  page.observers[0]!();
  expect(div.children).toHaveLength(1);
  const inner = div.children[0] as FakeTag;
  expect([inner.tagName, inner.getAttribute("limit"), inner.getAttribute("category"), inner.getAttribute("onclick")]).toEqual([
    "GXJT-MATERIALS",
    "3",
    "评论文章",
    undefined,
  ]);
  expect(inner.style.minHeight).toBe("min(100vh,666px)");
});

test("a second copy of the loader does nothing, and one symbol is all it leaves", () => {
  const page = new FakePage();
  page.tags = [tag("gxjt-materials")];
  page.run();
  expect(page.ask('typeof window[Symbol.for("gxjt")].load')).toBe("function");
  const names = Object.keys(page.globals);
  page.ask('window[Symbol.for("gxjt")].mark = 1');
  page.run();
  expect(asked(page)).toHaveLength(1);
  expect(page.observers).toHaveLength(1);
  expect(page.ask('window[Symbol.for("gxjt")].mark')).toBe(1);
  expect(Object.keys(page.globals)).toEqual(names);
});

test("without shadow DOM, or when the bundle cannot be had, there is a plain link", () => {
  const page = new FakePage();
  page.tags = [tag("gxjt-materials")];
  page.run();
  page.scripts[0]!.onerror!();
  expect((page.tags[0]!.children[0] as FakeTag).href).toBe("https://api.example/x/column/");
});

test("where the snippet brings its own link there is no second one", () => {
  const page = new FakePage();
  page.tags = [tag("gxjt-materials"), tag("gxjt-feedback")];
  page.tags[0]!.appendChild(tag("a"));
  page.tags[1]!.appendChild("\u00a0");
  page.run();
  page.scripts[0]!.onerror!();
  expect(page.tags.map(({ children }) => children.filter((child) => child instanceof FakeTag).length)).toEqual([1, 1]);
});
