import { setTimeout as wait } from "node:timers/promises";
import { PredefinedNetworkConditions, type Browser, type CDPSession } from "puppeteer-core";
import type { BenchPage } from "./host-pages.ts";
import { cumulativeLayoutShift } from "./layout-shift.ts";
import { probe, type Seen } from "./page-probe.ts";
import { traceTimes, type TraceEvent } from "./trace-times.ts";

/** What one visit of a page cost; times in ms. */
export interface PageCost {
  /** As they came over the line: packed, with headers, answers of the API included. */
  bytes: number;
  /** Of these, scripts and style sheets without headers: what a page carries before there is anything to show. */
  files: number;
  requests: number;
  script: number;
  mainThread: number;
  longestTask: number;
  shift: number;
  timeToList: number;
}

/** A new window of the browser has pages of its own to load. */
const SETTLE = 1000;
/** The same for every page, since some go on working for as long as they are open. */
const WINDOW = 4000;

/** DevTools' own preset: 165 ms to each answer, 8.1 Mbit/s. */
const network = PredefinedNetworkConditions["Fast 4G"];

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
 * A first visit, with nothing in any cache.
 * @param slowdown of the processor; 1 is the machine's own speed
 * @throws Error if the list was not there in time, or if the page asked anybody but 127.0.0.1
 */
export async function loadPage(browser: Browser, url: string, { drawn, origin }: BenchPage, slowdown: number): Promise<PageCost> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await wait(SETTLE);
    const cdp = await page.createCDPSession();
    const traffic = await countTraffic(cdp);
    await page.emulateNetworkConditions(network);
    await page.emulateCPUThrottling(slowdown);
    await page.evaluateOnNewDocument(probe, drawn);
    await page.tracing.start({ categories: ["-*", "toplevel", "devtools.timeline", "v8.execute"] });
    await page.goto(url, { waitUntil: "domcontentloaded" });
    await wait(WINDOW);
    const trace = JSON.parse(new TextDecoder().decode(await page.tracing.stop())) as { traceEvents: TraceEvent[] };
    const seen = await page.evaluate(() => (globalThis as unknown as { benchSeen: Seen }).benchSeen);
    const abroad = traffic.urls.filter((sent) => !sent.startsWith("http://127.0.0.1:"));
    if (seen.drawnAt === undefined || abroad[0] || traffic.failed[0])
      throw new Error(`${url}: drawn at ${seen.drawnAt}, asked ${abroad.join()}, failed ${traffic.failed.join()}`);
    return {
      bytes: traffic.bytes,
      files: traffic.files,
      requests: traffic.urls.length,
      ...traceTimes(trace.traceEvents, url, origin),
      shift: cumulativeLayoutShift(seen.shifts),
      timeToList: seen.drawnAt,
    };
  } finally {
    await context.close();
  }
}
