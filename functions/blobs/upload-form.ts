import { Readable } from "node:stream";
import { finished } from "node:stream/promises";

/** Room for the form's own fields and boundaries around the file. */
export const FORM_OVERHEAD = 64 * 1024;

export class MalformedForm extends Error {
  override name = "MalformedForm";
}

/**
 * Reads `multipart/form-data` as a stream: the fields first, then one file. Nothing but the file's current chunk and a few KB of
 * fields is ever held. What `onFile` throws ends the reading at once and is thrown here.
 * @throws MalformedForm when it is no such form, or holds no part `file`.
 */
export async function readUploadForm(
  request: Request,
  onFile: (fields: Record<string, string>, file: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!request.body || !/^multipart\/form-data\s*;/i.test(contentType)) throw new MalformedForm("not multipart/form-data");
  // Only the one-machine server receives files, and only when an editor uploads: not worth loading before.
  const { Busboy } = await import("@fastify/busboy");
  const fields: Record<string, string> = Object.create(null);
  const reading = new AbortController();
  let part: Readable | undefined;
  let stored: Promise<void> | undefined;
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    reading.abort();
  };

  const parser = parserFor(Busboy, contentType);
  parser.on("field", (name, value, nameCut, valueCut) => {
    // S3 ignores what follows the file; a field given twice or cut short cannot be what was signed.
    if (stored) return;
    if (nameCut || valueCut || name in fields) fail(new MalformedForm("field repeated or too long"));
    else fields[name] = value;
  });
  parser.on("file", (name, file) => {
    // Whoever reads the part meets its errors there; unheard here, they would end the process.
    file.on("error", () => {});
    if (name !== "file" || stored) return void file.resume();
    part = file;
    stored = onFile(fields, file)
      .catch(fail)
      .finally(() => file.resume());
  });

  const source = Readable.fromWeb(request.body as import("node:stream/web").ReadableStream);
  try {
    source.pipe(parser);
    source.once("error", (error) => parser.destroy(error));
    await finished(parser, { signal: reading.signal, readable: false });
  } catch (error) {
    failure ??= new MalformedForm("the form ended early", { cause: error });
    parser.destroy();
    // The parser does not end the part with itself: its reader would wait for ever, and keep its file open.
    part?.destroy(new MalformedForm("the form ended early"));
  }
  await stored;
  source.unpipe(parser);
  source.destroy();
  if (failure) throw failure;
  if (!stored) throw new MalformedForm("no file");
}

function parserFor(Busboy: typeof import("@fastify/busboy").Busboy, contentType: string) {
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: { fieldNameSize: 100, fieldSize: 8192, fields: 12, parts: 16, headerPairs: 16, headerSize: 8192 },
    });
  } catch (error) {
    throw new MalformedForm("no boundary", { cause: error });
  }
}
