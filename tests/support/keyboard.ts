import { setTimeout as pause } from "node:timers/promises";
import type { KeyInput, Page } from "puppeteer-core";

/** Where the focus stands. */
export interface Stop {
  /** Its label or its text; "" when nothing has the focus any more. */
  says: string;
  /** A ring of at least 2 px is drawn around it. */
  ring: boolean;
  /** Some of it can be seen: within the window and not covered by anything (WCAG 2.2, 2.4.11). */
  seen: boolean;
}

/** The focused element, through all shadow roots. Runs in the page. */
function stopHere(): Stop {
  let focused = document.activeElement ?? document.body;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (focused === document.body || focused === document.documentElement) return { says: "", ring: false, seen: false };
  const root = focused.getRootNode() as Document | ShadowRoot;
  const labels = [...((focused as HTMLInputElement).labels ?? [])].map((label) => label.textContent);
  const says = [focused.getAttribute("aria-label"), ...labels, focused.textContent].filter(Boolean)[0] ?? focused.tagName;
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  const box = focused.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [box.left + box.width * x, box.top + box.height * y] as const));
  const seen = points.some(([x, y]) => {
    const top = root.elementFromPoint(x, y);
    return top !== null && (focused.contains(top) || (top.contains(focused) && top.tagName !== "HTML"));
  });
  return { says: says.trim().slice(0, 40) || focused.tagName, ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2, seen };
}

/** Somebody who has only a keyboard. Every place where the focus comes to stand is held to be visible. */
export class Walk {
  readonly #page: Page;
  /** All stops so far, in order. */
  readonly stops: Stop[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** What is wrong with the stops: nothing has the focus, no ring around it, out of sight. */
  faults(): string[] {
    return this.stops.flatMap((stop, at) => {
      const wrong = [!stop.says && "nowhere", !stop.ring && "no ring", !stop.seen && "out of sight"].filter(Boolean);
      return wrong.length > 0 ? [`${stop.says} after ${this.stops[at - 1]?.says}: ${wrong.join(", ")}`] : [];
    });
  }

  async #stop(): Promise<Stop> {
    // Browsers scroll to what has the focus a moment later, and the page may lead it on when its answer is there.
    const end = Date.now() + 3000;
    let stop = await this.#page.evaluate(stopHere);
    while (!(stop.says && stop.seen && stop.ring) && Date.now() < end) {
      await pause(50);
      stop = await this.#page.evaluate(stopHere);
    }
    this.stops.push(stop);
    return stop;
  }

  /** Presses Tab, or Shift and Tab, until the focus stands on what begins with these words. */
  async to(words: string, back = false, most = 100): Promise<void> {
    const from = this.stops.length;
    const { keyboard } = this.#page;
    for (let pressed = 0; pressed < most; pressed++) {
      if (back) await keyboard.down("Shift");
      await keyboard.press("Tab");
      if (back) await keyboard.up("Shift");
      if ((await this.#stop()).says.startsWith(words)) return;
    }
    const there = this.stops.slice(from).map(({ says }) => says);
    throw new Error(`${back ? "Shift+Tab" : "Tab"} does not reach "${words}": ${JSON.stringify(there)}`);
  }

  back(words: string): Promise<void> {
    return this.to(words, true);
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  /** Reads on: the page moves, and what has the focus may go out of sight with it. */
  async scroll(key: KeyInput): Promise<void> {
    const place = () => this.#page.evaluate(() => scrollY);
    const before = await place();
    await this.#page.keyboard.press(key);
    for (const end = Date.now() + 10_000; (await place()) === before; await pause(50))
      if (Date.now() > end) throw new Error(`${key} does not move the page`);
    // Until it has come to rest.
    for (let [last, now] = [-1, before]; last !== now; await pause(100)) [last, now] = [now, await place()];
  }

  /** Presses a key and waits for what it does. @returns where the focus is after that: still there, or where it was led */
  async press(key: KeyInput, outcome?: () => Promise<unknown>): Promise<string> {
    await this.#page.keyboard.press(key);
    await outcome?.();
    return (await this.#stop()).says;
  }
}
