import { type ChildProcess, spawn } from "node:child_process";
import { globSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { programPath } from "../../infra/local/browsers-needed.ts";
import { type Engine, deepQuery, type Tab, textAt } from "./tab.ts";

/** WebKitGTK by WebKitWebDriver on a display of its own: just as much of the WebDriver protocol as the tests need. */

/** The little browser that comes with the library. */
const miniBrowser = () => globSync("/usr/lib/*/webkit2gtk-4.*/MiniBrowser").toSorted().at(-1);

/** Why WebKit cannot be had here, or undefined. */
export function webkitMissing(): string | undefined {
  const absent = ["WebKitWebDriver", "Xvfb"].filter((name) => programPath(name) === undefined);
  if (absent.length > 0) return `${absent.join(" and ")} ${absent.length > 1 ? "are" : "is"} not installed`;
  return miniBrowser() === undefined ? "MiniBrowser of WebKitGTK is not installed" : undefined;
}

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
type Element = Record<typeof ELEMENT, string>;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** A display without a screen. @returns its process and its name, which it chooses itself */
async function startDisplay(): Promise<{ child: ChildProcess; display: string }> {
  const args = ["-displayfd", "3", "-screen", "0", "1400x1400x24", "-nolisten", "tcp"];
  const child = spawn("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const display = await new Promise<string>((done, failed) => {
    child.once("exit", (code) => failed(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3]!.once("data", (bytes: Buffer) => done(`:${bytes.toString().trim()}`));
  });
  return { child, display };
}

async function ask<T>(url: string, method: string, body?: object): Promise<T> {
  const answer = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.error} ${value.message}`);
  return value;
}

class WebKitTab implements Tab {
  readonly #session: string;

  constructor(session: string) {
    this.#session = session;
  }

  async goto(url: string): Promise<void> {
    await this.enter(null);
    await ask(`${this.#session}/url`, "POST", { url });
  }

  async enter(frame: number | null): Promise<void> {
    await ask(`${this.#session}/frame`, "POST", { id: frame });
  }

  async load(script: string): Promise<void> {
    await ask(`${this.#session}/execute/sync`, "POST", { script, args: [] });
  }

  run<A extends unknown[], R>(act: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    // What Prototype 1.6 hangs on arrays would spoil the answer.
    const script = `const done = arguments[arguments.length - 1];
      function told(answer) {
        const spoilt = Array.prototype.toJSON;
        delete Array.prototype.toJSON;
        const text = JSON.stringify(answer);
        if (spoilt) Array.prototype.toJSON = spoilt;
        done(text);
      }
      Promise.resolve((${String(act)})(...[...arguments].slice(0, -1))).then((value) => told({ value }), (error) => told({ error: String(error) }));`;
    return ask<string>(`${this.#session}/execute/async`, "POST", { script, args }).then((text) => {
      const { value, error } = JSON.parse(text) as { value?: Awaited<R>; error?: string };
      if (error !== undefined) throw new Error(error);
      return value as Awaited<R>;
    });
  }

  async #find(selector: string): Promise<string> {
    await textAt(this, selector);
    const script = `const found = (${String(deepQuery)})(arguments[0]); found.scrollIntoView({ block: "center" }); found.focus(); return found;`;
    const found = await ask<Element>(`${this.#session}/execute/sync`, "POST", { script, args: [selector] });
    return `${this.#session}/element/${found[ELEMENT]}`;
  }

  async click(selector: string): Promise<void> {
    await ask(`${await this.#find(selector)}/click`, "POST", {});
  }

  async type(selector: string, text: string): Promise<void> {
    const element = await this.#find(selector);
    // The driver's keys lose what is beyond U+FFFF; that comes in one piece, as from an input method.
    for (const part of text.split(/([\u{10000}-\u{10ffff}]+)/u).filter(Boolean))
      if (/^[\u{10000}-\u{10ffff}]/u.test(part))
        await this.run((part: string) => void document.execCommand("insertText", false, part), part);
      else await ask(`${element}/value`, "POST", { text: part });
  }

  async picture(): Promise<Uint8Array> {
    await this.enter(null);
    return Buffer.from(await ask<string>(`${this.#session}/screenshot`, "GET"), "base64");
  }

  async close(): Promise<void> {
    await this.goto("about:blank");
  }
}

export async function startWebKit(): Promise<Engine> {
  const [{ child, display }, port] = [await startDisplay(), await freePort()];
  const env = { ...process.env, DISPLAY: display, LANG: "zh_CN.UTF-8", NO_AT_BRIDGE: "1", LIBGL_ALWAYS_SOFTWARE: "1" };
  const driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], { env, stdio: "ignore" });
  const base = `http://127.0.0.1:${port}`;
  const end = async () => {
    for (const one of [driver, child]) {
      const gone = one.exitCode ?? one.signalCode ?? new Promise((done) => one.once("exit", done));
      one.kill();
      await gone;
    }
  };
  try {
    await listening(base);
    const browserOptions = { binary: miniBrowser(), args: ["--automation"] };
    const capabilities = { alwaysMatch: { acceptInsecureCerts: true, "webkitgtk:browserOptions": browserOptions } };
    const { sessionId } = await ask<{ sessionId: string }>(`${base}/session`, "POST", { capabilities });
    const session = `${base}/session/${sessionId}`;
    return {
      single: true,
      open: async (size) => {
        const tab = new WebKitTab(session);
        await fit(session, tab, size);
        return tab;
      },
      close: async () => {
        await ask(session, "DELETE").catch(() => {});
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function listening(base: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (
    !(await fetch(`${base}/status`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (Date.now() > end) throw new Error("WebKitWebDriver does not listen");
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** The window has bars of its own: it is made larger by what they take. */
async function fit(session: string, tab: Tab, { width, height }: { width: number; height: number }): Promise<void> {
  await ask(`${session}/window/rect`, "POST", { width, height });
  const seen = await tab.run(() => [innerWidth, innerHeight]);
  const more = { width: width + width - seen[0]!, height: height + height - seen[1]! };
  await ask(`${session}/window/rect`, "POST", more);
}
