import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { pack } from "../../functions/http/packing.ts";
import { answerAsset, assetFrom, type Asset } from "../../functions/assets/assets.ts";

/** One entry of a list: who says what. */
export interface Entry {
  who: string;
  text: string;
}

const walineFolder = dirname(fileURLToPath(import.meta.resolve("@waline/client/waline.css")));
const artalkFolder = dirname(fileURLToPath(import.meta.resolve("artalk")));

/** The files that their own guides tell a site to include: https://waline.js.org/cookbook/import/cdn.html, https://artalk.js.org/develop/import-blog */
const files: Record<string, string> = {
  "waline.js": walineFolder,
  "waline.css": walineFolder,
  "Artalk.js": artalkFolder,
  "Artalk.css": artalkFolder,
};

const DAY = 86_400_000;
const SINCE = Date.parse("2026-01-01T00:00:00Z");

/** As Waline's server answers `GET /api/comment` (types of @waline/api). */
export const walineComments = (entries: Entry[]) => ({
  errno: 0,
  errmsg: "",
  data: {
    page: 1,
    totalPages: 2,
    pageSize: entries.length,
    count: entries.length * 2,
    data: entries.map(({ who, text }, place) => ({
      objectId: place + 1,
      time: SINCE + place * DAY,
      nick: who,
      link: "",
      avatar: "",
      comment: `<p>${text}</p>\n`,
      orig: text,
      like: 0,
      sticky: false,
      status: "approved",
      children: [],
    })),
  },
});

/** As Artalk's server answers `GET /api/v2/comments` (types of artalk). */
export const artalkComments = (entries: Entry[]) => ({
  comments: entries.map(({ who, text }, place) => ({
    id: place + 1,
    content: text,
    content_marked: `<p>${text}</p>\n`,
    user_id: place + 1,
    nick: who,
    email_encrypted: "",
    link: "",
    ua: "",
    date: new Date(SINCE + place * DAY).toISOString().slice(0, 19).replace("T", " "),
    is_collapsed: false,
    is_pending: false,
    is_pinned: false,
    is_allow_reply: true,
    is_verified: false,
    rid: 0,
    badge_name: "",
    badge_color: "",
    ip_region: "",
    visible: true,
    vote_up: 0,
    vote_down: 0,
    page_key: "/",
    page_url: "",
    site_name: "bench",
  })),
  count: entries.length * 2,
  roots_count: entries.length * 2,
  page: { id: 1, admin_only: false, key: "/", url: "/", title: "", site_name: "bench", vote_up: 0, vote_down: 0, pv: 1, date: "" },
});

/**
 * The published clients of Waline and Artalk, and as much of their servers as a visit asks of them. Files are packed by the same code as
 * ours, answers too; every picture and emoji set that they would fetch from elsewhere is left out, in their favour.
 */
export async function startCommentServer(entries: Entry[]): Promise<{ url: string; stop: () => Promise<void> }> {
  const assets = new Map<string, Asset>();
  for (const [name, folder] of Object.entries(files)) assets.set(name, assetFrom(name, readFileSync(join(folder, name)))!);
  const json = (value: object) =>
    new Response(pack(JSON.stringify(value), "br", 5), { headers: { "content-type": "application/json", "content-encoding": "br" } });
  const app = new Hono()
    .use(cors({ origin: "*" }))
    .get("/dist/:file", (c) => answerAsset(assets.get(c.req.param("file"))!, c.req.raw))
    .get("/api/comment", () => json(walineComments(entries)))
    .get("/api/v2/conf", (c) => c.json({ frontend_conf: {}, version: { app: "artalk", version: "2.9.1", commit_hash: "" } }))
    .get("/api/v2/comments", () => json(artalkComments(entries)))
    .post("/api/v2/pages/pv", (c) => c.json({ pv: 1 }))
    .get("/api/v2/stats/:kind", (c) => c.json({ data: {} }));
  const server = await new Promise<ReturnType<typeof serve>>((done) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => done(started));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}
