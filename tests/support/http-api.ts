import recorded from "./http-api-event.json" with { type: "json" };
import type { HttpEvent, HttpResult } from "../../functions/aws/http-event.ts";
import { resourcesOf, type Template, textOf } from "./cloud-assembly.ts";

export interface Asked {
  headers?: Record<string, string>;
  /** `name=value` parts. */
  cookies?: string[];
  body?: string | Uint8Array;
}

/** A request as API Gateway hands it over behind CloudFront: the path decoded, header names small, cookies apart, bytes as base64. */
export function httpEvent(method: string, address: string, { headers = {}, cookies, body }: Asked = {}): HttpEvent {
  const { pathname, search } = new URL(address, "https://column.test");
  const rawPath = decodeURIComponent(pathname);
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const text = typeof body === "string";
  const http = { ...recorded.requestContext.http, method, path: rawPath };
  return {
    ...recorded,
    version: "2.0",
    rawPath,
    rawQueryString: search.slice(1),
    headers: { ...recorded.headers, ...given },
    ...(cookies && { cookies }),
    requestContext: { ...recorded.requestContext, http },
    ...(body !== undefined && { body: text ? body : Buffer.from(body).toString("base64") }),
    isBase64Encoded: body !== undefined && !text,
  };
}

/** What the client gets of a function's result. */
export function answerOf({ statusCode, headers, cookies, body, isBase64Encoded }: HttpResult) {
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  return { status: statusCode, headers: new Headers(headers), cookies, bytes, text: bytes.toString() };
}

/** The API's routes by the template: path -> logical id of the function that answers. */
export function routerOf(template: Template): (path: string) => string {
  const integrations = resourcesOf(template, "AWS::ApiGatewayV2::Integration");
  const routes = Object.values(resourcesOf(template, "AWS::ApiGatewayV2::Route")).map(({ Properties }) => {
    const integration = textOf(Properties["Target"]).replace(/^integrations\/<|>$/g, "");
    const target = /<([^.>]+)\.Arn>/.exec(textOf(integrations[integration]!.Properties["IntegrationUri"]))![1]!;
    return { path: String(Properties["RouteKey"]).replace("ANY ", ""), target };
  });
  return (path) => {
    const fits = (route: string) => (route.endsWith("/{path+}") ? path.startsWith(route.slice(0, -"{path+}".length)) : path === route);
    return (routes.find((route) => fits(route.path)) ?? routes.find((route) => route.path === "$default"))!.target;
  };
}
