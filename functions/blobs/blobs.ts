/**
 * The blobs port: files by generated key, in a folder (`disk.ts`) or in any S3-compatible store (`s3.ts`).
 * Uploads go by a presigned form so that large files never pass through a function; downloads are always attachments.
 */

export interface UploadForm {
  /** Where the browser posts `multipart/form-data`: first the fields in order, then the file in the part `file`. */
  url: string;
  fields: Record<string, string>;
}

export interface UploadTerms {
  key: string;
  contentType: string;
  minBytes: number;
  maxBytes: number;
  expiresInSeconds: number;
}

export interface DownloadTerms {
  key: string;
  /** The name under which the visitor saves it: Chinese allowed; sent as RFC 6266 `filename*`. */
  fileName: string;
  contentType: string;
  expiresInSeconds: number;
}

export interface BlobInfo {
  bytes: number;
}

export interface ListedBlob extends BlobInfo {
  key: string;
}

export interface Blobs {
  presignUpload(terms: UploadTerms): Promise<UploadForm>;
  /** A short-lived address that serves the blob as attachment, nosniff, never executable. */
  presignDownload(terms: DownloadTerms): Promise<string>;
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** @returns undefined when there is no such blob. */
  get(key: string): Promise<Uint8Array | undefined>;
  head(key: string): Promise<BlobInfo | undefined>;
  delete(key: string): Promise<void>;
  /**
   * Every blob, in whatever order the engine has, for commands such as a backup; what is written meanwhile may or may not come.
   * @param under only those whose key begins with this folder, named with its slash at the end
   */
  list(under?: string): AsyncIterable<ListedBlob>;
  /** As `get`, piece by piece, for files larger than memory should hold. */
  read(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** As `put`, piece by piece. @param bytes how many will come; with others the blob is not made */
  write(key: string, bytes: number, source: AsyncIterable<Uint8Array>, contentType: string): Promise<void>;
  /** As `write`, when nobody knows beforehand how much will come. A source that fails makes no blob. @returns how many bytes came */
  pour(key: string, source: AsyncIterable<Uint8Array>, contentType: string): Promise<number>;
}

/** The blob store cannot answer now; the same call may succeed later. */
export class BlobsUnavailable extends Error {
  override name = "BlobsUnavailable";
}
