import { type Blobs, BlobsUnavailable } from "./blobs.ts";

/** The engine's code may be a bundle of its own, whose errors are of classes of its own: told by their name. */
function asOurs(error: unknown): never {
  if (error instanceof Error && error.name === "BlobsUnavailable") throw new BlobsUnavailable(error.message, { cause: error });
  throw error;
}

/** Blobs that are opened at their first use: most requests touch no file, and a function's start should not wait for the engine's code. */
export function lazyBlobs(open: () => Promise<Blobs>): Blobs {
  let opened: Promise<Blobs> | undefined;
  const use = async <T>(action: (blobs: Blobs) => T): Promise<Awaited<T>> => {
    try {
      // A failure to open is not kept: the next use tries again.
      opened ??= open();
      opened.catch(() => (opened = undefined));
      return await action(await opened);
    } catch (error) {
      return asOurs(error);
    }
  };
  return {
    presignUpload: (terms) => use((blobs) => blobs.presignUpload(terms)),
    presignDownload: (terms) => use((blobs) => blobs.presignDownload(terms)),
    put: (...given) => use((blobs) => blobs.put(...given)),
    get: (key) => use((blobs) => blobs.get(key)),
    head: (key) => use((blobs) => blobs.head(key)),
    delete: (key) => use((blobs) => blobs.delete(key)),
    async *list(under) {
      try {
        yield* await use((blobs) => blobs.list(under));
      } catch (error) {
        asOurs(error);
      }
    },
    read: (key) => use((blobs) => blobs.read(key)),
    write: (...given) => use((blobs) => blobs.write(...given)),
    pour: (...given) => use((blobs) => blobs.pour(...given)),
  };
}
