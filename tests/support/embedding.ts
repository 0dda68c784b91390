import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe } from "vitest";
import { type BrowserName, installedBrowsers, launch } from "./browsers.ts";
import { type HostSite, startHostSite } from "./host-page.ts";
import { openPage } from "./pages.ts";
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from "./server-process.ts";

/** A column with demo data, a site of another origin that may embed it, and a browser to look at both. All are there once a test runs. */
export interface Embedding {
  name: BrowserName;
  server: ServerProcess;
  host: HostSite;
  browser: Browser;
  open: (size?: { width?: number; height?: number }) => ReturnType<typeof openPage>;
}

/**
 * Defines tests for each installed browser. All of a file share one server and one site, and those of a browser its one process:
 * starting them takes longer than most tests.
 * @param tests what they are about, for the list of what was not run
 * @param settings of the server, beside the usual ones; and how else the browser starts
 */
export function inEachBrowser(
  tests: string,
  define: (at: Embedding) => void,
  { env = {}, start = launch }: { env?: Record<string, string>; start?: (name: BrowserName) => Promise<Browser> } = {},
): void {
  const dataDir = newDataDir();
  const shared = {} as Pick<Embedding, "server" | "host">;
  beforeAll(async () => {
    shared.host = await startHostSite();
    const origins = [shared.host.origin, shared.host.elsewhere].join();
    shared.server = await startServerProcess({ DATA_DIR: dataDir, DEMO: "1", PORTAL_ORIGINS: origins, ...env });
  });
  afterAll(async () => {
    await Promise.all([shared.server?.stop(), shared.host?.stop()]);
    removeDataDir(dataDir);
  });

  describe.each(installedBrowsers(tests))("in %s", (name) => {
    const at = { name, open: (size) => openPage(at.browser, size) } as Embedding;
    beforeAll(async () => void Object.assign(at, shared, { browser: await start(name) }));
    afterAll(() => at.browser?.close());
    define(at);
  });
}
