/**
 * `npm run bench`: ratios against a floor that is measured in the same run. The floor of a read is a bare Hono server that
 * answers the same bytes from memory, that of a widget the host's page without it; nothing here is a test, and nothing fails by being
 * slow. `npm run bench host` measures one part: import, server, work-items, search or host.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { newFormToken } from "../../functions/feedback/form-token.ts";
import { search } from "../../functions/search/search.ts";
import { openSqliteStore } from "../../functions/store/sqlite.ts";
import { tables } from "../../functions/tables.ts";
import { build } from "../../infra/build.ts";
import { fillMaterials } from "./corpus.ts";
import { hostCost } from "./host-cost.ts";
import { importTimes } from "./import-time.ts";
import { load, type Load } from "./load.ts";
import { startProcess } from "./processes.ts";
import { benchQueries, buildSearchCorpus } from "./search-corpus.ts";
import { atOnce, fillWorkItems } from "./work-items.ts";

const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 5);
/** Each feedback is sent once; more than the fastest machine takes in that time. */
const POSTS = (SECONDS + 1) * 12_000;
const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "gxjt-bench-"));
const secret = "a secret that serves the bench alone";
const rows: string[][] = [["what", "measured", "floor", "ratio", "reach"]];
const figure = (value: number, digits = 0) => value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });

function readRow(what: string, ours: Load, floor: Load, reach: string): void {
  if (ours.failed + floor.failed > 0) rows.push([what, `${ours.failed} failed`, `${floor.failed} failed`, "-", reach]);
  else {
    rows.push([what, `${figure(ours.perSecond)}/s`, `${figure(floor.perSecond)}/s`, figure(ours.perSecond / floor.perSecond, 2), reach]);
    rows.push([
      `  server CPU a request`,
      `${figure(ours.cpuMicros)} us`,
      `${figure(floor.cpuMicros)} us`,
      figure(floor.cpuMicros / ours.cpuMicros, 2),
      "",
    ]);
  }
}

async function benchServer(): Promise<void> {
  const dataDir = join(folder, "data");
  const store = await openSqliteStore({ folder: dataDir, tables, cursorKey: secret });
  const ids = await fillMaterials(store, 1000);
  await store.close();
  // One proxy is trusted, so that each feedback comes from an address of its own, as in life.
  const env = { DATA_DIR: dataDir, PORT: "0", DEMO: "0", SECRET: secret, TRUSTED_PROXIES: "127.0.0.1" };
  const server = await startProcess([join(root, "dist/server/main.js")], env, "/api/materials");
  rows.push(["start to first answer", `${figure(server.firstAnswer)} ms`, "", "", "<= 500 ms"]);
  rows.push(["memory after start", `${figure(server.rssBytes() / 2 ** 20)} MB`, "", "", "<= 110 MB"]);

  const paths = ["/api/materials?limit=10", "/api/materials?limit=50", `/api/materials/${ids[500]}`];
  const bodies = await Promise.all(paths.map(async (path) => (await fetch(server.url + path)).text()));
  const file = join(folder, "bodies.json");
  writeFileSync(file, JSON.stringify(bodies));
  const bare = await startProcess([join(root, "tests/bench/bare-server.ts"), file], {}, "/0");

  const names = ["list of 10 out of 1,000", "list of 50 out of 1,000", "detail"];
  for (const [place, path] of paths.entries()) {
    const floor = await load(bare, SECONDS, () => ({ path: `/${place}` }));
    readRow(names[place]!, await load(server, SECONDS, () => ({ path })), floor, place === 2 ? ">= 0.3" : ">= 0.35");
  }
  let turn = 0;
  const floor = await load(bare, SECONDS, () => ({ path: "/2" }));
  readRow(
    "detail, 1,000 in turn",
    await load(server, SECONDS, () => ({ path: `/api/materials/${ids[(turn += 1) % ids.length]}` })),
    floor,
    "",
  );

  const feedback = () => ({
    kind: "建议",
    text: "建议把学习资料按月打包，方便各村下载后集中学习。",
    formToken: newFormToken({ secret, formSeconds: 3 }, Date.now() - 60_000),
  });
  const address = () => `10.${(turn += 1) % 250}.${Math.floor(turn / 250) % 250}.${Math.floor(turn / 62_500) % 250}`;
  const post = (path: string) => () => ({
    path,
    method: "POST",
    body: JSON.stringify(feedback()),
    headers: { "content-type": "application/json", "x-forwarded-for": address(), "idempotency-key": randomUUID() },
  });
  const echo = await load(bare, SECONDS, post("/echo"), POSTS);
  readRow("durable feedback POST", await load(server, SECONDS, post("/api/feedback"), POSTS), echo, ">= 2,000/s");
  rows.push(["memory after load", `${figure(server.rssBytes() / 2 ** 20)} MB`, "", "", ""]);
  await bare.stop();
  await server.stop();
}

/** The menu of a year and the reports of a whole department, each on the disk before it is answered. */
async function benchWorkItems(): Promise<void> {
  const dataDir = join(folder, "work");
  const store = await openSqliteStore({ folder: dataDir, tables, cursorKey: secret });
  const sign = await fillWorkItems(store, 2000);
  await store.close();
  const env = { DATA_DIR: dataDir, PORT: "0", DEMO: "0", SECRET: secret };
  const server = await startProcess([join(root, "dist/server/main.js")], env, "/api/materials");
  const { menu, reports } = await sign(server.url);
  const file = join(folder, "menu.json");
  // The echo answers the first body.
  writeFileSync(file, JSON.stringify(["{}", await (await fetch(server.url + menu.path, { headers: menu.headers! })).text()]));
  const bare = await startProcess([join(root, "tests/bench/bare-server.ts"), file], {}, "/0");
  const floor = await load(bare, SECONDS, () => ({ path: "/1" }));
  readRow("menu of 2,000 work items", await load(server, SECONDS, () => menu), floor, ">= 0.02");
  const echo = await atOnce(
    bare.url,
    reports.map((report) => ({ ...report, path: "/echo" })),
  );
  const ours = await atOnce(server.url, reports);
  const failed = ours.failed + echo.failed > 0 ? `, ${ours.failed} failed` : "";
  rows.push([
    "2,000 reports, 100 at a time",
    `${figure(ours.ms)} ms${failed}`,
    `${figure(echo.ms)} ms`,
    figure(echo.ms / ours.ms, 2),
    "<= 10 s",
  ]);
  await bare.stop();
  await server.stop();
}

async function benchSearch(): Promise<void> {
  const store = await openSqliteStore({ folder: join(folder, "search"), tables, cursorKey: secret });
  const began = performance.now();
  await buildSearchCorpus(store, { documents: 10_000, characters: 3000 });
  rows.push(["indexing 10,000 materials", `${figure((performance.now() - began) / 1000)} s`, "", "", ""]);
  const times: number[] = [];
  for (const q of benchQueries(500)) {
    const start = performance.now();
    await search(store, { q, limit: 20, cursorKey: secret });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]!;
  rows.push(["search over 10,000, p50 / p95", `${figure(at(0.5), 1)} / ${figure(at(0.95), 1)} ms`, "", "", "p95 < 20 ms"]);
  await store.close();
}

async function benchImport(): Promise<void> {
  const { ours, floor, ratio, bytes } = await importTimes(join(folder, "import"));
  rows.push([
    `import of the public function (${figure(bytes / 1000)} kB)`,
    `${figure(ours, 1)} ms`,
    `${figure(floor, 1)} ms`,
    figure(ratio, 2),
    "<= 1.3",
  ]);
}

const parts: Record<string, () => Promise<void>> = {
  import: benchImport,
  server: benchServer,
  "work-items": benchWorkItems,
  search: benchSearch,
  host: async () => void rows.push(...(await hostCost(folder))),
};

try {
  build();
  const wanted = process.argv.slice(2);
  for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await part();
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd()}\n`,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
