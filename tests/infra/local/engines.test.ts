import { createServer, connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MaterialList, MaterialPage } from "../../../functions/materials/contract.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../../support/dynamo-emulators.ts";
import { notRun } from "../../support/not-run.ts";
import { s3Engines } from "../../support/s3-engines.ts";
import { newDataDir, removeDataDir, runToEnd, startServerProcess, type ServerProcess } from "../../support/server-process.ts";

const missing = emulatorMissing("dynoxide");
if (missing) notRun("the built server on DynamoDB's and S3's interfaces", missing);

const SECRET = "the same secret on both machines, for tests";
const PASSWORD = "demo password 42";

/** A line to the database that can be cut and mended. */
async function startLine(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy()).on("close", () => sockets.delete(socket));
      socket.pipe(other);
    }
    return undefined;
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const break_ = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    endpoint: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    cut: () => {
      whole = false;
      break_();
    },
    mend: () => (whole = true),
    stop: async () => {
      break_();
      await new Promise((done) => server.close(done));
    },
  };
}

async function get<T>(url: string, path: string, headers: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(url + path, { headers });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const post = (url: string, path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, ...headers },
    body: JSON.stringify(body),
  });

async function signIn(url: string, login: string): Promise<string> {
  const answer = await post(url, "/api/staff/session", { login, password: PASSWORD });
  if (answer.status !== 201) throw new Error(`${login}: ${answer.status}`);
  return answer.headers.get("set-cookie")!.split(";")[0]!;
}

/** All pages of the list, each asked of the next machine: a cursor of one is good on the others. */
async function allTitles(...urls: string[]): Promise<string[]> {
  const titles: string[] = [];
  let turn = 0;
  let cursor: string | undefined;
  do {
    const page: MaterialList = await get(urls[turn++ % urls.length]!, `/api/materials?limit=10${cursor ? `&cursor=${cursor}` : ""}`);
    titles.push(...page.items.map(({ title }) => title));
    ({ cursor } = page);
  } while (cursor);
  return titles;
}

describe.skipIf(missing)("the built server on DynamoDB's and S3's interfaces", () => {
  let dynamo: Emulator;
  let line: Awaited<ReturnType<typeof startLine>>;
  let s3: Awaited<ReturnType<ReturnType<typeof s3Engines>[number]["start"]>>;
  let first: ServerProcess;
  let second: ServerProcess;
  const folder = newDataDir();
  const servers: ServerProcess[] = [];
  const env = (more: Record<string, string> = {}): Record<string, string> => ({
    STORE: "dynamodb",
    DYNAMODB_ENDPOINT: dynamo.endpoint,
    BLOBS: "s3",
    S3_ENDPOINT: s3.options.endpoint!,
    S3_BUCKET: s3.options.bucket,
    AWS_REGION: s3.options.region,
    AWS_ACCESS_KEY_ID: s3.options.credentials!.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.options.credentials!.secretAccessKey,
    SECRET,
    DEMO_PASSWORD: PASSWORD,
    // A folder that nobody has made: with both engines elsewhere nothing else would.
    DATA_DIR: join(folder, "first/data"),
    ...more,
  });
  const start = async (more: Record<string, string> = {}) => {
    const server = await startServerProcess(env(more));
    servers.push(server);
    return server;
  };

  beforeAll(async () => {
    dynamo = await startEmulator("dynoxide");
    line = await startLine(dynamo.endpoint);
    s3 = await s3Engines()[0]!.start();
    first = await start();
    // The second machine speaks to the database over a line that will be cut.
    second = await start({ DATA_DIR: join(folder, "second"), DYNAMODB_ENDPOINT: line.endpoint, DEMO: "0" });
  }, 60_000);
  afterAll(async () => {
    for (const server of servers) await server.stop("SIGKILL");
    await s3?.stop();
    await line?.stop();
    await dynamo?.stop();
    removeDataDir(folder);
  });

  test("starts with the demo, and lists, searches and hands out attachments and packages on both machines alike", async () => {
    expect(first.out()).toContain(`demo password: ${PASSWORD}`);
    expect(second.out()).not.toContain("set-up");
    const titles = await allTitles(first.url);
    expect(new Set(titles).size).toBe(24);
    expect(await allTitles(second.url, first.url)).toEqual(titles);
    for (const { url } of [first, second]) {
      const found = await get<MaterialList>(url, `/api/materials?q=${encodeURIComponent("温水效应")}`);
      expect(found.items[0]!.titlePieces?.some(({ hit }) => hit)).toBe(true);
    }
    const { items } = await get<MaterialList>(first.url, "/api/materials?limit=50");
    const { id } = items.find(({ attachments }) => attachments > 0)!;
    const page = await get<MaterialPage>(second.url, `/api/materials/${id}`);
    const [attachment] = page.attachments;
    const redirect = await fetch(second.url + attachment!.url, { redirect: "manual" });
    expect(redirect.status).toBe(302);
    const file = await fetch(s3.download(redirect.headers.get("location")!));
    expect([file.status, (await file.arrayBuffer()).byteLength]).toEqual([200, attachment!.bytes]);
    expect(file.headers.get("content-disposition")).toContain(`filename*=UTF-8''${encodeURIComponent(attachment!.fileName)}`);
    const zip = await fetch(second.url + page.packageUrl);
    expect([zip.status, zip.headers.get("content-type")]).toEqual([200, "application/zip"]);
    expect((await zip.arrayBuffer()).byteLength).toBeGreaterThan(attachment!.bytes / 2);
  });

  test("a session of one machine holds on the other, and ends on both", async () => {
    const cookie = await signIn(first.url, "editor");
    expect(await get(second.url, "/api/staff/session", { cookie })).toMatchObject({ login: "editor" });
    const left = await fetch(`${second.url}/api/staff/session`, { method: "DELETE", headers: { cookie, origin: second.url } });
    expect(left.status).toBe(204);
    expect((await fetch(`${first.url}/api/staff/session`, { headers: { cookie } })).status).toBe(401);
  });

  test("a form of one machine is taken in by the other, is seen on both, and survives a restart of both", async () => {
    const { items } = await get<MaterialList>(first.url, "/api/materials?limit=1");
    const { formToken } = await get<{ formToken: string }>(first.url, "/api/feedback/form");
    await sleep(3100);
    const body = { kind: "建议", text: "两台机器都要看得到 𠮷。", material: items[0]!.id, formToken };
    const key = { "idempotency-key": "two-machines-1" };
    const sent = await Promise.all([post(first.url, "/api/feedback", body, key), post(second.url, "/api/feedback", body, key)]);
    expect(sent.map(({ status }) => status)).toEqual([201, 201]);
    const codes = await Promise.all(sent.map(async (answer) => ((await answer.json()) as { code: string }).code));
    expect(new Set(codes).size).toBe(1);
    const receipt = `/api/feedback/receipts/${codes[0]}`;
    for (const { url } of [first, second]) expect(await get(url, receipt)).toMatchObject({ state: "pending" });
    const cookie = await signIn(second.url, "director");

    const [url, titles] = [first.url, await allTitles(first.url)];
    const began = Date.now();
    expect(await Promise.all([first.stop(), second.stop()])).toEqual([0, 0]);
    expect(Date.now() - began).toBeLessThan(5000);
    await expect(fetch(url)).rejects.toThrow();
    [first, second] = [await start(), await start({ DATA_DIR: join(folder, "second"), DYNAMODB_ENDPOINT: line.endpoint, DEMO: "0" })];
    expect(first.out()).toContain(`demo password: ${PASSWORD}`);
    expect(await allTitles(first.url)).toEqual(titles);
    expect(await get(second.url, receipt)).toMatchObject({ state: "pending" });
    const queue = await get<{ items: { text: string }[] }>(second.url, "/api/staff/feedback?state=pending", { cookie });
    expect(queue.items.map(({ text }) => text)).toContain(body.text);
  }, 40_000);

  test("answers 503 with Retry-After while the database is away, goes on by itself afterwards, and loses nothing", async () => {
    const { items } = await get<MaterialList>(second.url, "/api/materials?limit=1");
    const cookie = await signIn(second.url, "editor");
    const form = await get<{ formToken: string }>(second.url, "/api/feedback/form");
    line.cut();
    await sleep(1100);
    const paths = [`/api/materials/${items[0]!.id}`, "/api/materials?q=x", "/api/statistics", "/feed.xml", `/column/${items[0]!.id}`];
    const answers = await Promise.all([
      ...paths.map((path) => fetch(second.url + path)),
      fetch(`${second.url}/api/staff/session`, { headers: { cookie } }),
      post(second.url, "/api/feedback", { kind: "建议", text: "线路断了", formToken: form.formToken }),
      post(second.url, "/api/staff/session", { login: "editor", password: PASSWORD }),
    ]);
    for (const answer of answers) {
      const text = await answer.text();
      expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("cache-control")], answer.url).toEqual([
        503,
        "5",
        "no-store",
      ]);
      expect(text).not.toMatch(/ECONN|dynamo|127\.0\.0\.1|at .*\.js/i);
    }
    // What needs no database goes on, and the other machine does not notice.
    for (const path of ["/healthz", "/embed/gxjt.js", "/staff/"]) expect((await fetch(second.url + path)).status, path).toBe(200);
    expect((await fetch(`${first.url}/api/statistics`)).status).toBe(200);
    expect(second.child.exitCode).toBeNull();
    line.mend();
    expect((await fetch(second.url + paths[0])).status).toBe(200);
    expect(await get(second.url, "/api/staff/session", { cookie })).toMatchObject({ login: "editor" });
    await sleep(2000);
    expect((await post(second.url, "/api/feedback", { kind: "建议", text: "线路通了", formToken: form.formToken })).status).toBe(201);
  }, 40_000);

  test("a first start that cannot reach or use its engines says so in one sentence and exits 1", async () => {
    const nowhere = "http://127.0.0.1:9";
    const unused = { TABLE_PREFIX: "start-" };
    const cases: [Record<string, string>, string][] = [
      [{ DYNAMODB_ENDPOINT: nowhere }, `The database at DYNAMODB_ENDPOINT ${nowhere} does not answer.`],
      [{ S3_ENDPOINT: nowhere }, `The file store at S3_ENDPOINT ${nowhere} does not answer.`],
      [{ S3_BUCKET: "no-such-bucket" }, `The file store at S3_ENDPOINT ${s3.options.endpoint} has no bucket named no-such-bucket.`],
      [
        { AWS_SECRET_ACCESS_KEY: "wrong" },
        `The file store at S3_ENDPOINT ${s3.options.endpoint} refuses the credentials (SignatureDoesNotMatch).`,
      ],
      [
        { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_EC2_METADATA_DISABLED: "true" },
        `The database at DYNAMODB_ENDPOINT ${dynamo.endpoint} needs credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role.`,
      ],
    ];
    const ends = await Promise.all(cases.map(([change]) => runToEnd(env({ ...unused, DATA_DIR: join(folder, "never"), ...change }))));
    for (const [place, [, sentence]] of cases.entries()) expect(ends[place]).toEqual({ code: 1, out: "", error: `${sentence}\n` });
  }, 40_000);
});
