import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import type { Blobs, UploadForm } from "../../functions/blobs/blobs.ts";
import { openDiskBlobs, type DiskBlobs } from "../../functions/blobs/disk.ts";
import { diskRoutes } from "../../functions/blobs/disk-routes.ts";
import { openS3Blobs } from "../../functions/blobs/s3.ts";
import { s3Engines } from "../support/s3-engines.ts";

export interface Running {
  blobs: Blobs;
  /** The same blobs, for listing. s3rver takes the slash after a bucket out of what was signed, and refuses every list but on its unchecked server. */
  lister: Blobs;
  download: (address: string) => string;
  stop: () => Promise<void>;
}

export interface Engine {
  name: string;
  enforcesPolicy: boolean;
  checksDownloads: boolean;
  start(): Promise<Running>;
}

/** The folder engine behind its own routes on a real loopback server, with a clock that the test moves. */
export async function startDisk(): Promise<Running & { blobs: DiskBlobs; folder: string; clock: { now: number }; origin: string }> {
  const folder = mkdtempSync(join(tmpdir(), "gxjt-blobs-"));
  const clock = { now: Date.parse("2026-11-23T08:30:00Z") };
  let origin = "";
  const blobs = openDiskBlobs({ folder, signingKey: "a signing key of the tests", baseUrl: () => origin, now: () => clock.now });
  const server = createServer(getRequestListener(diskRoutes(blobs).fetch));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  };
  return { blobs, lister: blobs, folder, clock, origin, download: (address) => address, stop };
}

export function engines(): Engine[] {
  const s3 = s3Engines().map(({ start, ...engine }) => ({
    ...engine,
    start: async () => {
      const { options, ...running } = await start();
      const lister = openS3Blobs({ ...options, endpoint: running.download(`${options.endpoint}/`).slice(0, -1) });
      return { blobs: openS3Blobs(options), lister, ...running };
    },
  }));
  return [{ name: "disk", enforcesPolicy: true, checksDownloads: true, start: startDisk }, ...s3];
}

/** A key of the generated form that no other test uses. */
export function newKey(): string {
  const letters = randomBytes(12).toString("hex");
  return `${letters.slice(0, 2)}/${letters}`;
}

/** What a browser does with the form: the fields in order, then the file. */
export async function post(
  { url, fields }: UploadForm,
  file: Uint8Array,
  changed: Record<string, string> = {},
): Promise<{ status: number; code: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changed })) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(file)]), "讲稿.pdf");
  const answer = await fetch(url, { method: "POST", body: form });
  return { status: answer.status, code: /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1] ?? "" };
}
