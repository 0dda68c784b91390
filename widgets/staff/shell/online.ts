import { observable, useObservable } from "./observable.ts";

const ASK_EVERY = 5_000;
const online = observable(true);
let timer: number | undefined;

/** A browser's own word for "online" only means a cable; whether our server answers is what counts. */
async function ask(): Promise<void> {
  try {
    const answer = await fetch("/healthz", { cache: "no-store" });
    if (answer.ok) return lineIsBack();
  } catch {
    // Asked again in a moment.
  }
  timer = window.setTimeout(() => void ask(), ASK_EVERY);
}

/** Called when a request got no answer: from now on the server is asked until it answers. */
export function lineIsAway(): void {
  if (!online.get()) return;
  online.set(false);
  timer = window.setTimeout(() => void ask(), ASK_EVERY);
}

export function lineIsBack(): void {
  window.clearTimeout(timer);
  online.set(true);
}

/** Whether the server answers; the frame says so when it does not. */
export const useOnline = (): boolean => useObservable(online);
export const isOnline = (): boolean => online.get();
/** Runs when the line comes back. @returns the way to stop waiting */
export const whenBack = (run: () => void): (() => void) => online.watch((back) => void (back && run()));

window.addEventListener("offline", lineIsAway);
window.addEventListener("online", () => {
  window.clearTimeout(timer);
  if (!online.get()) void ask();
});
