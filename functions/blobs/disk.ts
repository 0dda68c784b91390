import { mkdirSync, rmSync } from "node:fs";
import { open, readFile, stat, unlink, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Clock } from "../platform/clock.ts";
import { syncFolder, writeAtomically, type Fill } from "./atomic-file.ts";
import { BlobsUnavailable, type BlobInfo, type Blobs } from "./blobs.ts";
import { checkDownload, checkUpload, signDownload, signUpload, type Refusal, type UploadPolicy } from "./disk-signing.ts";
import { listFiles } from "./disk-list.ts";
import { exactly } from "./exact-length.ts";
import { assertBlobKey } from "./keys.ts";

export interface DiskOptions {
  /** Made when missing. One process at a time: what an earlier one left half-written is removed at opening. */
  folder: string;
  signingKey: string;
  /** Touch nothing at opening: another process may be receiving files. For reading only. */
  beside?: boolean;
  /** Origin of the addresses handed out, or "" for addresses relative to the page. */
  baseUrl: () => string;
  now: Clock;
}

/** The folder engine, with what its own routes need beside the port. */
export interface DiskBlobs extends Blobs {
  checkUpload(fields: Record<string, string>): UploadPolicy | Refusal;
  checkDownload(key: string, query: URLSearchParams): { fileName: string; contentType: string } | Refusal;
  /** @param ready last word before the file becomes visible; throw to discard it. */
  receive(key: string, fill: Fill, ready: () => void): Promise<void>;
  /** The caller closes the file. @returns undefined when there is no such blob. */
  openFile(key: string): Promise<{ file: FileHandle; bytes: number } | undefined>;
}

/** Blobs in a folder of this machine. @throws TypeError for a key that was not generated here, BlobsUnavailable when the disk fails. */
export function openDiskBlobs({ folder, signingKey, baseUrl, now, beside }: DiskOptions): DiskBlobs {
  if (signingKey.length < 16) throw new TypeError("the blobs' signing key is too short");
  // A leading dot is no part of any key, so no address reaches the half-written files.
  const incoming = join(folder, ".incoming");
  if (!beside) {
    rmSync(incoming, { recursive: true, force: true });
    mkdirSync(incoming, { recursive: true, mode: 0o700 });
  }

  const pathOf = (key: string) => {
    assertBlobKey(key);
    return join(folder, ...key.split("/"));
  };
  const receive = (key: string, fill: Fill, ready?: () => void) => {
    const path = pathOf(key);
    return guarded(() => writeAtomically(path, incoming, fill, ready));
  };

  return {
    receive,
    checkUpload: (fields) => checkUpload(signingKey, fields, now()),
    checkDownload: (key, query) => checkDownload(signingKey, key, query, now()),
    async presignUpload(terms) {
      assertBlobKey(terms.key);
      return { url: `${baseUrl()}/files/upload`, fields: signUpload(signingKey, terms, now()) };
    },
    async presignDownload(terms) {
      assertBlobKey(terms.key);
      return baseUrl() + signDownload(signingKey, terms, now());
    },
    async put(key, bytes) {
      await receive(key, (write) => write(bytes));
    },
    async get(key) {
      const path = pathOf(key);
      return ifThere(async () => new Uint8Array(await readFile(path)));
    },
    async head(key): Promise<BlobInfo | undefined> {
      const path = pathOf(key);
      const found = await ifThere(() => stat(path));
      return found?.isFile() ? { bytes: found.size } : undefined;
    },
    async openFile(key) {
      const path = pathOf(key);
      const file = await ifThere(() => open(path, "r"));
      if (!file) return undefined;
      const found = await file.stat();
      if (found.isFile()) return { file, bytes: found.size };
      await file.close();
      return undefined;
    },
    list: (under) => listFiles(folder, under),
    async read(key) {
      const path = pathOf(key);
      const file = await ifThere(() => open(path, "r"));
      return file?.createReadStream();
    },
    async write(key, bytes, source) {
      await receive(key, async (write) => {
        for await (const chunk of exactly(bytes, source)) await write(chunk);
      });
    },
    async pour(key, source) {
      let came = 0;
      await receive(key, async (write) => {
        for await (const chunk of source) {
          await write(chunk);
          came += chunk.length;
        }
      });
      return came;
    },
    async delete(key) {
      const path = pathOf(key);
      await ifThere(async () => {
        await unlink(path);
        await syncFolder(dirname(path));
      });
    },
  };
}

async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await guarded(read);
  } catch (error) {
    // A folder in a key's place holds no blob either.
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** Full, failing or exhausted disks get better or are mended: the caller may try again. */
async function guarded<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (["ENOSPC", "EDQUOT", "EIO", "EROFS", "EMFILE", "ENFILE"].includes(codeOf(error))) {
      throw new BlobsUnavailable(`the blob folder failed: ${codeOf(error)}`, { cause: error });
    }
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
