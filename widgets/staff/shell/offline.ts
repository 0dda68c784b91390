import { framed } from "./framed.ts";

/** Paths of the files that this page has fetched so far. */
const files = () =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith("/staff/"))
    .map(({ pathname }) => pathname);

/**
 * Has the browser keep the page and the files of the open screen, so that it opens without a line too. For screens on which people
 * write away from the office; others are not burdened with it. Where there is no service worker, or not over HTTPS, nothing happens.
 */
export async function keepOnDevice(): Promise<void> {
  if (framed || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/staff/sw.js", { scope: "/staff/" });
    const { active } = await navigator.serviceWorker.ready;
    // A worker, unlike a window, is of one origin only.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    active?.postMessage(files());
  } catch {
    // Then the screen works as long as there is a line.
  }
}
