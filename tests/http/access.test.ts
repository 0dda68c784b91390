import { describe, expect, test } from "vitest";
import { access } from "../../functions/access.ts";
import { roles, type Role } from "../../functions/people/contract.ts";
import { publicRoutes } from "../../functions/public-app.ts";
import { staffRoutes } from "../../functions/staff-app.ts";
import { newColumn } from "../support/column.ts";

const all = [...publicRoutes, ...staffRoutes];
const concrete = (path: string) => path.replace(":edition", "1").replace(":code", "2222-3333-4444").replace(/:\w+/g, "nothing-here");

describe("the one table of routes and roles", () => {
  test("lists every route and nothing else", () => {
    expect(all.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(Object.keys(access).toSorted());
    expect(all.length).toBeGreaterThan(45);
  });

  test("every staff route refuses visitors, every public one lives outside /api/staff", () => {
    for (const { path, access: allowed, method } of all) {
      const signingIn =
        (["/api/staff/session", "/api/staff/set-up", "/api/staff/password-link", "/api/staff/oidc", "/api/staff/oidc/start"].includes(
          path,
        ) &&
          method === "POST") ||
        path === "/api/staff/sign-in" ||
        // The token of a private calendar stands in its address.
        path === "/api/staff/calendar/:file";
      expect(path.startsWith("/api/staff") && !signingIn, `${method} ${path}`).toBe(allowed !== "public");
    }
  });

  test("every answer is guarded: no sniffing, a policy, a charset, and no cache for what is not public", async () => {
    const column = await newColumn();
    const cookie = await column.signIn(["unit", "cadre", "lead", "editor", "director", "admin"]);
    const guarded = async (method: string, path: string, cacheable: boolean) => {
      const { headers, status } = await column.call(method, path, { cookie, ...(method === "GET" ? {} : { body: {} }) });
      const what = `${method} ${path} ${status}`;
      for (const name of [
        "x-content-type-options",
        "content-security-policy",
        "referrer-policy",
        "strict-transport-security",
        "x-request-id",
      ])
        expect(headers.get(name), `${what} ${name}`).toBeTruthy();
      const type = headers.get("content-type");
      if (type && !/^(application\/zip|image\/)/.test(type)) expect(type, what).toMatch(/; charset=utf-8$/i);
      if (!cacheable || status >= 400) expect(headers.get("cache-control"), what).toBe("no-store");
    };
    for (const { method, path, cacheable } of all) {
      if (path === "/api/staff/session" && method === "DELETE") continue;
      await guarded(method, concrete(path), cacheable === true || path === "/feed.xml" || path === "/calendar.ics");
    }
    for (const path of ["/healthz", "/column/feedback", "/column/receipt", "/column/nothing-here", "/no/such/path"])
      await guarded("GET", path, false);
    for (const path of ["/column/", "/column/answers", "/openapi.json"]) await guarded("GET", path, true);
  });

  test("holds for every route and every role: 401 for nobody, 403 for the wrong role, never for the right one", async () => {
    const column = await newColumn();
    const sessions = new Map<Role, string>();
    for (const role of roles) sessions.set(role, await column.signIn([role]));
    let refused = 0;
    let admitted = 0;
    for (const { method, path, access: allowed } of all) {
      const body = method === "GET" ? {} : { body: {} };
      const anonymous = await column.call(method, concrete(path), body);
      if (allowed === "public") expect([401, 403], `${method} ${path}`).not.toContain(anonymous.status);
      else expect(anonymous.status, `nobody ${method} ${path}`).toBe(401);
      for (const role of roles) {
        // A sign-out would end the session that the next routes need.
        if (method === "DELETE" && path === "/api/staff/session") continue;
        const { status } = await column.call(method, concrete(path), { ...body, cookie: sessions.get(role) });
        const may = allowed === "public" || allowed === "signed-in" || allowed.includes(role);
        if (may) expect([401, 403, 405, 500], `${role} ${method} ${path}`).not.toContain(status);
        else expect(status, `${role} ${method} ${path}`).toBe(403);
        may ? (admitted += 1) : (refused += 1);
      }
    }
    expect(refused).toBeGreaterThan(60);
    expect(admitted).toBeGreaterThan(100);
    // Every refusal of a known person left its line.
    expect(column.rows("audit").filter(({ data }) => data.includes('"refused"')).length).toBeGreaterThanOrEqual(refused);
  }, 60_000);
});
