import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOrigin, originOf } from "../../functions/settings/origins.contract.ts";
import { liveSettings } from "../../functions/settings/live.ts";
import { type Column, newColumn, START } from "../support/column.ts";
import "../support/seed.ts";

const LISTED = "https://dj.hailin.gov.cn";
const ENVIRONMENT = "https://portal.test";

async function list(column: Column, portalOrigins: string[]) {
  const admin = await column.signIn(["admin"]);
  const { body } = await column.call("GET", "/api/staff/settings", { cookie: admin });
  return column.call("PUT", "/api/staff/settings", { cookie: admin, body: { ...body, portalOrigins } });
}

const cors = async (column: Column, origin: string) =>
  (await column.call("GET", "/api/materials", { headers: { origin } })).headers.get("access-control-allow-origin");
const ancestors = async (column: Column) =>
  /frame-ancestors ([^;]*)/.exec((await column.call("GET", "/column/")).headers.get("content-security-policy") ?? "")?.[1];

describe("portals of the settings", () => {
  test("may read and frame within ten seconds of the change, and no longer once they are taken off the list", async () => {
    const column = await newColumn();
    expect(await cors(column, LISTED)).toBe(null);
    expect(await ancestors(column)).toBe(`'self' ${ENVIRONMENT}`);
    expect((await list(column, [LISTED])).status).toBe(200);
    column.time.now += 10_000;
    expect(await cors(column, LISTED)).toBe(LISTED);
    expect(await cors(column, ENVIRONMENT)).toBe(ENVIRONMENT);
    expect(await ancestors(column)).toBe(`'self' ${ENVIRONMENT} ${LISTED}`);
    await list(column, []);
    column.time.now += 10_000;
    expect(await cors(column, LISTED)).toBe(null);
    expect(await ancestors(column)).toBe(`'self' ${ENVIRONMENT}`);
  });

  test("a preflight and a hand-in from a listed portal pass, those of a neighbour do not", async () => {
    const column = await newColumn();
    await list(column, [LISTED]);
    column.time.now += 10_000;
    const status = async (origin: string) =>
      (await column.call("POST", "/api/materials/abcd/views", { headers: { origin }, body: {} })).status;
    expect(await status(LISTED)).not.toBe(403);
    expect(await status(`${LISTED}.evil.example`)).toBe(403);
    const preflight = await column.call("OPTIONS", "/api/feedback", { headers: { origin: LISTED } });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, LISTED]);
  });

  test("suffix, prefix, other port, other scheme, sub-domain, upper case and null never match", async () => {
    const column = await newColumn();
    await list(column, [LISTED]);
    column.time.now += 10_000;
    const evil = [`${LISTED}.evil.example`, `https://evil-dj.hailin.gov.cn`, `${LISTED}:8443`, LISTED.replace("https", "http")];
    const more = [LISTED.replace("dj.", "x.dj."), LISTED.toUpperCase(), `${LISTED}/`, "null", "", "*", `${LISTED}, https://evil.example`];
    for (const origin of [...evil, ...more]) expect(await cors(column, origin), origin).toBe(null);
  });

  test("the staff API names no portal, listed or not", async () => {
    const column = await newColumn();
    await list(column, [LISTED]);
    column.time.now += 10_000;
    const answer = await column.call("GET", "/api/staff/session", { headers: { origin: LISTED } });
    expect(answer.headers.get("access-control-allow-origin")).toBe(null);
    const change = await column.call("POST", "/api/staff/session", { headers: { origin: LISTED }, body: { login: "a", password: "b" } });
    expect(change.status).toBe(403);
  });

  test("what is no origin is refused, and the field is named", async () => {
    const column = await newColumn();
    const wrong = ["dj.hailin.gov.cn", "https://dj.hailin.gov.cn/", "https://*.gov.cn", "null", "*", "ftp://a.cn", "https://a.cn:443"];
    for (const origin of [...wrong, "https://a;script-src *", "https://中文.cn", "https://a.cn b.cn", "javascript:alert(1)"]) {
      const refused = await list(column, [LISTED, origin]);
      expect([refused.status, refused.body["errors"]], origin).toEqual([400, [{ field: "portalOrigins.1", code: "check" }]]);
    }
    expect((await list(column, [LISTED, LISTED])).status).toBe(400);
    expect((await list(column, ["http://10.1.2.3:8080", "http://[2001:db8::1]:81", "https://xn--fiq228c.cn"])).status).toBe(200);
  });
});

describe("rules of origins", () => {
  test("whatever is typed, only what browsers could send comes out, and no character that a header would take for syntax", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string(), fc.string({ unit: "binary" })),
        (typed) => {
          const origin = originOf(typed);
          if (origin === undefined) return;
          expect(isOrigin(origin)).toBe(true);
          expect(new URL(origin).origin).toBe(origin);
          expect(origin).toMatch(/^https?:\/\/[a-z0-9_.:[\]-]+$/);
        },
      ),
    );
  });

  test("addresses as people copy them", () => {
    expect(originOf(" http://www.hailin.gov.cn/dj/index.html?x=1#top ")).toBe("http://www.hailin.gov.cn");
    expect(originOf("www.hailin.gov.cn")).toBe("https://www.hailin.gov.cn");
    expect(originOf("HTTPS://DJ.Hailin.gov.cn:443/")).toBe("https://dj.hailin.gov.cn");
    expect(originOf("https://海林.cn")).toBe("https://xn--btvr4k.cn");
    for (const typed of ["", " ", "javascript:alert(1)", "file:///etc/passwd", "https://", "https://a;b.cn"])
      expect(originOf(typed), typed).toBe(undefined);
  });
});

describe("liveSettings", () => {
  const parts = (get: () => Promise<never> | Promise<object | undefined>) => {
    const time = { now: START };
    const asked = { times: 0 };
    const store = { get: async () => ((asked.times += 1), get()) } as never;
    return { time, asked, live: liveSettings({ store, clock: () => time.now, log: () => undefined, portalOrigins: [ENVIRONMENT] }) };
  };
  const item = (portalOrigins: string[]) => ({ settings: { portalOrigins, accent: "#00558c" }, version: 1 });

  test("a thousand requests at once and in a row cost one read in five seconds", async () => {
    const { time, asked, live } = parts(async () => item([LISTED]));
    await Promise.all(Array.from({ length: 500 }, () => live.portals()));
    for (let request = 0; request < 500; request++) {
      time.now += 9;
      await live.accent();
    }
    expect(asked.times).toBe(1);
  });

  test("a store that fails leaves the last known, at first the environment's list", async () => {
    let answer: () => Promise<object> = async () => Promise.reject(new Error("away"));
    const { time, asked, live } = parts(() => answer());
    expect(await live.portals()).toEqual([ENVIRONMENT]);
    await live.portals();
    expect(asked.times).toBe(1);
    answer = async () => item([LISTED]);
    time.now += 10_000;
    expect(await live.portals()).toEqual([ENVIRONMENT, LISTED]);
    answer = async () => Promise.reject(new Error("away"));
    time.now += 3_600_000;
    expect(await live.portals()).toEqual([ENVIRONMENT, LISTED]);
    expect(await live.accent()).toBe("#00558c");
  });

  test("a store that hangs holds a request for a second at most", async () => {
    const { live } = parts(() => new Promise<never>(() => undefined));
    const from = performance.now();
    expect(await live.portals()).toEqual([ENVIRONMENT]);
    await live.portals();
    expect(performance.now() - from).toBeLessThan(1_900);
  });
});
