import { createHash } from "node:crypto";
import { guidePolicy, securityHeaders } from "../http/headers.ts";
import { encodingFor, pack, type Packed } from "../http/packing.ts";

const types: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
  map: "application/json; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
};

export interface Asset {
  bytes: Buffer<ArrayBuffer>;
  type: string;
  etag: string;
  immutable: boolean;
  packed: Packed;
}

/** @returns undefined for a kind of file that is not served */
export function assetFrom(name: string, bytes: Buffer<ArrayBuffer>): Asset | undefined {
  const type = types[name.split(".").at(-1) ?? ""];
  if (!type) return undefined;
  const etag = `"${createHash("sha1").update(bytes).digest("base64url")}"`;
  return { bytes, type, etag, immutable: /-[\w-]{8,}\.\w+$/.test(name), packed: {} };
}

/** Built files by their names, from wherever they lie; undefined for what was not built. */
export type AssetSource = (name: string) => Asset | undefined | Promise<Asset | undefined>;

/**
 * Compressed once. Names with a hash never change; the rest is asked for anew after five minutes, so a new version reaches every
 * portal within that time.
 */
export function answerAsset(asset: Asset, request: Request): Response {
  const headers = new Headers(securityHeaders);
  headers.set("content-type", asset.type);
  if (asset.type.startsWith("text/html")) headers.set("content-security-policy", guidePolicy);
  headers.set("etag", asset.etag);
  headers.set("vary", "accept-encoding");
  headers.set("access-control-allow-origin", "*");
  headers.set("cache-control", asset.immutable ? "public, max-age=31536000, immutable" : "public, max-age=300");
  if (request.headers.get("if-none-match") === asset.etag) return new Response(null, { status: 304, headers });
  const encoding = encodingFor(request.headers.get("accept-encoding"));
  if (!encoding) return new Response(asset.bytes, { headers });
  headers.set("content-encoding", encoding);
  return new Response((asset.packed[encoding] ??= pack(asset.bytes, encoding, 11)), { headers });
}
