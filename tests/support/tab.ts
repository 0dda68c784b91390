/**
 * What the tests of host pages ask of a browser, so that one table runs in every engine. Selectors reach into shadow roots by
 * ` >>> `; functions that run in the page may use nothing from outside of themselves.
 */
export interface Tab {
  goto: (url: string) => Promise<void>;
  /** From now on everything is meant for the frame at this place of the window, or for the page itself again. */
  enter: (frame: number | null) => Promise<void>;
  /** Runs a script as it stands. */
  load: (script: string) => Promise<void>;
  run: <A extends unknown[], R>(act: (...args: A) => R, ...args: A) => Promise<Awaited<R>>;
  /** A real click and real keys. */
  click: (selector: string) => Promise<void>;
  type: (selector: string, text: string) => Promise<void>;
  /** The window as PNG. */
  picture: () => Promise<Uint8Array>;
  close: () => Promise<void>;
}

export interface Engine {
  open: (size: { width: number; height: number }) => Promise<Tab>;
  /** One tab at a time: the engine has only one window. */
  single: boolean;
  close: () => Promise<void>;
}

/** Finds by a selector with ` >>> `; undefined while it is not there. Runs in the page. @param text gives `{ text }` in its stead */
export function deepQuery(selector: string, text?: boolean): Element | { text: string } | undefined {
  let found: Element | null | undefined;
  let root: ParentNode | null | undefined = document;
  for (const part of selector.split(" >>> ")) {
    found = root?.querySelector(part);
    root = found?.shadowRoot;
  }
  return text && found ? { text: found.textContent ?? "" } : (found ?? undefined);
}

/** Asks the page again and again until it says yes. @throws after 30 s, with the words and what the page then says */
export async function until<A extends unknown[], R>(tab: Tab, what: string, act: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
  const end = Date.now() + 30_000;
  for (;;) {
    const answer = await tab.run(act, ...args);
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what}: still ${String(answer)} after 30 s`);
    await new Promise((done) => setTimeout(done, 60));
  }
}

/** Waits until something is there, and gives its text. */
export async function textAt(tab: Tab, selector: string): Promise<string> {
  const { text } = (await until(tab, `waiting for ${selector}`, deepQuery, selector, true)) as { text: string };
  return text;
}
