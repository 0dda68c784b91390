import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { BundleList } from "../../functions/backup/contract.ts";
import { staffSession } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess } from "../support/server-process.ts";

const PASSWORD = "killed password 7";

it("a server that is killed in the middle says so at its next start, keeps nothing of it, and makes the next one whole", async () => {
  const dataDir = newDataDir();
  const env = { DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD };
  let server = await startServerProcess(env);
  try {
    mkdirSync(join(dataDir, "files/big"), { recursive: true });
    for (let n = 0; n < 4; n++) writeFileSync(join(dataDir, `files/big/f${n}`), randomBytes(60_000_000));
    let admin = await staffSession(server.url, "admin", PASSWORD);
    const until = async (fits: (list: BundleList) => boolean): Promise<BundleList> => {
      for (;;) {
        const list = await admin<BundleList>("GET", "/api/staff/backups");
        if (fits(list)) return list;
        await sleep(50);
      }
    };
    await admin("POST", "/api/staff/backups", {});
    await until(({ run }) => run?.state === "running" && run.bytes > 0);
    await server.stop("SIGKILL");

    server = await startServerProcess(env);
    admin = await staffSession(server.url, "admin", PASSWORD);
    const after = await admin<BundleList>("GET", "/api/staff/backups");
    expect(after).toMatchObject({ items: [], run: { state: "failed", problem: "broken-off" } });
    await admin("POST", "/api/staff/backups", {});
    const { items } = await until(({ run }) => run?.state === "done");
    expect(items).toHaveLength(1);
    expect(items[0]!.bytes).toBeGreaterThan(240_000_000);
    expect(readdirSync(join(dataDir, "files/bundles"))).toEqual([items[0]!.id]);
    expect(readdirSync(join(dataDir, "files/.incoming"))).toEqual([]);
  } finally {
    await server.stop("SIGKILL");
    removeDataDir(dataDir);
  }
}, 90_000);
