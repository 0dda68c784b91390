import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import iconv from "iconv-lite";
import { selfSigned, startFront } from "../support/https-front.ts";
import { lendJson, ownCss, ownScript } from "./own-files.ts";
import type { Host, Ours } from "./host.ts";

const packages = resolve(import.meta.dirname, "../../node_modules");

/** The original files of their time, as packages of today's registry still carry them. */
const libraries: Record<string, string> = {
  "jquery-1.2.6.js": "sizzle/speed/frameworks/jquery.js",
  "jquery-1.4.2.js": "backbone/test/vendor/jquery-1.4.2.js",
  "jquery-1.12.4.js": "jquery/dist/jquery.js",
  "prototype-1.6.0.3.js": "sizzle/speed/frameworks/prototype.js",
  "mootools-1.2.js": "sizzle/speed/frameworks/mootools.js",
  "dojo-1.2.js": "sizzle/speed/frameworks/dojo.js",
  "require-2.1.22.js": "requirejs/require.js",
};

export interface Site {
  /** Where the page stands, with our lines in it or without. */
  address: (host: Host, ours: boolean) => string;
  origins: string[];
  column: Record<"http" | "https", string>;
  /** What the browsers reported as refused by a policy. */
  reports: string[];
  lead: (server: string) => void;
  stop: () => Promise<void>;
}

/** Our lines between marks, by which the comparison of before and after leaves them out. */
const marked = (text: string): string => `<!--gxjt-->${text}<!--/gxjt-->`;

export function ourLines(column: string, query = ""): Ours {
  return {
    column,
    query,
    script: marked(`<script src="${column}/embed/gxjt.js" async></script>`),
    list: marked('<gxjt-materials limit="3"></gxjt-materials>'),
    form: marked("<gxjt-feedback></gxjt-feedback>"),
    lines: marked,
  };
}

function nothing(column: string, query: string): Ours {
  const empty = marked("");
  return { column, query, script: empty, list: empty, form: empty, lines: () => empty };
}

/**
 * A web server as such portals have it, over HTTP and HTTPS, with the column behind a proxy for each.
 * @param name how the browser reaches this machine under another site's name
 * @param driven by a driver that works by scripts in the page
 */
export async function startSite(hosts: readonly Host[], name: (site: "portal" | "column") => string, driven: boolean): Promise<Site> {
  const reports: string[] = [];
  const fronts = { http: await startFront("http", name("column"), true), https: await startFront("https", name("column"), true) };
  const column = { http: fronts.http.origin, https: fronts.https.origin };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, search, searchParams } = new URL(request.url ?? "/", "http://host.invalid");
    const file = pathname.split("/").at(-1)!;
    const send = (type: string, body: string | Buffer, more = {}) =>
      response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...more }).end(body);
    if (file === "refused") {
      request.setEncoding("utf8").on("data", (text: string) => reports.push(text));
      return void response.writeHead(204).end();
    }
    // As old servers did it: an old type, and no charset.
    if (libraries[file]) return void send("application/x-javascript", readFileSync(join(packages, libraries[file])));
    if (file === "own.js") return void send("application/x-javascript", (driven ? lendJson : "") + ownScript);
    if (file === "own.css") return void send("text/css", ownCss);
    const host = hosts[Number(searchParams.get("host"))];
    const page = host && (host.parts?.[file] ?? host.html);
    if (!page || file === "favicon.ico") return void response.writeHead(404).end();
    const origin = column[host.scheme ?? "http"];
    const html = page((searchParams.has("ours") ? ourLines : nothing)(origin, search));
    const policy = host.policy && { "content-security-policy": host.policy(origin) };
    send(host.type ?? "text/html", iconv.encode(html, host.encoding ?? "utf-8"), policy);
  };

  const servers = { http: createServer(handle), https: createTlsServer(selfSigned(), handle) };
  const origin = { http: "", https: "" };
  for (const scheme of ["http", "https"] as const) {
    await new Promise<void>((done) => servers[scheme].listen(0, "127.0.0.1", done));
    origin[scheme] = `${scheme}://${name("portal")}:${(servers[scheme].address() as AddressInfo).port}`;
  }
  return {
    address: (host, ours) =>
      `${origin[host.scheme ?? "http"]}${host.path ?? "/"}?host=${hosts.indexOf(host)}${ours ? "&ours" : ""}${host.hash ?? ""}`,
    origins: Object.values(origin),
    column,
    reports,
    lead: (server) => Object.values(fronts).forEach((front) => front.lead(server)),
    stop: async () => {
      for (const server of Object.values(servers)) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
      await Promise.all(Object.values(fronts).map((front) => front.stop()));
    },
  };
}
