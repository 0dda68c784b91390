/** On every answer, errors and files included (ASVS 3.4). HTML pages replace the content policy by their own. */
export const securityHeaders: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  // Portals on other origins read our JSON and scripts; the allow-list for scripts is CORS.
  "cross-origin-resource-policy": "cross-origin",
};

/** For our HTML pages without a script: they may be framed by the listed portals only (ASVS 3.4.6). */
export function pagePolicy(portalOrigins: readonly string[]): string {
  return `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${["'self'", ...portalOrigins].join(" ")}`;
}

/**
 * For `/embed/frame/…`: our own widgets in a frame of the listed portals. Inline styles are allowed, since browsers before constructed
 * style sheets (Firefox 100, Safari 16.3) draw the widgets by them; scripts are our own files alone.
 */
export function framePolicy(portalOrigins: readonly string[]): string {
  return `default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${["'self'", ...portalOrigins].join(" ")}`;
}

/** Of `/embed/`, the built page whose examples are our own widgets. */
export const guidePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * A withdrawn material is gone from every cache after max-age + s-maxage + stale-while-revalidate = 2 minutes at the latest:
 * the README states this time.
 */
export const publicCache = "public, max-age=30, s-maxage=60, stale-while-revalidate=30";

export const noStore = "no-store";

/** The header by which our own CloudFront distribution shows that a request came through it. */
export const EDGE_HEADER = "x-gxjt-edge";
