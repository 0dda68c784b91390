import { publicCache } from "../http/headers.ts";
import { ownOrigin } from "../http/origin.ts";
import { route } from "../http/route.ts";
import { listShelf } from "../materials/table.ts";

const ENTRIES = 30;

export const feedPublicRoutes = [
  route("GET", "/feed.xml", { summary: "Atom feed of the newest materials" }, async ({ deps, c }) => {
    const [{ atomFeed }, { cards }] = await Promise.all([import("./atom.ts"), listShelf(deps.store, { limit: ENTRIES })]);
    return new Response(atomFeed(ownOrigin(c, deps.config), cards), {
      headers: { "content-type": "application/atom+xml; charset=utf-8", "cache-control": publicCache },
    });
  }),
];
