import { describe, expect, test } from "vitest";
import { staffRoutes } from "../../functions/staff-app.ts";
import { PICTURE, reads } from "./privacy-reads.ts";
import { everyReader, readers, world, type World } from "./privacy-world.ts";
import { writes } from "./privacy-writes.ts";

/** Areas of the staff API that hold nothing of study; each has its own tests of who may do what. A new area belongs here or into the table. */
const others =
  /^\/api\/staff\/(session|set-up|password|password-link|sign-in|oidc|people|settings|units|unit-order|lamps|figures|holidays|reminders|audit|backups|archives|materials|uploads|feedback|jobs|work-[a-z-]+|progress)(\/|$)/;

test("every route of study has its row: whoever adds one says who may", () => {
  const rows = [...Object.keys(reads), ...Object.keys(writes)].toSorted();
  const study = staffRoutes.filter(({ path }) => !others.test(path)).map(({ method, path }) => `${method} ${path}`);
  expect(rows).toEqual(study.toSorted());
  expect(rows.length).toBeGreaterThan(80);
});

/** What is stored, without what every request leaves: refusals in the audit log, sessions, limits. */
const stored = ({ column }: World) => ["notes", "activities", "feedback", "materials"].map((table) => column.rows(table));

describe.each(everyReader)("as %s", (reader) => {
  test("reads what the table says and not a word more", async () => {
    const all = await world();
    const cookie = await all.as(reader);
    const before = stored(all);
    for (const [route, rows] of Object.entries(reads))
      for (const { path, holds, seenBy } of [rows].flat()) {
        const { status, text, headers } = await all.column.call("GET", `/api/staff/${path(all)}`, { cookie });
        const wanted = typeof holds === "function" ? holds(all) : holds;
        const found = wanted === PICTURE ? headers.get("content-type") === "image/png" : text.includes(wanted);
        expect(found, `${reader} ${route} ${String(wanted)} ${status}`).toBe(seenBy.includes(reader));
        expect([200, 401, 403, 404], `${reader} ${route}`).toContain(status === 400 ? 404 : status);
      }
    expect(stored(all)).toEqual(before);
  });

  test("changes what the table says and nothing else", async () => {
    const all = await world();
    const cookie = await all.as(reader);
    const mayUpload = readers[reader] !== undefined && reader !== "admin";
    const send = async (route: string) => {
      const { path, body } = writes[route]!;
      const upload = mayUpload ? await all.photo(reader) : "nothing-here";
      const sent = body ? { body: body(all, upload) } : {};
      const { status, text } = await all.column.call(route.split(" ")[0]!, `/api/staff/${path(all)}`, { cookie, ...sent });
      return {
        refused: [401, 403, 404].includes(status),
        valid: ![400, 415, 422].includes(status),
        said: `${reader} ${route} ${status} ${text}`,
      };
    };
    const routes = Object.keys(writes);
    const open = routes.filter((route) => writes[route]!.openTo.includes(reader));
    // What an upload itself leaves is no change of anybody's.
    const kept = () => stored(all).map((rows) => rows.filter(({ pk }) => !pk.startsWith("upload#")));
    const before = kept();
    for (const route of routes.filter((one) => !open.includes(one))) {
      const { refused, said } = await send(route);
      expect(refused, said).toBe(true);
    }
    expect(kept()).toEqual(before);
    for (const route of open) {
      const { refused, valid, said } = await send(route);
      expect([refused, valid], said).toEqual([false, true]);
    }
  });
});
