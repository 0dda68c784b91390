import { createHash, createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { openS3Blobs } from "../../functions/blobs/s3.ts";

const secretAccessKey = "secret";
const sign = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

const options = {
  endpoint: "http://127.0.0.1:1",
  region: "cn-north-1",
  bucket: "column",
  forcePathStyle: true,
  credentials: { accessKeyId: "AKID", secretAccessKey },
};

function signingKey(credential = ""): string | Buffer {
  const [, day = "", ...scope] = credential.split("/");
  expect(scope).toEqual(["cn-north-1", "s3", "aws4_request"]);
  return [day, ...scope].reduce<string | Buffer>((key, part) => sign(key, part), `AWS4${secretAccessKey}`);
}

it("signs an S3 form that binds key, type, size and time (Signature Version 4, recomputed here)", async () => {
  const blobs = openS3Blobs(options);
  const before = Date.now();
  const { url, fields } = await blobs.presignUpload({
    key: "ab/abcdef",
    contentType: "application/pdf",
    minBytes: 1,
    maxBytes: 50,
    expiresInSeconds: 600,
  });
  expect(url).toBe("http://127.0.0.1:1/column");
  expect(fields).toMatchObject({ key: "ab/abcdef", "Content-Type": "application/pdf" });

  const policy = JSON.parse(Buffer.from(fields["Policy"] ?? "", "base64").toString()) as { expiration: string; conditions: unknown[] };
  expect(policy.conditions).toContainEqual(["content-length-range", 1, 50]);
  expect(policy.conditions).toContainEqual({ key: "ab/abcdef" });
  expect(policy.conditions).toContainEqual({ bucket: "column" });
  expect(policy.conditions).toContainEqual({ "Content-Type": "application/pdf" });
  expect(Math.abs(Date.parse(policy.expiration) - before - 600_000)).toBeLessThan(5000);

  expect(fields["X-Amz-Signature"]).toBe(sign(signingKey(fields["X-Amz-Credential"]), fields["Policy"] ?? "").toString("hex"));
});

it("signs an S3 download together with its name and type, and for its time only", async () => {
  const address = new URL(
    await openS3Blobs(options).presignDownload({
      key: "ab/abcdef",
      fileName: "讲稿(1).pdf",
      contentType: "application/pdf",
      expiresInSeconds: 60,
    }),
  );
  const query = Object.fromEntries(address.searchParams);
  expect(query).toMatchObject({ "X-Amz-Expires": "60", "response-content-type": "application/pdf" });
  expect(query["response-content-disposition"]).toBe("attachment; filename=\"__(1).pdf\"; filename*=UTF-8''%E8%AE%B2%E7%A8%BF%281%29.pdf");

  const escape = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const { "X-Amz-Signature": given, ...signed } = query;
  const canonicalQuery = Object.entries(signed)
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .sort()
    .join("&");
  const request = ["GET", "/column/ab/abcdef", canonicalQuery, `host:${address.host}\n`, "host", "UNSIGNED-PAYLOAD"].join("\n");
  const scope = (query["X-Amz-Credential"] ?? "").split("/").slice(1).join("/");
  const text = ["AWS4-HMAC-SHA256", query["X-Amz-Date"], scope, createHash("sha256").update(request).digest("hex")].join("\n");
  expect(given).toBe(sign(signingKey(query["X-Amz-Credential"]), text).toString("hex"));
});
