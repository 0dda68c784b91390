import { createHmac } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { addChannel, addressOf, columnWith, KEY, robotServer, testChannel } from "./support.ts";

const SECRET = "SEC000000000000000000000000000000000000000000000000000000000000abcd";
const TEXT = "【干训讲堂】测试提醒\n收到这条消息，说明“㛃𠮷群”可以用了。\n办理：http://column.test/staff/#/today";

async function sent(kind: "wecom" | "dingtalk" | "feishu", secret?: string) {
  const server = await robotServer();
  const { column, admin } = await columnWith([server.origin]);
  const address = addressOf(server.origin, kind);
  const channel = await addChannel(column, admin, { kind, name: "㛃𠮷群", address, ...(secret ? { secret } : {}) });
  const { status, body } = await testChannel(column, admin, channel);
  expect([status, body]).toEqual([200, {}]);
  expect(server.received).toHaveLength(1);
  const [call] = server.received;
  expect([call!.method, call!.headers["content-type"]]).toEqual(["POST", "application/json; charset=utf-8"]);
  return { call: call!, column, admin, channel, server };
}

describe("what each service is sent", () => {
  test("企业微信: text under its key", async () => {
    const { call } = await sent("wecom");
    expect([call.path, [...call.query.keys()], call.query.get("key")]).toEqual(["/cgi-bin/webhook/send", ["key"], KEY]);
    expect(call.body).toEqual({ msgtype: "text", text: { content: TEXT } });
  });

  test("钉钉: text, signed in the address by its secret", async () => {
    const { call, column } = await sent("dingtalk", SECRET);
    expect([call.path, call.query.get("access_token")]).toEqual(["/robot/send", KEY]);
    expect(call.body).toEqual({ msgtype: "text", text: { content: TEXT } });
    const timestamp = call.query.get("timestamp")!;
    expect(timestamp).toBe(String(column.time.now));
    // As in the service's own example: key is the secret, text is `timestamp\nsecret`.
    const wanted = createHmac("sha256", Buffer.from(SECRET, "utf8")).update(Buffer.from(`${timestamp}\n${SECRET}`, "utf8"));
    expect(call.query.get("sign")).toBe(wanted.digest("base64"));
  });

  test("钉钉 without a secret is not signed", async () => {
    const { call } = await sent("dingtalk");
    expect([...call.query.keys()]).toEqual(["access_token"]);
  });

  test("飞书: text, signed in the body with nothing under `timestamp\\nsecret`", async () => {
    const { call, column } = await sent("feishu", SECRET);
    expect(call.path).toBe(`/open-apis/bot/v2/hook/${KEY}`);
    const timestamp = String(Math.floor(column.time.now / 1000));
    const sign = createHmac("sha256", `${timestamp}\n${SECRET}`).update("").digest("base64");
    expect(call.body).toEqual({ timestamp, sign, msg_type: "text", content: { text: TEXT } });
  });

  test("飞书 without a secret is not signed", async () => {
    expect((await sent("feishu")).call.body).toEqual({ msg_type: "text", content: { text: TEXT } });
  });
});

describe("what the answers mean", () => {
  const answers: [kind: "wecom" | "dingtalk" | "feishu", status: number, body: string, failure: object | undefined][] = [
    ["wecom", 200, '{"errcode":93000,"errmsg":"invalid webhook url, hint: [1], from ip: 1.2.3.4"}', { reason: "gone", code: 93000 }],
    ["wecom", 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', { reason: "too-often", code: 45009 }],
    ["wecom", 200, '{"errcode":40008,"errmsg":"invalid message type"}', { reason: "refused", code: 40008 }],
    ["wecom", 200, "<html>", { reason: "answer-odd" }],
    ["wecom", 200, "null", { reason: "answer-odd" }],
    ["wecom", 200, '{"errcode":"0"}', { reason: "answer-odd" }],
    ["wecom", 502, "<html>", { reason: "http", code: 502 }],
    ["wecom", 500, '{"errcode":0}', { reason: "http", code: 500 }],
    ["wecom", 429, "", { reason: "too-often", code: 429 }],
    ["dingtalk", 200, '{"errcode":310000,"errmsg":"sign not match, more: [https://x]"}', { reason: "signature", code: 310000 }],
    ["dingtalk", 200, '{"errcode":310000,"errmsg":"keywords not in content"}', { reason: "keyword", code: 310000 }],
    ["dingtalk", 200, '{"errcode":310000,"errmsg":"ip 1.2.3.4 not in whitelist"}', { reason: "caller-refused", code: 310000 }],
    ["dingtalk", 200, '{"errcode":300001,"errmsg":"token is not exist"}', { reason: "gone", code: 300001 }],
    ["dingtalk", 200, '{"errcode":130101,"errmsg":"send too fast"}', { reason: "too-often", code: 130101 }],
    [
      "feishu",
      200,
      '{"code":19021,"data":{},"msg":"sign match fail or timestamp is not within one hour from current time"}',
      { reason: "signature", code: 19021 },
    ],
    ["feishu", 200, '{"code":19024,"msg":"Key Words Not Found"}', { reason: "keyword", code: 19024 }],
    ["feishu", 400, '{"code":9499,"msg":"too many request","data":{}}', { reason: "too-often", code: 9499 }],
    ["feishu", 200, '{"StatusCode":0,"StatusMessage":"success"}', undefined],
    ["feishu", 200, "{}", { reason: "answer-odd" }],
  ];

  test.each(answers)("%s %i %s", async (kind, status, body, failure) => {
    const { column, admin, channel, server } = await sent(kind);
    server.told.answer = (response) => response.writeHead(status).end(body);
    expect((await testChannel(column, admin, channel)).body).toEqual(failure ? { failure } : {});
  });

  test("follows no redirection, reads no endless answer, waits for no silent server", async () => {
    const { column, admin, channel, server } = await sent("wecom");
    const other = await robotServer();
    server.told.answer = (response) => response.writeHead(307, { location: addressOf(other.origin, "wecom") }).end();
    expect((await testChannel(column, admin, channel)).body).toEqual({ failure: { reason: "redirected" } });
    expect(other.received).toEqual([]);
    server.told.answer = (response) => response.end(`{"errcode":0,"errmsg":"${"x".repeat(70_000)}"}`);
    expect((await testChannel(column, admin, channel)).body).toEqual({ failure: { reason: "answer-odd" } });
    server.told.answer = (response) => response.destroy();
    expect((await testChannel(column, admin, channel)).body).toEqual({ failure: { reason: "unreachable" } });
    server.told.answer = () => {};
    const real = AbortSignal.timeout.bind(AbortSignal);
    const asked: number[] = [];
    const spy = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => (asked.push(ms), real(50)));
    expect((await testChannel(column, admin, channel)).body).toEqual({ failure: { reason: "timeout" } });
    expect(asked).toEqual([10_000]);
    spy.mockRestore();
  });
});
