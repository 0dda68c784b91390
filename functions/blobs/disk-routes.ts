import { Readable } from "node:stream";
import { Hono } from "hono";
import { BlobsUnavailable } from "./blobs.ts";
import type { DiskBlobs } from "./disk.ts";
import type { UploadPolicy } from "./disk-signing.ts";
import { downloadHeaders } from "./download-headers.ts";
import { FORM_OVERHEAD, MalformedForm, readUploadForm } from "./upload-form.ts";

// S3's own codes, statuses and XML, so that whoever posts a form need not know which engine answers.
const statuses = {
  AccessDenied: 403,
  SignatureDoesNotMatch: 403,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  MalformedPOSTRequest: 400,
  NoSuchKey: 404,
  ServiceUnavailable: 503,
} as const;
type Code = keyof typeof statuses;

class Refused extends Error {
  code: Code;
  constructor(code: Code) {
    super(code);
    this.code = code;
  }
}

/** `POST /files/upload` and `GET /files/{key}` for the folder engine; with S3 the browser speaks to the bucket instead. */
export function diskRoutes(blobs: DiskBlobs): Hono {
  const app = new Hono();

  app.post("/files/upload", async (c) => {
    const announced = Number(c.req.header("content-length") ?? 0);
    await readUploadForm(c.req.raw, async (fields, file) => {
      const policy = blobs.checkUpload(fields);
      if (typeof policy === "string") throw new Refused(policy);
      if (announced > policy.maxBytes + FORM_OVERHEAD) throw new Refused("EntityTooLarge");
      await receive(blobs, policy, file);
    });
    return c.body(null, 204);
  });

  app.get("/files/:key{.+}", async (c) => {
    const key = c.req.param("key");
    const terms = blobs.checkDownload(key, new URL(c.req.url).searchParams);
    if (typeof terms === "string") throw new Refused(terms);
    const found = await blobs.openFile(key);
    if (!found) throw new Refused("NoSuchKey");
    const headers = { ...downloadHeaders({ ...terms, bytes: found.bytes }), "cache-control": "private, no-cache" };
    if (c.req.method === "HEAD") {
      await found.file.close();
      return c.body(null, 200, headers);
    }
    const stream = Readable.toWeb(found.file.createReadStream()) as ReadableStream;
    return c.body(stream, 200, headers);
  });

  app.onError((error) => {
    if (error instanceof Refused) return refusal(error.code);
    if (error instanceof MalformedForm) return refusal("MalformedPOSTRequest");
    if (error instanceof BlobsUnavailable) return refusal("ServiceUnavailable");
    throw error;
  });
  return app;
}

async function receive(blobs: DiskBlobs, policy: UploadPolicy, file: AsyncIterable<Uint8Array>): Promise<void> {
  let bytes = 0;
  const fill = async (write: (chunk: Uint8Array) => Promise<void>) => {
    for await (const chunk of file) {
      bytes += chunk.length;
      if (bytes > policy.maxBytes) throw new Refused("EntityTooLarge");
      await write(chunk);
    }
  };
  await blobs.receive(policy.key, fill, () => {
    if (bytes < policy.minBytes) throw new Refused("EntityTooSmall");
  });
}

function refusal(code: Code): Response {
  const headers = new Headers({
    "content-type": "application/xml; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  if (code === "ServiceUnavailable") headers.set("retry-after", "5");
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`, { status: statuses[code], headers });
}
