import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { problems } from "./problem.ts";
import type { Route } from "./route.ts";

type JsonObject = Record<string, unknown>;

function jsonSchema(schema: v.GenericSchema, typeMode: "input" | "output"): JsonObject {
  // Trimming and conversions are not expressible; lengths and patterns are, and those are what a client needs.
  const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: "ignore", typeMode, target: "draft-2020-12" }) as JsonObject;
  return rest;
}

const problemSchema: JsonObject = {
  type: "object",
  required: ["type", "title", "status", "code", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { enum: Object.keys(problems) },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: { type: "object", required: ["field", "code"], properties: { field: { type: "string" }, code: { type: "string" } } },
    },
    allowed: { type: "array", items: { type: "string" } },
    current: {},
  },
};

function operation(route: Route): JsonObject {
  const pathParameters = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const query = route.query && jsonSchema(route.query, "input");
  const required = (query?.["required"] ?? []) as string[];
  const queryParameters = Object.entries((query?.["properties"] ?? {}) as JsonObject).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
  const status = String(route.status ?? (route.answer ? 200 : route.method === "GET" ? 200 : 204));
  return {
    summary: route.summary,
    "x-access": route.access,
    parameters: [...pathParameters, ...queryParameters],
    ...(route.body
      ? { requestBody: { required: true, content: { "application/json": { schema: jsonSchema(route.body, "input") } } } }
      : {}),
    responses: {
      [status]: {
        description: "Done",
        ...(route.answer ? { content: { "application/json": { schema: jsonSchema(route.answer, "output") } } } : {}),
      },
      default: { description: "Problem", content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } },
    },
  };
}

/** The OpenAPI 3.1 description, made from the same contracts that check every request. */
export function openApi(title: string, routes: Route[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return { openapi: "3.1.0", info: { title, version: "0.1.0" }, paths, components: { schemas: { Problem: problemSchema } } };
}
