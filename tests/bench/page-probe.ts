import type { Shift } from "./layout-shift.ts";

/** What tells that a page's list is there. */
export interface Drawn {
  /** The custom element in whose shadow root it is drawn; absent for a list in the page itself. */
  element?: string;
  /** Selector of an entry. */
  entry: string;
  count: number;
}

export interface Seen {
  shifts: Shift[];
  /** From the start of the navigation to the frame with all entries, ms. */
  drawnAt?: number;
}

/**
 * Runs in the page before anything else and leaves `benchSeen` there. A shadow root is watched from when its element is defined, which
 * is when it gets one; a mutation there is not one of the page. What this costs is counted as if it were the page's.
 */
export function probe({ element, entry, count }: Drawn): void {
  const seen: Seen = { shifts: [] };
  Object.assign(globalThis, { benchSeen: seen });
  interface LayoutShift extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
  }
  new PerformanceObserver((list) => {
    for (const { value, startTime, hadRecentInput } of list.getEntries() as LayoutShift[])
      if (!hadRecentInput) seen.shifts.push({ value, startTime });
  }).observe({ type: "layout-shift", buffered: true });

  const watch = (root: Document | ShadowRoot): void => {
    const observer = new MutationObserver(() => {
      if (root.querySelectorAll(entry).length < count) return;
      observer.disconnect();
      // After the frame that shows it.
      requestAnimationFrame(() => setTimeout(() => (seen.drawnAt = performance.now())));
    });
    observer.observe(root, { childList: true, subtree: true });
  };
  if (element === undefined) watch(document);
  else void customElements.whenDefined(element).then(() => watch(document.querySelector(element)!.shadowRoot!));
}
