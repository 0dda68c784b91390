import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { breaches } from "./import-rules.ts";
import { type Import, importsOf } from "./imports.ts";
import { parseSource, projectFiles, readProject } from "./sources.ts";

const root = resolve(import.meta.dirname, "../..");

// Four fifths of what there was when this was last raised: a parser that silently finds nothing must not pass.
const FEWEST_IMPORTS = 900;

describe("the project", () => {
  const sources = readProject(root);
  const imports = sources.flatMap(importsOf);

  test("keeps the layout", () => {
    expect(breaches(projectFiles(root), imports)).toEqual([]);
  });

  test("was read in full", () => {
    expect(sources.map(({ file }) => file)).toEqual(projectFiles(root));
    expect(imports.length).toBeGreaterThanOrEqual(FEWEST_IMPORTS);
    for (const source of sources) {
      // A plain text search as a second opinion on the parser's count.
      const plain = source.text.match(/^(import|export|\}) [^"'`]*from "[^"]+";?$|^import "[^"]+";?$/gm)?.length ?? 0;
      expect(importsOf(source).length, source.file).toBeGreaterThanOrEqual(plain);
    }
  });
});

describe("reading imports", () => {
  test("sees every form of import, and which of them are erased", () => {
    const source = parseSource(
      "functions/a/helper.ts",
      `import x from "./default.ts"; import "./bare.ts"; import type { T } from "./type.ts"; import { type U, v } from "./mixed.ts";
       import { type W } from "./inline.ts"; export * from "../b/all.ts"; export { y } from "./again.ts"; const z = await import("./late.ts");
       type V = import("./in-type.ts").V; const u = new URL("./worker.ts", import.meta.url); import css from "./style.css?inline"; import "hono";`,
    );
    const seen = Object.fromEntries(importsOf(source).map(({ to, typeOnly }) => [to, typeOnly]));
    expect(seen).toEqual({
      "functions/a/default.ts": false,
      "functions/a/bare.ts": false,
      "functions/a/type.ts": true,
      "functions/a/mixed.ts": false,
      "functions/a/inline.ts": true,
      "functions/b/all.ts": false,
      "functions/a/again.ts": false,
      "functions/a/late.ts": false,
      "functions/a/in-type.ts": true,
      "functions/a/worker.ts": false,
      "functions/a/style.css": false,
      hono: false,
    });
  });

  test("refuses a file that does not parse", () => {
    expect(() => parseSource("functions/a/rules.ts", "export const = 1")).toThrow("does not parse");
  });
});

describe("a planted breach is found", () => {
  const breachesOf = (...edges: [from: string, to: string, typeOnly?: boolean][]) => {
    const imports: Import[] = edges.map(([from, to, typeOnly = false]) => ({ from, to, typeOnly }));
    const files = new Set(imports.flatMap(({ from, to }) => (to.includes("/") && /\.tsx?$/.test(to) ? [from, to] : [from])));
    return breaches([...files], imports);
  };

  test.each<[from: string, to: string, why: string]>([
    ["functions/materials/contract.ts", "hono", "a contract may not import hono"],
    ["functions/materials/contract.ts", "functions/materials/rules.ts", "a contract may not import a rules"],
    ["functions/materials/rules.ts", "functions/materials/table.ts", "a rules may not import a table"],
    ["functions/materials/rules.ts", "functions/store/store.ts", "a rules may not import a store-port"],
    ["functions/materials/rules.ts", "node:fs", "a rules may not import node:fs"],
    ["functions/materials/table.ts", "functions/store/sqlite.ts", "a table may not import a store-engine"],
    ["functions/materials/table.ts", "functions/http/body.ts", "a table may not import a http"],
    ["functions/materials/clean-html.ts", "functions/materials/staff.routes.ts", "a helper may not import a routes"],
    ["functions/materials/public.routes.ts", "functions/feedback/public.routes.ts", "another domain's routes"],
    ["functions/materials/files.ts", "functions/materials/attachments.staff.routes.ts", "a helper may not import a routes"],
    ["functions/materials/public.routes.ts", "functions/wire.ts", "a routes may not import a wire"],
    ["functions/public-app.ts", "functions/store/dynamo.ts", "a app may not import a store-engine"],
    ["functions/public-app.ts", "infra/local/server.ts", "a app may not import a local"],
    ["functions/http/body.ts", "tests/support/clock.ts", "nothing but tests imports tests"],
    ["functions/store/sqlite.ts", "functions/blobs/disk.ts", "a store-engine may not import a blobs-engine"],
    ["functions/materials/table.ts", "functions/store/cursor.ts", "a table may not import a store-part"],
    ["functions/search/search.ts", "functions/store/sqlite.ts", "a helper may not import a store-engine"],
    ["functions/http/files.ts", "functions/blobs/s3.ts", "a http may not import a blobs-engine"],
    ["functions/store/sqlite.ts", "@aws-sdk/client-dynamodb", "is kept to"],
    ["functions/materials/files.ts", "@aws-sdk/client-s3", "is kept to"],
    ["functions/materials/files.ts", "@aws-sdk/s3-request-presigner", "is kept to"],
    ["functions/materials/page.tsx", "preact", "is kept to"],
    ["widgets/core/client.ts", "node:fs", "is kept to"],
    ["widgets/materials/element.ts", "widgets/feedback/element.ts", "widgets never import one another"],
    ["widgets/staff/view.tsx", "widgets/materials/view.tsx", "widgets never import one another"],
    ["widgets/core/client.ts", "functions/public-app.ts", "widgets import apps as types only"],
    ["widgets/materials/element.ts", "functions/materials/table.ts", "a widget may not import a table"],
    ["functions/materials/page.ts", "widgets/materials/view.tsx", "a helper may not import a view"],
    ["functions/column/page.tsx", "widgets/materials/element.ts", "a helper may not import a widget"],
    ["infra/column-stack.ts", "functions/wire.ts", "a cdk may not import a wire"],
    ["infra/local/server.ts", "functions/materials/public.routes.ts", "a local may not import a routes"],
    ["tests/store/a.test.ts", "tests/store/b.test.ts", "a test file is no library"],
    ["functions/somewhere.ts", "hono", "this place is not in the layout"],
  ])("%s -> %s", (from, to, why) => {
    expect(breachesOf([from, to]).join("\n")).toContain(why);
  });

  test("also at the end of a chain", () => {
    const chain = breachesOf(["functions/a/rules.ts", "functions/a/words.ts"], ["functions/a/words.ts", "node:fs"]);
    expect(chain).toEqual(["functions/a/rules.ts reaches node:fs through functions/a/words.ts: rules stay pure"]);
    const widget = breachesOf(
      ["widgets/core/a.ts", "functions/a/words.ts"],
      ["functions/a/words.ts", "functions/platform/ids.ts"],
      ["functions/platform/ids.ts", "node:crypto"],
    );
    expect(widget).toEqual([
      "widgets/core/a.ts reaches node:crypto through functions/platform/ids.ts: widgets and contracts run in browsers",
    ]);
  });

  test("as a cycle, unless only types close it", () => {
    const there: [string, string] = ["functions/a/rules.ts", "functions/b/rules.ts"];
    expect(breachesOf(there, ["functions/b/rules.ts", "functions/a/rules.ts"])).toEqual([
      "import cycle: functions/a/rules.ts -> functions/b/rules.ts -> functions/a/rules.ts",
    ]);
    expect(breachesOf(there, ["functions/b/rules.ts", "functions/a/rules.ts", true])).toEqual([]);
  });

  test("as an import of a file that is not there", () => {
    expect(breaches(["functions/a/rules.ts"], [{ from: "functions/a/rules.ts", to: "functions/a/gone.ts", typeOnly: false }])).toContain(
      "functions/a/rules.ts -> functions/a/gone.ts: no such file",
    );
  });

  test("and what the layout permits is not", () => {
    expect(
      breachesOf(
        ["functions/materials/rules.ts", "functions/feedback/contract.ts"],
        ["functions/materials/table.ts", "functions/store/store.ts"],
        ["functions/column/page.tsx", "widgets/materials/view-list.tsx"],
        ["widgets/core/client.ts", "functions/public-app.ts", true],
        ["functions/wire.ts", "functions/store/dynamo.ts"],
        ["functions/store/dynamo.ts", "@aws-sdk/lib-dynamodb"],
        ["infra/local/server.ts", "functions/staff-app.ts"],
        ["infra/tables.ts", "functions/tables.ts"],
      ),
    ).toEqual([]);
  });
});
