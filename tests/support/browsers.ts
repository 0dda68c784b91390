import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type LaunchOptions } from "puppeteer-core";
import { programPath } from "../../infra/local/browsers-needed.ts";
import { notRun } from "./not-run.ts";

export type BrowserName = "chromium" | "firefox";

const programs: Record<BrowserName, string[]> = { chromium: ["chromium", "chromium-browser"], firefox: ["firefox-esr", "firefox"] };

const chromiumFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--lang=zh-CN",
];

/** The program of a browser, or undefined where it is not installed. `GXJT_CHROMIUM` and `GXJT_FIREFOX` name another one. */
export function browserPath(name: BrowserName): string | undefined {
  const named = process.env[`GXJT_${name.toUpperCase()}`];
  if (named) return existsSync(named) ? named : undefined;
  return programs[name].map(programPath).find((path) => path !== undefined);
}

/** The installed ones of the two browsers; each that is missing goes on the list of what was not run. */
export function installedBrowsers(tests: string): BrowserName[] {
  return (["chromium", "firefox"] as const).filter((name) => {
    if (browserPath(name) !== undefined) return true;
    notRun(`${tests} in ${name}`, "the browser is not installed");
    return false;
  });
}

/** Settings of Chromium as its settings page writes them, here: third-party cookies blocked. */
const withoutThirdParties = JSON.stringify({ profile: { cookie_controls_mode: 1, block_third_party_cookies: true } });

/** As `launch`, told to block the cookies of third parties as a person does it in the browser's settings. */
export function launchBlocking(name: BrowserName, more: LaunchOptions = {}): Promise<Browser> {
  const extraPrefsFirefox = { ...more.extraPrefsFirefox, "network.cookie.cookieBehavior": 1 };
  return name === "chromium" ? launchChromium(more, withoutThirdParties) : launchFirefox({ ...more, extraPrefsFirefox });
}

/** A profile of the browser's own, which is removed when the browser closes. @param settings Chromium's, which it reads at the start */
async function withProfile(name: BrowserName, settings: string, start: (options: LaunchOptions) => Promise<Browser>): Promise<Browser> {
  const executablePath = browserPath(name);
  if (executablePath === undefined) throw new Error(`${name} is not installed`);
  const userDataDir = mkdtempSync(join(tmpdir(), `gxjt-${name}-`));
  if (settings) {
    mkdirSync(join(userDataDir, "Default"));
    writeFileSync(join(userDataDir, "Default/Preferences"), settings);
  }
  const browser = await start({ executablePath, userDataDir, headless: true, timeout: 60_000 });
  const close = browser.close.bind(browser);
  browser.close = async () => {
    await close();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  return browser;
}

export function launchChromium(more: LaunchOptions = {}, settings = ""): Promise<Browser> {
  return withProfile("chromium", settings, (options) =>
    puppeteer.launch({ ...options, ...more, browser: "chrome", args: [...chromiumFlags, ...(more.args ?? [])] }),
  );
}

/** Firefox speaks WebDriver BiDi. */
export function launchFirefox(more: LaunchOptions = {}): Promise<Browser> {
  const { extraPrefsFirefox } = more;
  const prefs = { ...quietFirefox, ...extraPrefsFirefox };
  return withProfile("firefox", "", (options) => puppeteer.launch({ ...options, ...more, browser: "firefox", extraPrefsFirefox: prefs }));
}

/** @param more options beside the usual ones, e.g. `acceptInsecureCerts` */
export function launch(name: BrowserName, more: LaunchOptions = {}): Promise<Browser> {
  return name === "chromium" ? launchChromium(more) : launchFirefox(more);
}

/** No connections of its own: a test must see only the requests of the page. */
const quietFirefox = {
  "intl.accept_languages": "zh-CN",
  "app.update.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};
