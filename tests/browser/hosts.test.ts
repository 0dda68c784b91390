import { afterAll, beforeAll, describe, expect, type ExpectStatic, test } from "vitest";
import { conditions } from "../hosts/conditions.ts";
import { type Host, pageOf } from "../hosts/host.ts";
import { hostState } from "../hosts/host-state.ts";
import { portals } from "../hosts/portals.ts";
import { walkMainWay } from "../hosts/main-way.ts";
import { type Site, startSite } from "../hosts/site.ts";
import { difference, grey, unlike, type WidgetState, widgetState } from "../hosts/widget-state.ts";
import { violations } from "../support/axe.ts";
import { installedEngines, startEngine } from "../support/engines.ts";
import { newDataDir, removeDataDir, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { type Engine, type Tab, until } from "../support/tab.ts";

/** More than this of a square differs where a letter has moved, and less where letters are drawn a little otherwise. */
const A_LETTER = 0.02;
const SIZE = { width: 1200, height: 900 };
const WIDGETS = ["gxjt-materials", "gxjt-feedback"] as const;
type Look = Record<(typeof WIDGETS)[number], WidgetState>;

/** The pages by which all others are measured. */
const clean: Host = { name: "a clean page", html: pageOf() };
const cleanNarrow: Host = { name: "a clean page with a narrow column", html: pageOf({ body: 'class="narrow"' }), width: 200 };
const hosts = [clean, cleanNarrow, ...conditions, ...portals];

describe.each(installedEngines("host pages"))("in %s", (name) => {
  const dataDir = newDataDir();
  let site: Site;
  let server: ServerProcess;
  let engine: Engine;
  const looks = new Map<Host, Promise<Look>>();

  beforeAll(async () => {
    // A name that is not this machine's own makes a plain HTTP page one that no browser trusts.
    site = await startSite(
      hosts,
      (part) => (name === "webkit" ? (part === "portal" ? "localhost" : "127.0.0.1") : `${part}.test`),
      name === "webkit",
    );
    [server, engine] = await Promise.all([
      startServerProcess({ DATA_DIR: dataDir, DEMO: "1", PORTAL_ORIGINS: site.origins.join(), TRUSTED_PROXIES: "127.0.0.1" }),
      startEngine(name),
    ]);
    site.lead(server.url);
  });
  afterAll(async () => {
    await engine?.close();
    await Promise.all([server?.stop(), site?.stop()]);
    removeDataDir(dataDir);
  });

  async function enter(tab: Tab, host: Host): Promise<void> {
    if (host.frame !== undefined) await tab.enter(host.frame);
  }

  async function open(tab: Tab, host: Host, ours: boolean): Promise<void> {
    await tab.goto(site.address(host, ours));
    await enter(tab, host);
    await until(tab, "the page's own scripts", () => {
      const { define, hostLog } = window as unknown as { define?: unknown; hostLog: { amd?: number } };
      return document.readyState === "complete" && (!define || hostLog.amd);
    });
  }

  async function lookOf(tab: Tab, host: Host): Promise<Look> {
    const [materials, feedback] = WIDGETS;
    const again = () => enter(tab, host);
    return { [materials]: await widgetState(tab, materials, again), [feedback]: await widgetState(tab, feedback, again) };
  }

  /** How the widgets look on a clean page with as much room; looked at once. */
  function reference(host: Host): Promise<Look> {
    const like = host.width ? cleanNarrow : clean;
    if (!looks.has(like)) {
      const look = async () => {
        const tab = await engine.open(SIZE);
        await open(tab, like, true);
        const seen = await lookOf(tab, like);
        await tab.close();
        return seen;
      };
      looks.set(like, look());
    }
    return looks.get(like)!;
  }

  /** Holds a page with us against a clean page, and against itself without us. */
  async function visit(tab: Tab, host: Host, expect: ExpectStatic, walk: boolean): Promise<void> {
    const want = await reference(host);
    await open(tab, host, false);
    const before = await tab.run(hostState);
    await open(tab, host, true);
    const look = await lookOf(tab, host);
    for (const tag of WIDGETS) {
      expect(unlike(want[tag].styles, look[tag].styles).slice(0, 20)).toEqual([]);
      const unlikeness = difference(look[tag].picture, host.grey ? grey(want[tag].picture) : want[tag].picture);
      expect(unlikeness, tag).toBeLessThan(A_LETTER);
    }
    if (walk) {
      const { typed, kept } = await walkMainWay(tab, host.name, server.url);
      expect(kept).toBe(typed);
    }
    const after = await tab.run(hostState);
    expect(after.dom).toBe(before.dom);
    expect(unlike(before.styles, after.styles)).toEqual([]);
    expect(after.globals.filter((name) => name !== "gxjt")).toEqual(before.globals);
    expect(after.prototypes).toEqual(before.prototypes);
    expect(after.own).toEqual(before.own);
    expect(site.reports).toEqual([]);
  }

  test("the measure sees one letter out of its place", async () => {
    const tab = await engine.open(SIZE);
    await open(tab, clean, true);
    const before = await lookOf(tab, clean);
    expect(difference((await lookOf(tab, clean))["gxjt-materials"].picture, before["gxjt-materials"].picture)).toBeLessThan(A_LETTER);
    await tab.run(() => {
      const text = document.querySelector("gxjt-materials")!.shadowRoot!.querySelector(".sum")!.firstChild as Text;
      const letter = document.createElement("span");
      letter.style.cssText = "position: relative; left: 2px";
      letter.append(text.splitText(3).splitText(1).previousSibling!);
      text.after(letter);
    });
    const unlikeness = difference((await lookOf(tab, clean))["gxjt-materials"].picture, before["gxjt-materials"].picture);
    expect(unlikeness).toBeGreaterThan(A_LETTER);
    await tab.close();
  });

  // The other engines have tests of their own for this.
  test.runIf(name === "webkit")("axe finds nothing in the widgets, all along the way of a visitor", async () => {
    const tab = await engine.open(SIZE);
    await open(tab, clean, true);
    const found: string[] = [];
    const look = async () => {
      for (const tag of WIDGETS) found.push(...(await violations(tab, tag)));
    };
    await walkMainWay(tab, "axe", server.url, look);
    expect(found).toEqual([]);
    await tab.close();
  });

  // WebKit has one window.
  const here = [...conditions, ...portals].filter((host) => name === "chromium" || !host.once);
  const each = name === "webkit" ? test.sequential : test.concurrent;
  each.for(here)("on $name the widgets are as everywhere, and the page as before", { timeout: 240_000 }, async (host, { expect }) => {
    const tab = await engine.open(SIZE);
    // The whole way everywhere in one engine, and on the portals, which hold all conditions, in the others.
    await visit(tab, host, expect, name === "chromium" || portals.includes(host));
    await tab.close();
  });
});
