import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A web site that embeds the column: some pages of its own, on an origin of its own. */
export interface HostSite {
  origin: string;
  /** The same under another site's name: what comes from 127.0.0.1 is a third party there. */
  elsewhere: string;
  /** Puts a page there. @returns its address */
  show: (path: string, html: string, headers?: Record<string, string>) => string;
  /** What browsers reported as refused by the pages' policies. */
  reports: string[];
  stop: () => Promise<void>;
}

interface HostedPage {
  html: string;
  headers: Record<string, string>;
}

/** The site's own, loud style sheet: it must neither reach the widgets nor be needed by them. */
const ownCss = "body{margin:0;font:12px/1.2 serif}main{display:block}a{color:lime!important}.marker{height:40px;background:#999}";

/** The strictest policy under which the widgets promise to work, with reports of whatever it refuses. */
export function strictPolicy(column: string): Record<string, string> {
  const policy = `default-src 'none'; script-src ${column}; style-src 'self'; connect-src ${column}; img-src 'self'; report-uri /refused`;
  return { "content-security-policy": policy };
}

/** A page with the snippet as the README gives it. `body` holds the tags, `scripts` how often the script is pasted. */
export function snippetPage(column: string, body: string, { scripts = 1, head = "" } = {}): string {
  const script = `<script src="${column}/embed/gxjt.js" async></script>`;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>某单位网站</title><link rel="stylesheet" href="/host.css">${head}</head><body><h1>某单位网站</h1>${script.repeat(scripts)}${body}</body></html>`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** Starts it on a free port of 127.0.0.1. */
export async function startHostSite(): Promise<HostSite> {
  const pages = new Map<string, HostedPage>();
  const reports: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://host.invalid").pathname;
    const page = pages.get(path);
    if (path === "/refused") void bodyOf(request).then((text) => reports.push(text));
    if (page)
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...page.headers }).end(page.html);
    else if (path === "/host.css") response.writeHead(200, { "content-type": "text/css" }).end(ownCss);
    else response.writeHead(204).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    elsewhere: `http://localhost:${port}`,
    reports,
    show: (path, html, headers = {}) => {
      pages.set(path, { html, headers });
      return origin + path;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
