import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { securityHeaders } from "../../functions/http/headers.ts";

const types: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
  map: "application/json; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
};

interface Asset {
  bytes: Buffer<ArrayBuffer>;
  type: string;
  etag: string;
  immutable: boolean;
  packed: Partial<Record<"br" | "gzip", Buffer<ArrayBuffer>>>;
}

/**
 * The built files of a folder, held in memory (a few dozen KB), compressed once. Names with a hash never change; the rest is asked
 * for anew after five minutes, so a new version reaches every portal within that time.
 */
export function assetsOf(folder: string): (path: string, request: Request) => Response | undefined {
  const assets = new Map<string, Asset>();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const type = types[name.split(".").at(-1) ?? ""];
    if (!type) continue;
    const bytes = readFileSync(join(folder, name));
    const etag = `"${createHash("sha1").update(bytes).digest("base64url")}"`;
    assets.set(name, { bytes, type, etag, immutable: /-[\w-]{8,}\.\w+$/.test(name), packed: {} });
  }
  return (name, request) => {
    const asset = assets.get(name);
    if (!asset) return undefined;
    const headers = new Headers(securityHeaders);
    headers.set("content-type", asset.type);
    headers.set("etag", asset.etag);
    headers.set("vary", "accept-encoding");
    headers.set("access-control-allow-origin", "*");
    headers.set("cache-control", asset.immutable ? "public, max-age=31536000, immutable" : "public, max-age=300");
    if (request.headers.get("if-none-match") === asset.etag) return new Response(null, { status: 304, headers });
    const accepted = request.headers.get("accept-encoding") ?? "";
    const encoding = accepted.includes("br") ? "br" : accepted.includes("gzip") ? "gzip" : undefined;
    if (!encoding) return new Response(asset.bytes, { headers });
    headers.set("content-encoding", encoding);
    asset.packed[encoding] ??= encoding === "br" ? brotliCompressSync(asset.bytes) : gzipSync(asset.bytes);
    return new Response(asset.packed[encoding], { headers });
  };
}
