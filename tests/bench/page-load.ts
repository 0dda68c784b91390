import { setTimeout as wait } from "node:timers/promises";
import { PredefinedNetworkConditions, TargetType, type Browser, type BrowserContext, type CDPSession } from "puppeteer-core";
import type { BenchPage } from "./host-pages.ts";
import { cumulativeLayoutShift } from "./layout-shift.ts";
import { probe, type Seen } from "./page-probe.ts";
import { traceTimes, type TraceEvent } from "./trace-times.ts";

/** What comes over the line, and what the reader sees of it; times in ms. */
export interface LineCost {
  /** As they came: packed, with headers, answers of the API included. */
  bytes: number;
  /** Of these, scripts and style sheets without headers: what a page carries before there is anything to show. */
  files: number;
  requests: number;
  shift: number;
  timeToList: number;
}

/** What the page's main thread does, ms of processor time. */
export type ThreadCost = ReturnType<typeof traceTimes>;

/** What one first visit of a page costs. */
export type PageCost = LineCost & ThreadCost;

/** A new window of the browser has pages of its own to load. */
const SETTLE = 1000;
/** The same for every page, since some go on working for as long as they are open. */
const WINDOW = 3500;

/** DevTools' own preset: 165 ms to each answer, 8.1 Mbit/s. */
const network = PredefinedNetworkConditions["Fast 4G"];

async function inNewContext<T>(browser: Browser, use: (context: BrowserContext) => Promise<T>): Promise<T> {
  const context = await browser.createBrowserContext();
  try {
    return await use(context);
  } finally {
    await context.close();
  }
}

async function countTraffic(cdp: CDPSession) {
  const traffic = { bytes: 0, files: 0, urls: [] as string[], failed: [] as string[] };
  /** Length of the head of each script and style sheet. */
  const heads = new Map<string, number>();
  cdp.on("Network.requestWillBeSent", ({ request }) => void (request.url.startsWith("data:") || traffic.urls.push(request.url)));
  cdp.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script" || type === "Stylesheet") heads.set(requestId, response.encodedDataLength);
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    traffic.bytes += encodedDataLength;
    traffic.files += heads.has(requestId) ? encodedDataLength - heads.get(requestId)! : 0;
  });
  cdp.on("Network.loadingFailed", ({ errorText }) => void traffic.failed.push(errorText));
  await cdp.send("Network.enable");
  return traffic;
}

/**
 * A first visit over a slow line, with nothing in any cache.
 * @param slowdown of the processor; 1 is the machine's own speed
 * @throws Error if the list was not there in time, or if the page asked anybody but 127.0.0.1
 */
export function loadOverLine(browser: Browser, url: string, { drawn }: BenchPage, slowdown: number): Promise<LineCost> {
  return inNewContext(browser, async (context) => {
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await wait(SETTLE);
    const traffic = await countTraffic(await page.createCDPSession());
    await page.emulateNetworkConditions(network);
    await page.emulateCPUThrottling(slowdown);
    await page.evaluateOnNewDocument(probe, drawn);
    await page.goto(url, { waitUntil: "domcontentloaded" });
    await wait(WINDOW);
    const seen = await page.evaluate(() => (globalThis as unknown as { benchSeen: Seen }).benchSeen);
    const abroad = traffic.urls.filter((sent) => !sent.startsWith("http://127.0.0.1:"));
    if (seen.drawnAt === undefined || abroad[0] || traffic.failed[0])
      throw new Error(`${url}: drawn at ${seen.drawnAt}, asked ${abroad.join()}, failed ${traffic.failed.join()}`);
    return {
      bytes: traffic.bytes,
      files: traffic.files,
      requests: traffic.urls.length,
      shift: cumulativeLayoutShift(seen.shifts),
      timeToList: seen.drawnAt,
    };
  });
}

/**
 * A first visit without anything that watches from inside: network events, a probe and the timeline's own events each cost the page
 * script time, so the tab is driven by the bare protocol and only the trace of tasks and of V8 is on.
 * @param slowdown of the processor; 1 is the machine's own speed
 * @throws Error if the list is not there at the end
 */
export function loadTraced(browser: Browser, url: string, { drawn, origin }: BenchPage, slowdown: number): Promise<ThreadCost> {
  return inNewContext(browser, async (context) => {
    const top = await browser.target().createCDPSession();
    await top.send("Target.createTarget", { url: "about:blank", browserContextId: context.id!, width: 1280, height: 800 });
    // Never made into a page of puppeteer's, which would switch the network events on.
    const tab = await (await context.waitForTarget((target) => target.type() === TargetType.PAGE)).createCDPSession();
    await wait(SETTLE);
    await tab.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    const events: TraceEvent[] = [];
    top.on("Tracing.dataCollected", ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
    const complete = new Promise((done) => top.once("Tracing.tracingComplete", done));
    await top.send("Tracing.start", { traceConfig: { includedCategories: ["toplevel", "v8", "v8.execute", "blink.user_timing"] } });
    await tab.send("Page.navigate", { url });
    await wait(WINDOW);
    await top.send("Tracing.end");
    await complete;
    await top.detach();
    const root = drawn.element === undefined ? "document" : `document.querySelector("${drawn.element}").shadowRoot`;
    const { result } = await tab.send("Runtime.evaluate", { expression: `${root}.querySelectorAll("${drawn.entry}").length` });
    if ((result.value as number) < drawn.count) throw new Error(`${url}: ${result.value} of ${drawn.count} entries`);
    return traceTimes(events, url, origin);
  });
}
