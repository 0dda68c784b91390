import { createServer, type RequestListener } from "node:http";
import { createServer as createRawServer, type AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { BlobsUnavailable } from "../../functions/blobs/blobs.ts";
import { openS3Blobs } from "../../functions/blobs/s3.ts";

const common = {
  region: "us-east-1",
  bucket: "column",
  forcePathStyle: true,
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
  requestTimeout: 150,
};

async function against(listener: RequestListener, test: (endpoint: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

it("says BlobsUnavailable when nobody listens", async () => {
  const blobs = openS3Blobs({ ...common, endpoint: "http://127.0.0.1:1" });
  await expect(blobs.get("ab/cd")).rejects.toThrow(BlobsUnavailable);
  await expect(blobs.put("ab/cd", new Uint8Array(3), "text/plain")).rejects.toThrow(BlobsUnavailable);
});

it("gives up a store that never answers, after three tries", async () => {
  let tries = 0;
  await against(
    () => void tries++,
    async (endpoint) => {
      const start = Date.now();
      await expect(openS3Blobs({ ...common, endpoint }).head("ab/cd")).rejects.toThrow(BlobsUnavailable);
      expect(Date.now() - start).toBeLessThan(5000);
    },
  );
  expect(tries).toBe(3);
});

it("gives up a body that stops half-way", async () => {
  await against(
    (_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half");
    },
    async (endpoint) => {
      await expect(openS3Blobs({ ...common, endpoint }).get("ab/cd")).rejects.toThrow(BlobsUnavailable);
    },
  );
});

it("tells a failing store from a refusing one", async () => {
  await against(
    (_, response) => response.writeHead(503).end(),
    async (endpoint) => {
      await expect(openS3Blobs({ ...common, endpoint }).delete("ab/cd")).rejects.toThrow(BlobsUnavailable);
    },
  );
  await against(
    (_, response) => response.writeHead(403).end(),
    async (endpoint) => {
      await expect(openS3Blobs({ ...common, endpoint }).delete("ab/cd")).rejects.not.toThrow(BlobsUnavailable);
    },
  );
});

it("gives up a store that keeps the line busy without ever answering", async () => {
  const server = createRawServer((socket) => {
    socket.on("error", () => {});
    socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
    const drip = setInterval(() => socket.write("x"), 40);
    socket.on("close", () => clearInterval(drip));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(openS3Blobs({ ...common, endpoint }).head("ab/cd")).rejects.toThrow(BlobsUnavailable);
  server.close();
});
