import { Hono } from "hono";

/** One file of the portal: its text, and the type it is sent with. No charset in any of them, as old servers did it. */
const files = {
  "index.html": ["text/html", () => import("./index.html?raw")],
  "mobile.html": ["text/html", () => import("./mobile.html?raw")],
  "staff.html": ["text/html", () => import("./staff.html?raw")],
  "portal.css": ["text/css", () => import("./portal.css?raw")],
  "portal.js": ["application/x-javascript", () => import("./portal.js?raw")],
  "jquery.js": ["application/x-javascript", () => import("jquery/dist/jquery.min.js?raw")],
} as const satisfies Record<string, readonly [string, () => Promise<{ default: string }>]>;

type PortalFile = keyof typeof files;

const isPortalFile = (name: string): name is PortalFile => Object.hasOwn(files, name);

const encoded = new Map<PortalFile, Promise<ArrayBuffer>>();

/** GBK bytes of a file, made when it is first asked for: neither texts nor code tables cost anything at the start. */
function bytesOf(name: PortalFile): Promise<ArrayBuffer> {
  const known = encoded.get(name);
  if (known) return known;
  const bytes = encode(name);
  encoded.set(name, bytes);
  return bytes;
}

async function encode(name: PortalFile): Promise<ArrayBuffer> {
  const [{ default: text }, { default: iconv }] = await Promise.all([files[name][1](), import("iconv-lite")]);
  return new Uint8Array(iconv.encode(text, "gbk")).buffer;
}

/**
 * The demo portal: a county web site as they were built about 2008, with the column's widgets pasted into one of its pages.
 * `/` is the page itself, `/portal/mobile.html` a column of 320 px, `/portal/staff.html` the page behind its staff
 * link. It sets no policy headers: the host page is not ours.
 */
export function portalRoutes(): Hono {
  const app = new Hono();
  app.get("/", async () => answer("index.html"));
  app.get("/portal/:file", async (c) => {
    const name = c.req.param("file");
    return isPortalFile(name) ? answer(name) : c.notFound();
  });
  return app;
}

async function answer(name: PortalFile): Promise<Response> {
  return new Response(await bytesOf(name), { headers: { "content-type": files[name][0], "cache-control": "no-cache" } });
}
