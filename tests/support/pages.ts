import type { Browser, ElementHandle, Page } from "puppeteer-core";

/** How long to wait for what should come, ms: for a machine that is four times slower than ours and has other work. */
export const PATIENCE = 30_000;

/** A page of its own with its faults collected: an exception or a refused policy on any page is a failure of the test. */
export async function openPage(browser: Browser, { width = 1366, height = 768 } = {}): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    // What a failed request writes is the browser's own; the tests of failures look at the page instead.
    if (message.type() === "error" && !/Failed to load resource|net::ERR/.test(message.text())) faults.push(message.text());
  });
  return { page, faults };
}

/** The first element for a selector that may pierce shadow roots (`>>>`), once it is there and visible. */
export async function find(page: Page, selector: string): Promise<ElementHandle> {
  const found = await page.waitForSelector(selector, { visible: true, timeout: PATIENCE });
  if (!found) throw new Error(`${selector} is not there`);
  return found;
}

/** Clicks as a person does, after bringing it into view. */
export async function click(page: Page, selector: string): Promise<void> {
  const element = await find(page, selector);
  await element.evaluate((node) => node.scrollIntoView({ block: "center" }));
  await element.click();
}

export async function type(page: Page, selector: string, text: string): Promise<void> {
  const element = await find(page, selector);
  await element.evaluate((node) => node.scrollIntoView({ block: "center" }));
  await element.click({ clickCount: 3 });
  await element.type(text);
}

/** Writes over what a field holds; three quick clicks, as `type` makes them, select nothing in Firefox. */
export async function fill(page: Page, selector: string, text: string): Promise<void> {
  const element = await find(page, selector);
  await element.evaluate((node) => {
    node.scrollIntoView({ block: "center" });
    (node as HTMLInputElement).focus();
    (node as HTMLInputElement).select();
  });
  await element.type(text);
}

/** Date fields take their value by script: what is typed into them differs from browser to browser. */
export async function setDate(page: Page, selector: string, value: string): Promise<void> {
  const field = await find(page, selector);
  await field.evaluate((node, date) => {
    const input = node as HTMLInputElement;
    input.value = date;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, value);
}

export async function textOf(page: Page, selector: string): Promise<string> {
  return (await find(page, selector)).evaluate((node) => node.textContent ?? "");
}

/** All matching elements' texts. */
export async function textsOf(page: Page, selector: string): Promise<string[]> {
  const elements = await page.$$(selector);
  return Promise.all(elements.map((element) => element.evaluate((node) => node.textContent ?? "")));
}

/** Waits until the texts for a selector fulfil a condition; says what was there when they do not. */
export async function waitForText(page: Page, selector: string, wanted: string, timeout = PATIENCE): Promise<void> {
  const until = Date.now() + timeout;
  let seen: string[] = [];
  while (Date.now() < until) {
    seen = await textsOf(page, selector).catch(() => []);
    if (seen.some((text) => text.includes(wanted))) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`"${wanted}" did not come at ${selector}; there was ${JSON.stringify(seen).slice(0, 500)}`);
}

/** One staff member's session against the API, for the moderator's part of a journey. */
export async function staffSession(url: string, login: string, password: string) {
  const headers = { "content-type": "application/json", origin: url };
  const signedIn = await fetch(`${url}/api/staff/session`, { method: "POST", headers, body: JSON.stringify({ login, password }) });
  if (signedIn.status !== 201) throw new Error(`${login}: ${await signedIn.text()}`);
  const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(url + path, { method, headers: { ...headers, cookie }, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  };
}
