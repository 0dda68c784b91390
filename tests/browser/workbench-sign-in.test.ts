import { createServer, type AddressInfo } from "node:net";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installedBrowsers, launch } from "../support/browsers.ts";
import { startProvider, type TestProvider, CLIENT } from "../support/oidc-provider.ts";
import { click, find, openPage, textOf, type, waitForText } from "../support/pages.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { axeFindings, fillSignIn, overflow, press } from "../support/workbench.ts";

const PASSWORD = "a long demo password";
const BUTTON = "用统一身份认证登录";

/** A port that is free now: the provider has to know the way back before the server starts. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Waits until the provider shows this page of its own; pages in between come and go. */
async function atProvider(page: Page, provider: TestProvider, prompt: "login" | "consent"): Promise<void> {
  const shown = (issuer: string, wanted: string) =>
    location.origin === issuer && document.querySelector<HTMLInputElement>("input[name=prompt]")?.value === wanted;
  await expect.poll(() => page.evaluate(shown, provider.issuer, prompt).catch(() => false), { timeout: 30_000 }).toBe(true);
}

/** The provider's own pages: a name and any password, then consent. */
async function signInAtProvider(page: Page, provider: TestProvider, login: string): Promise<void> {
  await atProvider(page, provider, "login");
  await type(page, "input[name=login]", login);
  await type(page, "input[name=password]", "whatever the provider asks for");
  await click(page, "button[type=submit]");
  await atProvider(page, provider, "consent");
  await click(page, "button[type=submit]");
}

describe.each(installedBrowsers("sign-in by OpenID Connect"))("in %s", (name) => {
  const dataDir = newDataDir();
  let provider: TestProvider;
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    const port = await freePort();
    provider = await startProvider(`http://127.0.0.1:${port}/staff/oidc`);
    server = await startServerProcess({
      DATA_DIR: dataDir,
      DEMO: "1",
      DEMO_PASSWORD: PASSWORD,
      PORT: String(port),
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT.clientId,
      OIDC_CLIENT_SECRET: CLIENT.clientSecret,
    });
    browser = await launch(name);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), provider?.stop()]);
    removeDataDir(dataDir);
  });

  /** A page whose cookies are nobody else's. */
  async function visitor(path = "/staff/") {
    const context = await browser.createBrowserContext();
    const { page, faults } = await openPage(context as unknown as Browser);
    await page.goto(server.url + path);
    return { page, faults, close: () => context.close() };
  }

  test("through the provider's own page to where the person was, with nothing of it left in the address", async () => {
    const { page, faults, close } = await visitor("/staff/#/account");
    await waitForText(page, "main button", BUTTON);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await press(page, BUTTON);
    await signInAtProvider(page, provider, "editor");
    await find(page, ".top-bar .who");
    expect(await textOf(page, ".who b")).toBe("演示编辑");
    expect(page.url()).toBe(`${server.url}/staff/#/account`);
    // Going back is neither a second sign-in nor a fault, and the code is in no entry of the history.
    expect(await page.evaluate(() => performance.getEntriesByType("navigation").every((entry) => !entry.name.includes("code=")))).toBe(
      true,
    );
    await page.goto(`${server.url}/staff/oidc`);
    await waitForText(page, "#message", "请重新登录");
    await click(page, "#back a");
    await find(page, ".top-bar .who");
    expect(faults).toEqual([]);
    await close();
  });

  test("somebody without an account is told so, and can go on with a password", async () => {
    const { page, close } = await visitor();
    await press(page, BUTTON);
    await signInAtProvider(page, provider, "zhang.san");
    await waitForText(page, "#message", "在工作台没有可用的账号");
    expect(await axeFindings(page)).toEqual([]);
    await click(page, "#back a");
    await fillSignIn(page, "editor", PASSWORD);
    await find(page, ".top-bar .who");
    await close();
  });

  test("who turns back at the provider is told, too", async () => {
    const { page, close } = await visitor();
    await press(page, BUTTON);
    await atProvider(page, provider, "login");
    const abort = await page.$$eval("a", (links) => links.map((link) => link.href).find((href) => href.includes("abort")));
    await page.goto(abort!);
    await waitForText(page, "#message", "没有通过");
    expect(new URL(page.url()).search).toBe("");
    await close();
  });
});

const [first] = installedBrowsers("sign-in with the OpenID provider away");
test.runIf(first)(
  "with the provider away the button says so and the password form works",
  async () => {
    const dataDir = newDataDir();
    const gone = await startProvider("http://127.0.0.1/unused");
    await gone.stop();
    const server = await startServerProcess({
      DATA_DIR: dataDir,
      DEMO: "1",
      DEMO_PASSWORD: PASSWORD,
      OIDC_ISSUER: gone.issuer,
      OIDC_CLIENT_ID: CLIENT.clientId,
      OIDC_NAME: "政务通行证",
    });
    const browser = await launch(first!);
    try {
      const { page } = await openPage(browser);
      await page.goto(`${server.url}/staff/`);
      await press(page, "用政务通行证登录");
      await waitForText(page, "main", "服务暂时不可用");
      await fillSignIn(page, "editor", PASSWORD);
      await find(page, ".top-bar .who");
    } finally {
      await browser.close();
      await server.stop();
      removeDataDir(dataDir);
    }
  },
  120_000,
);
