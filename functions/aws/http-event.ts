/** The part of API Gateway's HTTP API event, format 2.0, that the column reads. */
export interface HttpEvent {
  version: "2.0";
  rawPath: string;
  rawQueryString: string;
  /** Names in lower case; what came several times is joined by commas. */
  headers: Record<string, string | undefined>;
  /** The `Cookie` header, which stands nowhere else, in its parts. */
  cookies?: string[];
  requestContext: { http: { method: string; sourceIp: string }; requestId?: string };
  body?: string;
  isBase64Encoded: boolean;
}

export interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  cookies: string[];
  body: string;
  isBase64Encoded: boolean;
}

/** A function's answer may have 6 MB as JSON, and base64 makes three bytes four; a little is left for headers. */
export const MOST_ANSWER_BYTES = 4_400_000;

/** Above this a text goes as base64 too, since JSON may write a character as two or six. */
const MOST_PLAIN_BYTES = 1_000_000;

/**
 * HTTP APIs hand over the path decoded, so a `?`, `#` or lone `%` in it was part of a name. What can never stand in an encoded
 * path is encoded again; an encoded path stays as it is.
 */
function encodedPath(path: string): string {
  return path.replace(/%(?![0-9a-f]{2})|[^\w\-.~%!$&'()*+,;=:@/]/giu, (part) =>
    part.isWellFormed() ? encodeURIComponent(part) : encodeURIComponent("\ufffd"),
  );
}

/**
 * The event as a request to the column's own origin: what a client says about host and protocol is not believed (ASVS 4.1.3).
 * @throws TypeError for a method or header that no request can have
 */
export function requestFrom(event: HttpEvent, origin: string): Request {
  const { rawPath, rawQueryString, requestContext, body, cookies } = event;
  const { method } = requestContext.http;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.set(name, latin1(value));
  if (cookies?.length) headers.set("cookie", latin1(cookies.join("; ")));
  const bytes = body === undefined || body === "" ? undefined : Buffer.from(body, event.isBase64Encoded ? "base64" : "utf8");
  if (bytes) headers.set("content-length", String(bytes.length));
  const url = `${origin}${encodedPath(rawPath || "/")}${rawQueryString ? `?${rawQueryString}` : ""}`;
  return new Request(url, { method, headers, ...(bytes && method !== "GET" && method !== "HEAD" && { body: bytes }) });
}

/** Header values are bytes; what is none comes as the bytes of its UTF-8, as a socket would have given it. */
const latin1 = (value: string) => (/[^\u0000-\u00ff]/.test(value) ? Buffer.from(value).toString("latin1") : value);

const isText = (type: string) => /^text\/|[/+](json|xml|javascript)\b/.test(type);

/** The answer as the HTTP API wants it: bytes as base64, cookies apart, since each must be a header of its own. @param whole the body, when it was read already */
export async function resultFrom(response: Response, whole?: Buffer): Promise<HttpResult> {
  const bytes = whole ?? Buffer.from(await response.arrayBuffer());
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) if (name !== "set-cookie") headers[name] = value;
  const plain =
    bytes.length <= MOST_PLAIN_BYTES && isText(response.headers.get("content-type") ?? "") && !response.headers.has("content-encoding");
  return {
    statusCode: response.status,
    headers,
    cookies: response.headers.getSetCookie(),
    body: bytes.toString(plain ? "utf8" : "base64"),
    isBase64Encoded: !plain && bytes.length > 0,
  };
}
