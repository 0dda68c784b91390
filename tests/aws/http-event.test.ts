import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requestFrom, resultFrom } from "../../functions/aws/http-event.ts";
import { answerOf, httpEvent } from "../support/http-api.ts";

const ORIGIN = "https://column.test";

describe("a request", () => {
  test("keeps every path that the API hands over decoded, whatever is in its names", () => {
    const name = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
      .filter((text) => text.isWellFormed() && !/[/\\]|^\.{1,2}$/.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        // A name that reads as encoded itself cannot be told from an encoded one; the API has lost the difference.
        fc.pre(names.every((one) => !/%[0-9a-f]{2}/i.test(one)));
        const { pathname } = new URL(requestFrom(httpEvent("GET", `/${names.map(encodeURIComponent).join("/")}`), ORIGIN).url);
        expect(pathname.slice(1).split("/").map(decodeURIComponent)).toEqual(names);
      }),
    );
  });

  test("leaves an encoded path as it is, and the query untouched", () => {
    const event = { ...httpEvent("GET", "/"), rawPath: "/a%20b/%E8%AE%B2", rawQueryString: "q=%E6%B8%A9&tag=a&tag=b" };
    expect(requestFrom(event, ORIGIN).url).toBe(`${ORIGIN}/a%20b/%E8%AE%B2?q=%E6%B8%A9&tag=a&tag=b`);
    expect(requestFrom({ ...event, rawPath: "" }, ORIGIN).url).toBe(`${ORIGIN}/?q=%E6%B8%A9&tag=a&tag=b`);
  });

  test("never takes its origin from what a client says", () => {
    const event = httpEvent("GET", "/column/", {
      headers: { Host: "evil.test", "X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "http" },
    });
    expect(requestFrom(event, ORIGIN).url).toBe(`${ORIGIN}/column/`);
    expect(requestFrom({ ...event, rawPath: "//evil.test/x" }, ORIGIN).url).toBe(`${ORIGIN}//evil.test/x`);
  });

  test("has its cookies as one header, its repeated headers joined, its body as bytes or text", async () => {
    const bytes = new Uint8Array([0, 255, 10, 13, 128]);
    const cookies = ["__Host-sid=abc", "other=1"];
    const request = requestFrom(httpEvent("POST", "/x", { cookies, headers: { "x-many": "a, b" }, body: bytes }), ORIGIN);
    expect([request.headers.get("cookie"), request.headers.get("x-many"), request.headers.get("content-length")]).toEqual([
      "__Host-sid=abc; other=1",
      "a, b",
      "5",
    ]);
    expect(new Uint8Array(await request.arrayBuffer())).toEqual(bytes);
    expect(await requestFrom(httpEvent("POST", "/x", { body: "文字 𠮷" }), ORIGIN).text()).toBe("文字 𠮷");
    expect(requestFrom(httpEvent("GET", "/x", { headers: { "user-agent": "浏览器" } }), ORIGIN).headers.get("user-agent")).toBe(
      Buffer.from("浏览器").toString("latin1"),
    );
  });
});

describe("a result", () => {
  test("gives bytes back as they were, texts as text, and each cookie by itself", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom("application/zip", "image/png", "text/plain; charset=utf-8"),
        async (bytes, type) => {
          const plain = type.startsWith("text/") ? new TextEncoder().encode(new TextDecoder().decode(bytes)) : bytes;
          const result = await resultFrom(new Response(plain, { headers: { "content-type": type } }));
          expect(new Uint8Array(answerOf(result).bytes)).toEqual(new Uint8Array(plain));
          expect(result.isBase64Encoded).toBe(!type.startsWith("text/") && plain.length > 0);
        },
      ),
    );
    const headers = new Headers({ "content-type": "application/json; charset=utf-8" });
    headers.append("set-cookie", "__Host-sid=1; Path=/");
    headers.append("set-cookie", "__Host-framed=; Max-Age=0");
    const result = await resultFrom(new Response('{"a":"中"}', { status: 201, headers }));
    expect(result).toEqual({
      statusCode: 201,
      headers: { "content-type": "application/json; charset=utf-8" },
      cookies: ["__Host-sid=1; Path=/", "__Host-framed=; Max-Age=0"],
      body: '{"a":"中"}',
      isBase64Encoded: false,
    });
  });

  test("takes packed texts and long ones for bytes", async () => {
    const packed = await resultFrom(new Response("x", { headers: { "content-type": "application/json", "content-encoding": "br" } }));
    const long = await resultFrom(new Response("“".repeat(400_000), { headers: { "content-type": "text/html" } }));
    expect([packed.isBase64Encoded, long.isBase64Encoded]).toEqual([true, true]);
  });
});
