import type { AddressInfo } from "node:net";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { serve, type HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { themedAssets } from "../../functions/assets/themed-assets.ts";
import { endDeadRun } from "../../functions/backup/make-bundles.ts";
import type { DiskBlobs } from "../../functions/blobs/disk.ts";
import { diskRoutes } from "../../functions/blobs/disk-routes.ts";
import { clientAddressFrom } from "../../functions/http/address.ts";
import { migrate } from "../../functions/layout/migrate.ts";
import { anybody } from "../../functions/people/table.ts";
import { offerSetUp } from "../../functions/people/sign-in.ts";
import { newSecret } from "../../functions/platform/ids.ts";
import { publicApp } from "../../functions/public-app.ts";
import { staffApp } from "../../functions/staff-app.ts";
import { type StaffBuild, staffPages } from "../../functions/staff-pages/staff-pages.ts";
import { Lease } from "../../functions/store/lease.ts";
import { openBlobs, openStore, wire, type Settings } from "../../functions/wire.ts";
import { startClockwork } from "./clockwork.ts";
import { seedDemo } from "./demo.ts";
import { newDrain } from "./drain.ts";
import { embedAssets } from "./embed-assets.ts";
import { portalRoutes } from "./portal/portal.ts";
import { readAssets } from "./read-assets.ts";
import { folderSecret } from "./secret.ts";

// Two folders up from dist/server as from infra/local.
const root = resolve(import.meta.dirname, "../..");

/** Which files a build of that folder consists of. */
const builtManifest = (folder: "embed" | "staff") =>
  JSON.parse(readFileSync(join(root, `dist/${folder}/manifest.json`), "utf8")) as unknown;

export interface RunningServer {
  url: string;
  /** What the person at the keyboard must know: demo sign-ins, or the set-up link. */
  notices: string[];
  /**
   * Answers `/healthz` with 503 for DRAIN_SECONDS, then takes no new connections, finishes requests in flight, and closes jobs and
   * store. Called again it skips the waiting.
   */
  close: () => Promise<void>;
}

const SWEEP_EVERY = 60_000;

/** The whole system on one machine. @throws SettingError, FolderInUse, or the listening socket's error */
export async function startServer(settings: Settings): Promise<RunningServer> {
  const secret = settings.secret ?? folderSecret(settings.dataDir);
  const store = await openStore(settings, secret);
  const blobs = await openBlobs(settings, secret);
  const clientAddress = (c: Context) =>
    clientAddressFrom((c.env as HttpBindings).incoming?.socket.remoteAddress, c.req.header("x-forwarded-for"), settings.trustedProxies);
  const notices: string[] = [];

  const empty = !(await anybody(store));
  const demo = settings.demo ?? (empty || existsSync(join(settings.dataDir, "demo-password")));
  if (demo) mkdirSync(settings.dataDir, { recursive: true });
  const { column, frame } = builtManifest("embed") as { column: string; frame: string };
  const deps = wire(
    settings,
    { store, blobs, secret, clientAddress },
    { stylesheet: `/embed/${column}`, frameScript: `/embed/${frame}`, demo },
  );
  await migrate(deps);
  if (demo)
    notices.push(
      ...(await seedDemo(deps, {
        empty,
        dataDir: settings.dataDir,
        password: settings.demoPassword,
        folder: join(root, "infra/local/demo-data"),
      })),
    );

  if (settings.store === "sqlite") await endDeadRun(deps);

  const embed = themedAssets(embedAssets(join(root, "dist/embed")), deps.accent);
  const staff = staffApp(deps);
  const open = publicApp(deps);
  const pages = staffPages(
    { manifest: builtManifest("staff") as StaffBuild["manifest"], assets: readAssets(join(root, "dist/staff")) },
    deps,
  );
  const files = settings.blobs === "disk" ? diskRoutes(blobs as DiskBlobs) : undefined;
  const portal = portalRoutes();

  const embedded = (name: string, request: Request, env: HttpBindings) => {
    const answer = embed(name, request);
    return answer instanceof Promise ? answer.then((ready) => ready ?? open.fetch(request, env)) : (answer ?? open.fetch(request, env));
  };

  const drain = newDrain(settings.drainSeconds);

  // By prefix, without a router of its own: every request passes here.
  const fetch = (request: Request, env: HttpBindings): Response | Promise<Response> => {
    if (drain.leaving()) env.outgoing.shouldKeepAlive = false;
    const start = request.url.indexOf("/", 8);
    const end = request.url.indexOf("?", start);
    const path = request.url.slice(start, end < 0 ? undefined : end);
    if (path.startsWith("/api/staff/")) return staff.fetch(request, env);
    if (path.startsWith("/embed/")) return embedded(path.slice(7), request, env);
    if (path.startsWith("/staff")) return pages.fetch(request, env);
    if (files && path.startsWith("/files/")) return files.fetch(request, env);
    if (path === "/" || path.startsWith("/portal/")) return portal.fetch(request, env);
    if (path === "/healthz" && drain.leaving()) return drain.refusal();
    return open.fetch(request, env);
  };

  const server = await listen(fetch, settings);
  const { address, family, port } = server.address() as AddressInfo;
  const url = `http://${family === "IPv6" ? `[${address}]` : address}:${port}/`;
  // The link names the address that was asked for, since only that one is reachable for sure.
  if (!demo && empty)
    notices.push(`set-up ${settings.publicOrigin || url.slice(0, -1)}/staff/set-up#${await offerSetUp(deps)} (once, within 24 hours)`);

  // The files of one machine are locked to one process; several machines share their jobs out by a lease.
  const lease = settings.store === "dynamodb" ? new Lease(store, { table: "people", name: "jobs", holder: newSecret() }) : undefined;
  const stopJobs = startClockwork(deps, lease);
  const sweeper = setInterval(() => void sweep(), SWEEP_EVERY).unref();
  const sweep = async () => {
    // DynamoDB sweeps by itself. A full disk fails this one too; the next try may not.
    if ("sweepExpired" in store)
      await (store as { sweepExpired: () => Promise<unknown> })
        .sweepExpired()
        .catch((error: unknown) => deps.log("sweep-failed", { reason: String(error) }));
  };

  let closing: Promise<void> | undefined;
  const close = async () => {
    await drain.begin();
    clearInterval(sweeper);
    await Promise.all([closeServer(server), stopJobs()]);
    await store.close();
  };
  return {
    url,
    notices,
    close: () => {
      if (closing) drain.hurry();
      return (closing ??= close());
    },
  };
}

type NodeServer = import("node:http").Server;

async function listen(
  fetch: (request: Request, env: HttpBindings) => Response | Promise<Response>,
  { port, host }: Settings,
): Promise<NodeServer> {
  return new Promise<NodeServer>((done, failed) => {
    const server = serve({ fetch: fetch as never, port, hostname: host }, () => done(server)) as NodeServer;
    server.once("error", failed);
    // Slow and idle connections do not hold the machine.
    server.headersTimeout = 15_000;
    server.requestTimeout = 300_000;
    server.keepAliveTimeout = 30_000;
  });
}

const IDLE_LOOK = 100;

/** Takes no new connections and waits for the requests in flight; a connection that has answered its last is closed soon after. */
async function closeServer(server: NodeServer): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  const look = setInterval(() => server.closeIdleConnections(), IDLE_LOOK);
  server.closeIdleConnections();
  await closed.finally(() => clearInterval(look));
}
