import * as v from "valibot";
import { Problem, type FieldError, type ProblemCode } from "./problem.ts";

export const DEFAULT_BODY_BYTES = 64 * 1024;

/**
 * Reads a JSON body of at most `maxBytes`; without a declared length it is counted while reading.
 * @throws Problem not-json (415), too-large (413), invalid-body (400)
 */
export async function readJson(request: Request, maxBytes = DEFAULT_BODY_BYTES): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new Problem("not-json");
  const text = new TextDecoder("utf-8", { fatal: true });
  try {
    return wholesome(JSON.parse(text.decode(await readBytes(request, maxBytes))));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("invalid-body", { errors: [{ field: "", code: "json" }] });
  }
}

export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const declared = request.headers.get("content-length");
  if (Number(declared ?? 0) > maxBytes) throw new Problem("too-large");
  if (declared !== null) {
    // HTTP holds a body to its declared length, and reading it whole spares the server a stream.
    const whole = new Uint8Array(await request.arrayBuffer());
    if (whole.byteLength > maxBytes) throw new Problem("too-large");
    return whole;
  }
  // Without a stream the whole body is in memory already and the declared length was its true one.
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Problem("too-large");
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** Refuses what JSON allows but no store can keep: lone surrogates, and keys that touch prototypes. */
function wholesome(value: unknown, depth = 0): unknown {
  if (depth > 20) throw new Problem("invalid-body", { errors: [{ field: "", code: "depth" }] });
  if (typeof value === "string" && !value.isWellFormed()) throw new Problem("invalid-body", { errors: [{ field: "", code: "unicode" }] });
  if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === "__proto__" || key === "constructor")
        throw new Problem("invalid-body", { errors: [{ field: key, code: "strict_object" }] });
      wholesome(inner, depth + 1);
    }
  }
  return value;
}

/** @throws Problem with one entry per wrong field: its dotted path and the name of the rule */
export function check<S extends v.GenericSchema>(schema: S, value: unknown, code: ProblemCode = "invalid-body"): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const errors: FieldError[] = result.issues.slice(0, 20).map((issue) => ({ field: v.getDotPath(issue) ?? "", code: issue.type }));
  throw new Problem(code, { errors });
}

/** A query key that comes twice is refused: which of the two counts would be a guess. */
export function readQuery(url: URL): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [key, value] of url.searchParams) {
    if (Object.hasOwn(query, key)) throw new Problem("invalid-query", { errors: [{ field: key, code: "repeated" }] });
    if (!value.isWellFormed() || value.includes("\u0000"))
      throw new Problem("invalid-query", { errors: [{ field: key, code: "unicode" }] });
    query[key] = value;
  }
  return query;
}
