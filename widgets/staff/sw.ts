/*
 * The service worker of the workbench: the page and the files of the screens that are kept open without a line. It keeps no
 * answer of the API: what staff see of the column is fresh, or said not to be there.
 */
interface WorkerEvent extends Event {
  request: Request;
  data: unknown;
  respondWith: (answer: Promise<Response>) => void;
  waitUntil: (work: Promise<unknown>) => void;
}
// The project's types are those of pages; this is what a worker has besides.
const worker = self as unknown as {
  addEventListener: (type: "install" | "activate" | "message" | "fetch", run: (event: WorkerEvent) => void) => void;
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
  location: Location;
};
const CACHE = "gxjt-staff";
const PAGE = "/staff/";
/** Files of versions that are gone leave by age. */
const MOST_FILES = 120;
/** A slow line is given this long before the kept page opens instead, ms. */
const PATIENCE = 4_000;

const isFile = (path: string) => /^\/staff\/[\w.-]+-[\w-]{8,}\.(js|css)$/.test(path);

function timeOut(): Promise<never> {
  return new Promise((_, failed) => setTimeout(() => failed(new Error("too slow")), PATIENCE));
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(PAGE);
  try {
    const answer = await (kept ? Promise.race([fetch(request), timeOut()]) : fetch(request));
    if (answer.ok && kept) await cache.put(PAGE, answer.clone());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** A file's name changes with its content, so a kept one is never stale. */
async function file(request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(request)) ?? fetch(request);
}

/** Keeps the page and the files that the open screen has used. */
async function keep(addresses: string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const paths = addresses.filter(isFile);
  for (const path of [PAGE, ...paths]) if (path === PAGE || !(await cache.match(path))) await cache.add(path);
  const names = await cache.keys();
  const spare = names.filter(({ url }) => ![PAGE, ...paths].includes(new URL(url).pathname));
  for (const old of spare.slice(0, Math.max(0, names.length - MOST_FILES))) await cache.delete(old);
}

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("message", (event) => {
  const addresses: unknown = event.data;
  if (Array.isArray(addresses) && addresses.every((address): address is string => typeof address === "string"))
    event.waitUntil(keep(addresses));
});
worker.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== "GET" || origin !== worker.location.origin) return;
  // Framed in a portal the page has another policy, and no worker of its own.
  if (mode === "navigate" && pathname === PAGE && search === "") event.respondWith(page(event.request));
  else if (isFile(pathname)) event.respondWith(file(event.request));
});
