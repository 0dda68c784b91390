import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { S3Options } from "../../functions/blobs/s3.ts";
import { notRun } from "./not-run.ts";

export interface S3Engine {
  name: string;
  /** Whether it checks the conditions of a presigned form. s3rver stores whatever is posted to it. */
  enforcesPolicy: boolean;
  /** Whether it checks presigned downloads rightly. s3rver leaves `'` and `*` unescaped, against Signature Version 4, and refuses every name. */
  checksDownloads: boolean;
  /** `download` turns a presigned address into one that this engine will serve. */
  start(): Promise<{ options: S3Options; download: (address: string) => string; stop: () => Promise<void> }>;
}

/** An independent implementation from the npm registry. It checks the signature of every request; a second one over the same folder serves downloads unchecked. */
const s3rver: S3Engine = {
  name: "s3rver",
  enforcesPolicy: false,
  checksDownloads: false,
  async start() {
    const directory = mkdtempSync(join(tmpdir(), "gxjt-s3-"));
    const { default: Server } = await import("@20minutes/s3rver");
    const common = { address: "127.0.0.1", port: 0, silent: true, directory, configureBuckets: [{ name: "column" }] };
    const strict = new Server(common);
    const lenient = new Server({ ...common, allowMismatchedSignatures: true });
    const [{ port }, second] = [await strict.run(), await lenient.run()];
    return {
      options: {
        endpoint: `http://127.0.0.1:${port}`,
        region: "us-east-1",
        bucket: "column",
        forcePathStyle: true,
        credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
      },
      download: (address) => address.replace(`:${port}/`, `:${second.port}/`),
      stop: async () => {
        await Promise.all([strict.close(), lenient.close()]);
        rmSync(directory, { recursive: true, force: true });
      },
    };
  },
};

/** The store named by `S3_ENDPOINT`, with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; a bucket is made there and left. */
function named(endpoint: string): S3Engine {
  return {
    name: `S3_ENDPOINT ${endpoint}`,
    enforcesPolicy: true,
    checksDownloads: true,
    async start() {
      const {
        AWS_ACCESS_KEY_ID: accessKeyId = "",
        AWS_SECRET_ACCESS_KEY: secretAccessKey = "",
        AWS_REGION: region = "us-east-1",
        S3_BUCKET: bucket = "gxjt-contract-tests",
      } = process.env;
      const options = { endpoint, region, bucket, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } };
      const made = new S3Client(options).send(new CreateBucketCommand({ Bucket: bucket }));
      await made.catch((error: Error) => {
        if (!error.name.startsWith("BucketAlready")) throw error;
      });
      return { options, download: (address) => address, stop: async () => {} };
    },
  };
}

export function s3Engines(): S3Engine[] {
  const endpoint = process.env["S3_ENDPOINT"];
  if (endpoint) return [s3rver, named(endpoint)];
  notRun("the blobs suite on a store of one's own", "S3_ENDPOINT is not set");
  return [s3rver];
}
