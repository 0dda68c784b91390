import type { Material } from "../../functions/materials/contract.ts";
import { ORIGIN, type Answer, type Column } from "../support/column.ts";

export interface OpenedUpload {
  upload: string;
  url: string;
  fields: Record<string, string>;
}

export const ascii = (text: string) => new TextEncoder().encode(text);
export const pdf = (note = "") => ascii(`%PDF-1.7\n% ${note}\n%%EOF\n`);
export const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** The first of the two requests of an upload. */
export function openUpload(column: Column, cookie: string, fileName: string, bytes: number): Promise<Answer<OpenedUpload>> {
  return column.call<OpenedUpload>("POST", "/api/staff/uploads", { cookie, body: { fileName, bytes } });
}

/** The second: posts these bytes with the form, whatever was announced. */
export async function postForm(
  column: Column,
  { url, fields }: OpenedUpload,
  bytes: Uint8Array,
  change: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change })) form.append(name, value);
  form.append("file", new File([bytes as Uint8Array<ArrayBuffer>], "file"));
  // Written out first: a form that is refused half-way would break its own stream, which is no fault of the column.
  const written = new Response(form);
  const headers = { "content-type": written.headers.get("content-type")! };
  const answer = await column.fetch(new Request(`${ORIGIN}${url}`, { method: "POST", headers, body: await written.arrayBuffer() }));
  return { status: answer.status, text: await answer.text() };
}

/** Provided by its writer, reviewed and signed by two others. */
export async function publishDraft(column: Column, writer: string, draft: { id: string; version: number }): Promise<Material> {
  const { body: provided } = await column.step(writer, draft, "provide");
  const { body: reviewed } = await column.step(await column.signIn(["editor"]), provided, "review");
  const { body: signed, text } = await column.step(await column.signIn(["director"]), reviewed, "sign");
  if (signed.state !== "published") throw new Error(`not published: ${text}`);
  column.time.now += 1000;
  return signed;
}

/** Where the bytes are that the column itself has put and not deleted; posted forms are not among them. */
export function storedKeys({ deps: { blobs } }: Column): Set<string> {
  const keys = new Set<string>();
  const { put, delete: remove } = blobs;
  blobs.put = async (key, ...rest) => {
    await put(key, ...rest);
    keys.add(key);
  };
  blobs.delete = async (key) => {
    await remove(key);
    keys.delete(key);
  };
  return keys;
}

/** Status, code, and the code of the field that a refusal names. */
export function fieldCode({ status, body }: Pick<Answer<object>, "status" | "body">): unknown[] {
  const { code, errors } = body as { code?: string; errors?: { code: string }[] };
  return [status, code, errors?.[0]?.code];
}
