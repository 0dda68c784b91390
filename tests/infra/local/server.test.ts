import { request } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { newDataDir, removeDataDir, runToEnd, startServerProcess, type ServerProcess } from "../../support/server-process.ts";

const folders: string[] = [];
const servers: ServerProcess[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop("SIGKILL");
  for (const folder of folders.splice(0)) removeDataDir(folder);
});

function dataDir(): string {
  const folder = newDataDir();
  folders.push(folder);
  return folder;
}

async function start(env: Record<string, string>): Promise<ServerProcess> {
  const server = await startServerProcess(env);
  servers.push(server);
  return server;
}

const signIn = (url: string, login: string, password: string) =>
  fetch(`${url}/api/staff/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ login, password }),
  });

describe("a demo start", () => {
  test("has the portal, the column, 24 materials, every state of feedback and six accounts; a restart keeps all of it", async () => {
    const DATA_DIR = dataDir();
    const first = await start({ DATA_DIR, DEMO_PASSWORD: "demo password 42" });
    expect(first.out()).toContain("demo sign-ins at /staff/: admin, editor, lead, director, cadre, unit");
    expect(first.out()).toContain("demo password: demo password 42");
    const portal = await fetch(`${first.url}/`);
    expect(new TextDecoder("gbk").decode(await portal.arrayBuffer())).toContain("<gxjt-materials");
    expect((await fetch(`${first.url}/embed/gxjt.js`)).headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    for (const path of ["/column/", "/staff/", "/staff/set-up", "/feed.xml", "/openapi.json"])
      expect((await fetch(first.url + path)).status, path).toBe(200);

    const titles: string[] = [];
    let cursor = "";
    do {
      const page = (await (await fetch(`${first.url}/api/materials?${cursor}`)).json()) as { items: { title: string }[]; cursor?: string };
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.cursor ? `cursor=${page.cursor}` : "";
    } while (cursor);
    expect(new Set(titles).size).toBe(24);

    for (const login of ["admin", "editor", "lead", "director", "cadre", "unit"])
      expect((await signIn(first.url, login, "demo password 42")).status, login).toBe(201);
    const cookie = (await signIn(first.url, "editor", "demo password 42")).headers.get("set-cookie")!.split(";")[0]!;
    const count = async (state: string) =>
      ((await (await fetch(`${first.url}/api/staff/feedback?state=${state}`, { headers: { cookie } })).json()) as { items: unknown[] })
        .items.length;
    expect([
      await count("pending"),
      await count("accepted"),
      await count("answered"),
      await count("rejected"),
      await count("withdrawn"),
    ]).toEqual([3, 1, 12, 1, 1]);
    expect(await first.stop()).toBe(0);

    const second = await start({ DATA_DIR });
    expect(second.out()).toContain("demo password: demo password 42");
    expect((await fetch(`${second.url}/api/staff/session`, { headers: { cookie } })).status).toBe(200);
    expect(await (await fetch(`${second.url}/api/statistics`)).json()).toMatchObject({ received: 18, answered: 12 });
  }, 60_000);
});

describe("a production start", () => {
  test("has no account; the printed link makes the first administrator, once", async () => {
    const DATA_DIR = dataDir();
    const server = await start({ DATA_DIR, DEMO: "0" });
    const link = /^set-up (\S+)\/staff\/set-up#(\S+)/m.exec(server.out())!;
    expect(link[1]).toBe(server.url);
    for (const login of ["admin", "editor", "director"]) expect((await signIn(server.url, login, "admin")).status).toBe(401);
    const setUp = (login: string) =>
      fetch(`${server.url}/api/staff/set-up`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: server.url },
        body: JSON.stringify({ token: link[2], login, name: "管理员", password: "第一个 管理员 的密码" }),
      });
    expect((await setUp("first")).status).toBe(201);
    expect((await setUp("second")).status).toBe(403);
    expect(await server.stop()).toBe(0);
    const again = await start({ DATA_DIR, DEMO: "0" });
    expect(again.out()).not.toContain("set-up ");
    expect((await signIn(again.url, "first", "第一个 管理员 的密码")).status).toBe(201);
  }, 60_000);
});

describe("settings", () => {
  test.each([
    [{ PORT: "eighty" }, "PORT must be a number from 0 to 65535"],
    [{ PORT: "70000" }, "PORT must be a number from 0 to 65535"],
    [{ DEMO: "yes" }, "DEMO must be one of 0, 1"],
    [{ STORE: "mysql" }, "STORE must be one of sqlite, dynamodb"],
    [{ STORE: "dynamodb" }, "STORE=dynamodb needs SECRET"],
    [{ BLOBS: "s3" }, "BLOBS=s3 needs S3_BUCKET"],
    [{ PUBLIC_ORIGIN: "column.example.gov.cn" }, "PUBLIC_ORIGIN must be an origin"],
    [{ PORTAL_ORIGINS: "https://a.test, https://b.test/" }, "PORTAL_ORIGINS must be an origin"],
    [{ DYNAMODB_ENDPOINT: "localhost:8000" }, "DYNAMODB_ENDPOINT must be an http or https address"],
    [{ TRUSTED_PROXIES: "10.0.0.0/40" }, "TRUSTED_PROXIES"],
    [{ SECRET: "short" }, "SECRET must have at least 32 characters"],
    [{ SECRET_PREVIOUS: "short" }, "SECRET_PREVIOUS must be what SECRET was before"],
    [{ DEMO_PASSWORD: "short" }, "DEMO_PASSWORD must have at least 8 characters"],
  ])("%o is one clear sentence and exit 1", async (env: Record<string, string>, sentence) => {
    const { code, error, out } = await runToEnd({ DATA_DIR: dataDir(), ...env });
    expect([code, out]).toEqual([1, ""]);
    expect(error.trim().split("\n")).toHaveLength(1);
    expect(error).toContain(sentence);
  });

  test("a port in use and a folder in use say so", async () => {
    const DATA_DIR = dataDir();
    const server = await start({ DATA_DIR, DEMO: "0" });
    const port = new URL(server.url).port;
    const taken = await runToEnd({ DATA_DIR: dataDir(), DEMO: "0", PORT: port });
    expect([taken.code, taken.error.trim()]).toEqual([1, `Port ${port} is in use; choose another with PORT=…`]);
    const locked = await runToEnd({ DATA_DIR, DEMO: "0" });
    expect(locked.code).toBe(1);
    expect(locked.error.trim().split("\n")).toHaveLength(1);
    expect(locked.error).toContain(String(server.child.pid));
  }, 30_000);
});

test("SIGTERM finishes the request in flight and exits 0", async () => {
  const server = await start({ DATA_DIR: dataDir(), DEMO: "0" });
  const { hostname, port } = new URL(server.url);
  const body = JSON.stringify({ login: "nobody", password: "x" });
  const answered = new Promise<number>((done, failed) => {
    const call = request(
      {
        hostname,
        port,
        path: "/api/staff/session",
        method: "POST",
        headers: { "content-type": "application/json", origin: server.url, "content-length": Buffer.byteLength(body) },
      },
      (answer) => {
        answer.resume();
        done(answer.statusCode!);
      },
    );
    call.once("error", failed);
    // Half a body: the request is in flight when the signal comes.
    call.write(body.slice(0, 10));
    setTimeout(() => {
      server.child.kill("SIGTERM");
      setTimeout(() => call.end(body.slice(10)), 300);
    }, 200);
  });
  expect(await answered).toBe(401);
  expect(await server.stop()).toBe(0);
}, 30_000);
