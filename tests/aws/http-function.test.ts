import { describe, expect, test } from "vitest";
import { cameByEdge, clientAddressOf } from "../../functions/aws/edge.ts";
import { httpFunction, type HttpParts } from "../../functions/aws/http-function.ts";
import { type Blobs, BlobsUnavailable } from "../../functions/blobs/blobs.ts";
import { lazyBlobs } from "../../functions/blobs/lazy-blobs.ts";
import { answerOf, httpEvent } from "../support/http-api.ts";

const parts = (fetch: HttpParts["fetch"]): HttpParts => ({
  deps: { config: { publicOrigin: "https://column.test" } as HttpParts["deps"]["config"], blobs: {} as Blobs },
  edgeKey: undefined,
  fetch,
});

describe("a function", () => {
  test("that could not start tells the caller to come back, and starts with the next request", async () => {
    const logged: string[] = [];
    let tries = 0;
    const open = async () => {
      tries += 1;
      if (tries === 1) throw new Error("the secret cannot be read");
      return parts(() => new Response("there"));
    };
    const handler = httpFunction(open, (event, details) => void logged.push(`${event} ${String(details?.["reason"])}`));
    const away = answerOf(await handler(httpEvent("GET", "/")));
    expect([away.status, away.headers.get("retry-after"), away.headers.get("x-content-type-options")]).toEqual([503, "5", "nosniff"]);
    expect(away.text).not.toContain("secret");
    expect(logged).toEqual([expect.stringContaining("the secret cannot be read")]);
    expect(answerOf(await handler(httpEvent("GET", "/"))).text).toBe("there");
  });

  test("answers a fault of its own with nothing but a problem", async () => {
    const handler = httpFunction(
      async () => parts(() => Promise.reject(new Error("table gxjt-prod-people"))),
      () => undefined,
    );
    const { status, text } = answerOf(await handler(httpEvent("GET", "/")));
    expect([status, text.includes("gxjt-prod"), JSON.parse(text).code]).toEqual([500, false, "internal"]);
    expect(answerOf(await handler(httpEvent("TRACE", "/"))).status).toBe(404);
  });
});

describe("the edge", () => {
  const event = (xff: string, sourceIp = "130.176.1.2") => {
    const made = httpEvent("GET", "/", { headers: { "x-forwarded-for": xff, "x-gxjt-edge": "key" } });
    return { ...made, requestContext: { http: { method: "GET", sourceIp } } };
  };

  test("is told by its key alone", () => {
    expect(["key", "kez", "keyy", "", undefined].map((key) => cameByEdge(event(""), key))).toEqual([true, false, false, false, true]);
  });

  test.each([
    ["203.0.113.7, 130.176.1.2", true, "203.0.113.7"],
    ["1.1.1.1, 203.0.113.7, 130.176.1.2", true, "203.0.113.7"],
    ["1.1.1.1, 2001:DB8::1, 130.176.1.2", true, "2001:db8::1"],
    ["203.0.113.7", true, "203.0.113.7"],
    ["", true, "130.176.1.2"],
    ["1.1.1.1, rubbish, 130.176.1.2", true, "130.176.1.2"],
    // Without an edge the header is the client's own word.
    ["203.0.113.7, 130.176.1.2", false, "130.176.1.2"],
  ])("of %j behind an edge: %s, the client is %s", (xff, behind, client) => {
    expect(clientAddressOf(event(xff), behind)).toBe(client);
  });
});

test("blobs that are opened late give errors their own class, and are opened again after a failure", async () => {
  class BlobsUnavailableOfAnotherBundle extends Error {
    override name = "BlobsUnavailable";
  }
  let opened = 0;
  const blobs = lazyBlobs(async () => {
    opened += 1;
    if (opened === 1) throw new Error("no code");
    return { get: () => Promise.reject(new BlobsUnavailableOfAnotherBundle("away")) } as unknown as Blobs;
  });
  await expect(blobs.get("a")).rejects.toThrow("no code");
  await expect(blobs.get("a")).rejects.toBeInstanceOf(BlobsUnavailable);
  await expect(blobs.get("a")).rejects.toThrow("away");
  expect(opened).toBe(2);
});
