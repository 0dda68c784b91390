import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { BlobsUnavailable, type Blobs } from "./blobs.ts";
import { contentDisposition, withCharset } from "./download-headers.ts";
import { exactly } from "./exact-length.ts";
import { assertBlobKey, isBlobKey } from "./keys.ts";
import { partsOf } from "./parts.ts";

export interface S3Options {
  bucket: string;
  region: string;
  /** Any S3-compatible store; left out: AWS in this region's partition. */
  endpoint?: string;
  /** Left out: the role that the function or machine runs under. */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** `host/bucket/key` instead of `bucket.host/key`; most own stores need it. */
  forcePathStyle?: boolean;
  /**
   * Origin under which downloads are fetched instead of the bucket's own: a CDN in front of it that adds what no presigned address can
   * (nosniff, the sandbox policy). It must hand path and query through and call the bucket by the bucket's own host.
   */
  downloadOrigin?: string | undefined;
  /** Milliseconds; for tests. */
  requestTimeout?: number;
}

/** Blobs in one bucket. @throws BlobsUnavailable on network failures, time-outs and 5xx answers, after three tries each. */
export function openS3Blobs(options: S3Options): Blobs {
  const { bucket: Bucket, downloadOrigin, requestTimeout = 15_000 } = options;
  const client = new S3Client(clientConfig(options, requestTimeout));

  return {
    async presignUpload({ key: Key, contentType, minBytes, maxBytes, expiresInSeconds: Expires }) {
      assertBlobKey(Key);
      const Conditions = [["content-length-range" as const, minBytes, maxBytes] as ["content-length-range", number, number]];
      return guarded(() =>
        createPresignedPost(client, {
          Bucket,
          Key,
          Expires,
          Fields: { "Content-Type": contentType },
          Conditions: [...Conditions, { "Content-Type": contentType }],
        }),
      );
    },
    async presignDownload({ key: Key, fileName, contentType, expiresInSeconds: expiresIn }) {
      assertBlobKey(Key);
      const asAttachment = { ResponseContentDisposition: contentDisposition(fileName), ResponseContentType: withCharset(contentType) };
      const url = await guarded(() => getSignedUrl(client, new GetObjectCommand({ Bucket, Key, ...asAttachment }), { expiresIn }));
      return downloadOrigin ? downloadOrigin + url.slice(new URL(url).origin.length) : url;
    },
    async put(Key, Body, ContentType) {
      assertBlobKey(Key);
      // Attachment on the object itself too: a bucket address without our query still never shows it as a page.
      await guarded(() => client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, ContentDisposition: "attachment" })));
    },
    async get(Key) {
      assertBlobKey(Key);
      return ifThere(async () => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToByteArray());
    },
    async head(Key) {
      assertBlobKey(Key);
      return ifThere(async () => ({ bytes: (await client.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength ?? 0 }));
    },
    async *list(under) {
      for (let ContinuationToken: string | undefined, more = true; more;) {
        const page = await guarded(() =>
          client.send(
            new ListObjectsV2Command({ Bucket, ...(under && { Prefix: under }), ...(ContinuationToken && { ContinuationToken }) }),
          ),
        );
        for (const { Key = "", Size = 0 } of page.Contents ?? []) if (isBlobKey(Key)) yield { key: Key, bytes: Size };
        ContinuationToken = page.NextContinuationToken;
        more = ContinuationToken !== undefined;
      }
    },
    async read(Key) {
      assertBlobKey(Key);
      return ifThere(async () => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body as Readable | undefined);
    },
    async write(Key, ContentLength, source, ContentType) {
      assertBlobKey(Key);
      const Body = Readable.from(exactly(ContentLength, source), { objectMode: false });
      const object = { Bucket, Key, Body, ContentLength, ContentType, ContentDisposition: "attachment" };
      // The SDK does not hear of a source that fails: the request is broken off, and the source's own error told.
      const broken = new AbortController();
      Body.once("error", (error) => broken.abort(error));
      // The time-out is for the answer, which comes after the last byte: room for 50 kB a second.
      const patience = { abortSignal: broken.signal, requestTimeout: requestTimeout + ContentLength / 50 };
      await guarded(() => client.send(new PutObjectCommand(object), patience)).catch((error: unknown) => {
        throw broken.signal.aborted ? broken.signal.reason : error;
      });
    },
    async pour(Key, source, ContentType) {
      assertBlobKey(Key);
      const object = { Bucket, Key, ContentType, ContentDisposition: "attachment" };
      // A part alone is an object; only from the second on is there an upload of several, which must be broken off when it fails.
      let upload: string | undefined;
      let came = 0;
      const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
      try {
        for await (const { part: Body, last } of partsOf(source)) {
          came += Body.length;
          if (last && upload === undefined) await guarded(() => client.send(new PutObjectCommand({ ...object, Body })));
          else {
            upload ??= (await guarded(() => client.send(new CreateMultipartUploadCommand(object)))).UploadId;
            const PartNumber = Parts.length + 1;
            const sent = new UploadPartCommand({ Bucket, Key, UploadId: upload, PartNumber, Body });
            Parts.push({ PartNumber, ETag: (await guarded(() => client.send(sent))).ETag });
          }
        }
        if (upload !== undefined) {
          const whole = new CompleteMultipartUploadCommand({ Bucket, Key, UploadId: upload, MultipartUpload: { Parts } });
          await guarded(() => client.send(whole));
        }
        return came;
      } catch (error) {
        // Parts that nobody puts together would cost for ever. A bucket's own rule should clear what a crash leaves.
        if (upload !== undefined)
          await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: upload })).catch(() => undefined);
        throw error;
      }
    },
    async delete(Key) {
      assertBlobKey(Key);
      await guarded(() => client.send(new DeleteObjectCommand({ Bucket, Key })));
    },
  };
}

/** Reads objects of any key from one bucket, such as the built files. @returns undefined for what is not there or may not be read */
export function openS3Reader(options: S3Options): (key: string) => Promise<Uint8Array | undefined> {
  const { bucket: Bucket, requestTimeout = 15_000 } = options;
  const client = new S3Client(clientConfig(options, requestTimeout));
  return (Key) =>
    ifThere(async () => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToByteArray()).catch((error: unknown) => {
      // Who may read objects but not list them is refused what is not there.
      if (statusOf(error) === 403) return undefined;
      throw error;
    });
}

function clientConfig({ region, endpoint, credentials, forcePathStyle }: S3Options, requestTimeout: number): S3ClientConfig {
  return {
    region,
    maxAttempts: 3,
    retryMode: "standard",
    // Without all of these the SDK waits for ever; the idle limit also covers a body that stops half-way.
    requestHandler: {
      connectionTimeout: Math.min(2000, requestTimeout),
      requestTimeout,
      socketTimeout: requestTimeout,
      throwOnRequestTimeout: true,
    },
    ...(credentials ? { credentials } : {}),
    ...(forcePathStyle === undefined ? {} : { forcePathStyle }),
    // Other makers' stores refuse or mangle the checksums that AWS made the default in 2025.
    ...(endpoint ? { endpoint, requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" } : {}),
  };
}

async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await guarded(read);
  } catch (error) {
    if (statusOf(error) === 404 && nameOf(error) !== "NoSuchBucket") return undefined;
    throw error;
  }
}

async function guarded<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const status = statusOf(error);
    // No status: the store was never reached, or fell silent. Missing credentials have none either, but no retry mends those.
    const away = status === undefined ? nameOf(error) !== "CredentialsProviderError" : status >= 500 || status === 429;
    if (away) throw new BlobsUnavailable(`the blob store is away: ${nameOf(error)}`, { cause: error });
    throw error;
  }
}

function statusOf(error: unknown): number | undefined {
  const metadata = error instanceof Error && "$metadata" in error ? (error.$metadata as { httpStatusCode?: number }) : {};
  return metadata.httpStatusCode;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}
