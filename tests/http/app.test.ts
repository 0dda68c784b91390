import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonLog } from "../../functions/platform/log.ts";
import { problems } from "../../functions/http/problem.ts";
import { StoreUnavailable } from "../../functions/store/store.ts";
import { publicRoutes } from "../../functions/public-app.ts";
import { staffRoutes } from "../../functions/staff-app.ts";
import { newColumn } from "../support/column.ts";

const draft = { title: "题", category: "新理论" };

describe("problem details", () => {
  test("carry a code, a request id and the security headers, and are never cached", async () => {
    const column = await newColumn();
    const answer = await column.call("GET", "/api/nothing-of-the-kind");
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ type: "about:blank", status: 404, code: "not-found", title: problems["not-found"][1] });
    expect(answer.body["requestId"]).toBe(answer.headers.get("x-request-id"));
    expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    for (const name of ["x-content-type-options", "referrer-policy", "strict-transport-security", "content-security-policy"])
      expect(answer.headers.get(name), name).toBeTruthy();
  });

  test("name every wrong field", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["editor"]);
    const answer = await column.call("POST", "/api/staff/materials", {
      cookie,
      body: { title: "", category: "x".repeat(21), ties: ["没有的"], link: "javascript:alert(1)" },
    });
    expect(answer.status).toBe(400);
    expect((answer.body["errors"] as { field: string }[]).map(({ field }) => field).toSorted()).toEqual([
      "category",
      "link",
      "ties.0",
      "title",
    ]);
  });

  test("other content types get 415, too much gets 413, broken JSON 400", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["editor"]);
    const post = (body: string, type: string) =>
      column.call("POST", "/api/staff/materials", { cookie, body, headers: { "content-type": type } });
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx"]) {
      expect((await post(JSON.stringify(draft), type)).body["code"], type).toBe("not-json");
    }
    expect((await post(`{"title":"${"x".repeat(1_100_000)}"}`, "application/json")).body["code"]).toBe("too-large");
    for (const broken of [
      "",
      "{",
      "null",
      "[]",
      '"x"',
      "1",
      '{"title":"\\ud800","category":"新理论"}',
      '{"__proto__":{"x":1},"title":"t","category":"新理论"}',
    ]) {
      expect((await post(broken, "application/json; charset=utf-8")).body["code"], broken).toBe("invalid-body");
    }
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("an unlisted method gets 405 with the listed ones", async () => {
    const column = await newColumn();
    const answer = await column.call("PUT", "/api/materials");
    expect([answer.status, answer.body["code"], answer.headers.get("allow")]).toEqual([405, "method-not-allowed", "GET, HEAD, OPTIONS"]);
    expect((await column.call("PATCH", "/api/staff/materials/abcd")).headers.get("allow")).toBe("GET, PUT, HEAD, OPTIONS");
  });

  test("an unknown error is opaque; a store that is away says when to try again", async () => {
    const column = await newColumn();
    column.store.query = () => Promise.reject(new Error("table gxjt-materials at arn:aws:secret"));
    const answer = await column.call("GET", "/api/materials");
    expect(answer.status).toBe(500);
    expect(Object.keys(answer.body).toSorted()).toEqual(["code", "requestId", "status", "title", "type"]);
    expect(answer.text).not.toContain("arn:");
    expect(column.logged.join()).toContain(answer.body["requestId"]);
    column.store.query = () => Promise.reject(new StoreUnavailable("throttled"));
    const away = await column.call("GET", "/api/materials");
    expect([away.status, away.body["code"], away.headers.get("retry-after")]).toEqual([503, "unavailable", "5"]);
  });

  test("an error while asking who it is denies", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["admin"]);
    const get = column.store.get.bind(column.store);
    column.store.get = (table, key) => (key.pk.startsWith("session#") ? Promise.reject(new Error("broken")) : get(table, key));
    expect((await column.call("GET", "/api/staff/people", { cookie })).status).toBe(500);
  });
});

describe("origins", () => {
  test("CORS answers exactly the listed portals, without credentials", async () => {
    const column = await newColumn();
    const allowed = await column.call("GET", "/api/materials", { headers: { origin: "https://portal.test" } });
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://portal.test");
    expect(allowed.headers.get("vary")).toContain("Origin");
    expect(allowed.headers.get("access-control-allow-credentials")).toBeNull();
    for (const origin of [
      "null",
      "https://portal.test.evil.test",
      "https://evil-portal.test",
      "http://portal.test",
      "https://portal.test:8443",
      "https://sub.portal.test",
    ]) {
      const answer = await column.call("GET", "/api/materials", { headers: { origin } });
      expect(answer.headers.get("access-control-allow-origin"), origin).toBeNull();
      expect((await column.call("POST", "/api/feedback", { body: {}, headers: { origin } })).status, origin).toBe(403);
    }
    const preflight = await column.call("OPTIONS", "/api/feedback", { headers: { origin: "https://portal.test" } });
    expect([
      preflight.status,
      preflight.headers.get("access-control-allow-origin"),
      preflight.headers.get("access-control-allow-headers"),
    ]).toEqual([204, "https://portal.test", "content-type, idempotency-key"]);
    const staff = await column.call("OPTIONS", "/api/staff/session", { headers: { origin: "https://portal.test" } });
    expect(staff.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("a forwarded header of the client changes nothing", async () => {
    const column = await newColumn({ publicOrigin: "" });
    const feed = await column.fetch(
      new Request("http://column.test/feed.xml", { headers: { "x-forwarded-host": "evil.test", forwarded: "host=evil.test" } }),
    );
    expect(await feed.text()).not.toContain("evil.test");
  });
});

describe("contracts", () => {
  test("every answer is a closed object, every text has a limit (read from the OpenAPI description)", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["admin"]);
    for (const path of ["/openapi.json", "/api/staff/openapi.json"]) {
      const { body } = await column.call<{
        openapi: string;
        paths: Record<string, Record<string, { requestBody?: unknown; responses: unknown }>>;
      }>("GET", path, { cookie });
      expect(body.openapi).toBe("3.1.0");
      let objects = 0;
      let texts = 0;
      const walk = (schema: unknown, where: string, isInput: boolean): void => {
        if (typeof schema !== "object" || schema === null) return;
        const { type, properties, additionalProperties, maxLength, pattern, format } = schema as Record<string, unknown>;
        if (properties) {
          objects += 1;
          expect(additionalProperties, where).toBe(false);
        }
        if (isInput && type === "string" && !("enum" in schema) && !("const" in schema)) {
          texts += 1;
          expect(maxLength !== undefined || pattern !== undefined || format !== undefined, where).toBe(true);
        }
        for (const [name, inner] of Object.entries(schema)) walk(inner, `${where}.${name}`, isInput);
      };
      for (const [name, methods] of Object.entries(body.paths)) {
        for (const [method, operation] of Object.entries(methods)) {
          walk(operation.requestBody, `${method} ${name} body`, true);
          for (const [status, response] of Object.entries(operation.responses as object))
            if (status !== "default") walk(response, `${method} ${name} ${status}`, false);
        }
      }
      expect(objects).toBeGreaterThan(10);
      expect(texts).toBeGreaterThan(3);
    }
  });

  test("whatever a client sends, it gets an answer below 500 (seed in the failure message)", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["unit", "cadre", "lead", "editor", "director", "admin"]);
    const routes = [...publicRoutes, ...staffRoutes].filter(
      ({ path, method }) => !(path === "/api/staff/session" && method === "DELETE") && !path.includes("set-up"),
    );
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("", "\u202e", "𠮷", "'; drop table", "{{7*7}}", "\u0000"),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        fc.array(anything, { maxLength: 8 }),
        fc.string({ minLength: 1, maxLength: 30 }),
        async ({ method, path, body, query }, values, word) => {
          const fields = Object.keys((body as { entries?: object } | undefined)?.entries ?? {});
          const filled = Object.fromEntries(fields.map((name, place) => [name, values[place % Math.max(values.length, 1)]]));
          const asked = Object.keys((query as { entries?: object } | undefined)?.entries ?? {}).map(
            (name, place) => `${name}=${encodeURIComponent(String(values[place] ?? word).toWellFormed())}`,
          );
          const target = path.replace(/:\w+/g, () => encodeURIComponent(word.toWellFormed()));
          const answer = await column.call(method, `${target}?${asked.join("&")}`, {
            cookie,
            ...(method === "GET" ? {} : { body: filled }),
          });
          expect(answer.status, `${method} ${target} ${answer.text}`).toBeLessThan(500);
        },
      ),
      { numRuns: 400 },
    );
  }, 90_000);
});

test("one JSON line per event, whatever is in it", () => {
  const lines: string[] = [];
  jsonLog(
    (line) => lines.push(line),
    () => 0,
  )("x", { reason: 'a\r\n{"event":"forged"}\u001b[31m' });
  expect(lines[0]!.trimEnd().split("\n")).toHaveLength(1);
  expect(lines[0]).not.toContain("\u001b");
});
