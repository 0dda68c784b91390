import { describe, expect, test } from "vitest";
import type { ChannelView } from "../../functions/reminders/contract.ts";
import { jobs } from "../../functions/jobs.ts";
import { DAY } from "../../functions/platform/clock.ts";
import { addChannel, addressOf, columnWith, KEY, readReminders, robotServer, testChannel } from "./support.ts";

const SECRET = "SECdeadbeefdeadbeefdeadbeefdeadbeef";
const path = "/api/staff/reminders/channels";
const wanted = { name: "工作群", kinds: [], on: true, version: 0 };

describe("where a robot may stand (ASVS 1.3.6)", () => {
  const refused: [kind: string, address: string][] = [
    ["wecom", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a"],
    ["wecom", "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=a"],
    ["wecom", "https://qyapi.weixin.qq.com.evil.test/cgi-bin/webhook/send?key=a"],
    ["wecom", "https://evil.test/cgi-bin/webhook/send?key=a"],
    ["wecom", "https://user:pass@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a"],
    ["wecom", "https://qyapi.weixin.qq.com@evil.test/cgi-bin/webhook/send?key=a"],
    ["wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"],
    ["wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/../gettoken?key=a"],
    ["wecom", "https://oapi.dingtalk.com/robot/send?access_token=a"],
    ["dingtalk", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a"],
    ["dingtalk", "https://oapi.dingtalk.com/robot/send"],
    ["feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/"],
    ["feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/12345678/../../../x"],
    ["wecom", "http://127.0.0.1/cgi-bin/webhook/send?key=a"],
    ["wecom", "http://169.254.169.254/cgi-bin/webhook/send?key=a"],
    ["wecom", "http://[::1]/cgi-bin/webhook/send?key=a"],
    ["wecom", "http://2130706433/cgi-bin/webhook/send?key=a"],
    ["wecom", "file:///etc/passwd"],
    ["wecom", "javascript:alert(1)"],
    ["wecom", ""],
  ];
  test.each(refused)("refuses %s %s", async (kind, address) => {
    const { column, admin } = await columnWith(["https://robot.internal.gov.cn"]);
    const { status, body } = await column.call(`POST`, path, { cookie: await admin(), body: { ...wanted, kind, address } });
    expect([status, body["errors"]]).toEqual([400, [{ field: "address", code: "robot_address" }]]);
    expect(column.rows("people").filter(({ pk }) => pk === "reminder-channel")).toEqual([]);
  });

  test("takes the three services, and what the operator has named, until the name is taken back", async () => {
    const server = await robotServer();
    const { column, admin } = await columnWith([server.origin]);
    const hosts = { wecom: "https://qyapi.weixin.qq.com", dingtalk: "https://oapi.dingtalk.com", feishu: "https://open.feishu.cn" };
    for (const [kind, origin] of Object.entries(hosts)) {
      const { host } = await addChannel(column, admin, { kind: kind as "wecom", address: addressOf(origin, kind) });
      expect(host).toBe(origin.slice(8));
    }
    const channel = await addChannel(column, admin, { kind: "wecom", address: addressOf(server.origin, "wecom") });
    column.deps.config.reminderOrigins = [];
    expect((await testChannel(column, admin, channel)).body).toEqual({ failure: { reason: "address-refused" } });
    expect(server.received).toEqual([]);
  });
});

test("address key and secret never come back, and stand in no row, log or audit line as they are", async () => {
  const server = await robotServer();
  server.told.answer = (response) => response.end(`{"errcode":310000,"errmsg":"sign not match ${KEY} ${SECRET}"}`);
  const { column, admin } = await columnWith([server.origin]);
  const address = addressOf(server.origin, "dingtalk");
  const answers: string[] = [];
  const add = await column.call<ChannelView>("POST", path, {
    cookie: await admin(),
    body: { ...wanted, kinds: ["study-day"], kind: "dingtalk", address, secret: SECRET },
    headers: { "idempotency-key": "one-key-of-a-form" },
  });
  expect(add.body).toMatchObject({ secretSet: true, host: server.origin.slice(7), version: 1 });
  answers.push(add.text, (await testChannel(column, admin, add.body)).text);
  column.time.now += 3 * DAY;
  await jobs["make-reminders"]!(column.deps);
  await jobs["send-reminders"]!(column.deps);
  answers.push((await column.call("GET", "/api/staff/reminders", { cookie: await admin() })).text);
  answers.push(...column.logged, JSON.stringify([...column.rows("people"), ...column.rows("audit")]));
  expect(column.rows("people").some(({ pk }) => pk === "reminder-channel")).toBe(true);
  for (const text of answers) {
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(SECRET);
  }
});

test("an edit without an address keeps it; a new address takes the old secret away; a stale edit is shown what is there", async () => {
  const server = await robotServer();
  const { column, admin } = await columnWith([server.origin]);
  const address = addressOf(server.origin, "dingtalk");
  const channel = await addChannel(column, admin, { kind: "dingtalk", address, secret: SECRET });
  const put = async (body: object) =>
    column.call<ChannelView & { current?: ChannelView }>("PUT", `${path}/${channel.id}`, {
      cookie: await admin(),
      body: { ...wanted, kind: "dingtalk", ...body },
    });
  const renamed = await put({ name: "新名称", version: 1 });
  expect(renamed.body).toMatchObject({ name: "新名称", secretSet: true, version: 2 });
  await testChannel(column, admin, channel);
  expect(server.received[0]!.query.has("sign")).toBe(true);
  expect(await put({ version: 1 })).toMatchObject({ status: 409, body: { code: "conflict", current: { name: "新名称", version: 2 } } });
  expect((await put({ address, version: 2 })).body).toMatchObject({ secretSet: false, version: 3 });
  await testChannel(column, admin, channel);
  expect(server.received[1]!.query.has("sign")).toBe(false);
  expect((await put({ kind: "feishu", version: 3 })).status).toBe(400);
});

test("sealed for one channel it opens at no other, nor under another secret of the installation", async () => {
  const server = await robotServer();
  const { column, admin } = await columnWith([server.origin]);
  const [one, two] = [
    await addChannel(column, admin, { kind: "wecom", address: addressOf(server.origin, "wecom") }),
    await addChannel(column, admin, { kind: "wecom", address: `${server.origin}/cgi-bin/webhook/send?key=other` }),
  ];
  const item = (id: string) => column.store.get("people", { pk: "reminder-channel", sk: id });
  const [mine, theirs] = [(await item(one.id))!, (await item(two.id))!];
  const { version, ...rest } = mine;
  const sealed = (theirs["channel"] as { sealed: string }).sealed;
  await column.store.put("people", { ...rest, channel: { ...(rest["channel"] as object), sealed } }, { ifVersion: version });
  expect((await testChannel(column, admin, one)).body).toEqual({ failure: { reason: "sealed" } });
  expect((await testChannel(column, admin, two)).body).toEqual({});
  column.deps.config.secret = "another secret of the installation";
  expect((await testChannel(column, admin, two)).body).toEqual({ failure: { reason: "sealed" } });
  expect(server.received).toHaveLength(1);
});

test("refuses recipients that are none, and keeps tests from flooding a group", async () => {
  const server = await robotServer();
  const { column, admin } = await columnWith([server.origin]);
  const mail = async (recipients: unknown) =>
    column.call("POST", path, { cookie: await admin(), body: { ...wanted, kind: "mail", recipients } });
  for (const bad of ["a", "a@b", "a b@c.cn", "a@c.cn\r\nBcc: x@y.cn", "<a@c.cn>", "a@c.cn,b@c.cn", ""])
    expect((await mail([bad])).status, bad).toBe(400);
  for (const bad of [[], undefined, ["a@c.cn", "a@c.cn"]]) expect((await mail(bad)).status).toBe(400);
  expect((await mail(["a@c.gov.cn"])).status).toBe(201);
  const channel = await addChannel(column, admin, { kind: "wecom", address: addressOf(server.origin, "wecom") });
  const cookie = await admin();
  const statuses = [];
  for (let turn = 0; turn < 11; turn++) statuses.push((await testChannel(column, () => Promise.resolve(cookie), channel)).status);
  expect(statuses).toEqual([...Array<number>(10).fill(200), 429]);
});

test("a channel that is taken away takes its unsent reminders out of sight, and sends nothing more", async () => {
  const server = await robotServer();
  server.told.answer = (response) => response.end('{"errcode":93000}');
  const { column, admin } = await columnWith([server.origin]);
  const channel = await addChannel(column, admin, { kind: "wecom", address: addressOf(server.origin, "wecom") });
  column.time.now += 3 * DAY;
  await jobs["make-reminders"]!(column.deps);
  await jobs["send-reminders"]!(column.deps);
  expect((await readReminders(column, admin)).troubles).toMatchObject([{ title: "明天集中学习", state: "failed" }]);
  const remove = async (version: number) => column.call("DELETE", `${path}/${channel.id}`, { cookie: await admin(), body: { version } });
  expect((await remove(9)).status).toBe(409);
  expect((await remove(1)).status).toBe(204);
  expect(await readReminders(column, admin)).toEqual({ channels: [], mail: false, troubles: [] });
  expect(await jobs["send-reminders"]!(column.deps)).toBe(0);
});
