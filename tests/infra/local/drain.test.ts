import { Agent, get, request } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../../support/server-process.ts";

const folder = newDataDir();
let server: ServerProcess | undefined;
afterEach(async () => {
  await server?.stop("SIGKILL");
  removeDataDir(folder);
});

/** One request over the agent's connection. */
async function ask(agent: Agent, path: string) {
  const answer = await new Promise<import("node:http").IncomingMessage>((done, failed) =>
    get(`${server!.url}${path}`, { agent }, done).once("error", failed),
  );
  return { status: answer.statusCode, connection: answer.headers.connection, body: await text(answer) };
}

test("told to stop, it says so to the health check, still answers, finishes what is in flight and then ends with 0", async () => {
  server = await startServerProcess({ DATA_DIR: folder, DEMO: "0", DRAIN_SECONDS: "300" });
  const agent = new Agent({ keepAlive: true });
  expect(await ask(agent, "/healthz")).toMatchObject({ status: 200, connection: "keep-alive" });

  // A form that is being sent when the signal comes, its last bytes still on their way.
  const body = JSON.stringify({ login: "nobody", password: "not a password" });
  const headers = { "content-type": "application/json", "content-length": body.length, origin: server.url };
  const slow = request(`${server.url}/api/staff/session`, { method: "POST", headers });
  const answered = new Promise<number>((done, failed) => {
    slow.once("response", (answer) => done(answer.resume().statusCode ?? 0)).once("error", failed);
  });
  slow.write(body.slice(0, 10));

  server.child.kill("SIGTERM");
  await expect.poll(async () => (await ask(agent, "/healthz")).status, { timeout: 20_000 }).toBe(503);
  // Whoever still comes is served, on a connection that is not kept.
  for (const path of ["/api/materials", "/column/", "/staff/"])
    expect(await ask(agent, path), path).toMatchObject({ status: 200, connection: "close" });

  // The second signal ends the waiting; new connections are refused, what is in flight goes on.
  server.child.kill("SIGTERM");
  await expect
    .poll(
      () =>
        ask(agent, "/healthz").then(
          () => "answered",
          (error: { code: string }) => error.code,
        ),
      { timeout: 20_000 },
    )
    .toBe("ECONNREFUSED");
  expect(server.child.exitCode).toBeNull();
  slow.end(body.slice(10));
  expect(await answered).toBe(401);
  expect(await server.stop("SIGCONT")).toBe(0);
}, 60_000);

test("a number of seconds that is none is refused in one sentence", async () => {
  await expect(startServerProcess({ DATA_DIR: folder, DRAIN_SECONDS: "soon" })).rejects.toThrow(
    'DRAIN_SECONDS must be a number from 0 to 300, not "soon".',
  );
});
