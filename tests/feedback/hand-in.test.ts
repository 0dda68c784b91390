import { systemActor } from "../../functions/audit/table.ts";
import { writeWordList } from "../../functions/settings/words.table.ts";
import { describe, expect, test } from "vitest";
import type { FeedbackProgress, FeedbackReceipt, FormToken } from "../../functions/feedback/contract.ts";
import { newFormToken } from "../../functions/feedback/form-token.ts";
import { DAY, HOUR, SECOND } from "../../functions/platform/clock.ts";
import { MATERIAL_TITLE, newColumn, ORIGIN, START } from "./support.ts";

const post = "/api/feedback";

describe("the form", () => {
  test("gives a token and the units, is never cached and writes nothing", async () => {
    const column = await newColumn();
    const before = JSON.stringify([column.rows("feedback"), column.rows("audit")]);
    const form = await column.call<FormToken>("GET", "/api/feedback/form");
    expect(form.status).toBe(200);
    expect(form.body.units).toEqual([
      { id: "changting", name: "长汀镇" },
      { id: "shanshi", name: "山市镇" },
    ]);
    expect(form.headers.get("cache-control")).toBe("no-store");
    expect(JSON.stringify([column.rows("feedback"), column.rows("audit")])).toBe(before);
    column.time.now += 3 * SECOND;
    expect((await column.call("POST", post, { body: { ...column.input(), formToken: form.body.formToken } })).status).toBe(201);
  });

  test("may be sent after 3 seconds, not before", async () => {
    const column = await newColumn();
    const formToken = newFormToken(column.deps.config, START);
    column.time.now = START + 2100;
    const early = await column.call("POST", post, { body: column.input({ formToken }) });
    expect(early).toMatchObject({ status: 400, body: { code: "form-token-early" } });
    expect(early.headers.get("retry-after")).toBe("1");
    column.time.now = START + 3000;
    expect((await column.call("POST", post, { body: column.input({ formToken }) })).status).toBe(201);
  });

  test("may be sent for 24 hours, not longer", async () => {
    const column = await newColumn();
    expect((await column.handIn({ formToken: column.token(DAY) })).status).toBe(201);
    expect(await column.handIn({ formToken: column.token(DAY + 1) })).toMatchObject({ status: 400, body: { code: "form-token-invalid" } });
  });

  test("a clock that was set back asks for a new form instead of a wait of hours", async () => {
    const column = await newColumn();
    expect(await column.handIn({ formToken: column.token(-2 * HOUR) })).toMatchObject({
      status: 400,
      body: { code: "form-token-invalid" },
    });
    expect(await column.handIn({ formToken: column.token(-30 * SECOND) })).toMatchObject({
      status: 400,
      body: { code: "form-token-early" },
    });
  });

  test("a token works once, at once and after a day", async () => {
    const column = await newColumn();
    const formToken = column.token();
    const results = await Promise.all([1, 2, 3, 4].map((n) => column.handIn({ formToken, text: `第${n}条意见` })));
    expect(results.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    column.time.now += DAY - 61 * SECOND;
    expect(await column.handIn({ formToken })).toMatchObject({ status: 409, body: { code: "form-token-used" } });
    column.time.now += 2 * SECOND + 60 * SECOND;
    expect(await column.handIn({ formToken })).toMatchObject({ status: 400, body: { code: "form-token-invalid" } });
  });

  test("a token that was altered, or made with another secret, is refused", async () => {
    const column = await newColumn();
    const [issued, id, mac] = column.token().split(".") as [string, string, string];
    const other = newFormToken({ secret: "another secret", formSeconds: 3 }, START - 60_000);
    const forged = [
      other,
      `${issued}.${id}`,
      `${issued}.${id}x.${mac}`,
      `${issued}0.${id}.${mac}`,
      `${issued}.${id}.${mac}.x`,
      "x".repeat(60),
      `${issued}.${id}.${mac.slice(0, -1)}`,
    ];
    for (const formToken of forged)
      expect(await column.handIn({ formToken })).toMatchObject({ status: 400, body: { code: "form-token-invalid" } });
  });
});

describe("handing in", () => {
  test("gives a 查询码 under which the author reads what was written", async () => {
    const column = await newColumn();
    const text = "𠮷先生和䶮女士建议:“多讲”<b>实例</b> &amp; %253Cb%253E";
    const { status, body, headers } = await column.handIn({ text, material: column.material, unit: "shanshi", kind: "提问" });
    expect(status).toBe(201);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body.code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const progress = await column.call<FeedbackProgress>("GET", `/api/feedback/receipts/${body.code}`);
    expect(progress.headers.get("cache-control")).toBe("no-store");
    expect(progress.body).toEqual({
      kind: "提问",
      state: "pending",
      text,
      receivedAt: body.receivedAt,
      material: column.material,
      materialTitle: MATERIAL_TITLE,
    });
  });

  test("keeps name and contact apart, under an expiry, and neither address nor code anywhere", async () => {
    const column = await newColumn();
    const { body } = await column.handIn(
      { name: "张三", contact: "13800000000", consent: true, unit: "shanshi" },
      { address: "192.0.2.77", key: "a-key-of-eight" },
    );
    const rows = [...column.rows("feedback"), ...column.rows("audit")];
    const holding = (part: string) =>
      rows.filter(({ pk, sk, data }) => `${pk}${sk}${data}`.includes(part)).map(({ pk, sk }) => `${pk.split("#")[0]}/${sk}`);
    expect(holding("13800000000")).toEqual(["feedback/contact"]);
    expect(holding("张三")).toEqual(["feedback/contact"]);
    expect(holding("192.0.2.77")).toEqual([]);
    expect(holding(body.code)).toEqual([]);
    expect(holding("建议多办")).toEqual(["feedback/entry"]);
    expect(JSON.parse(rows.find(({ sk }) => sk === "contact")!.data)).toMatchObject({ expiresAt: START / 1000 + 180 * 24 * 3600 });
    expect(column.logged.join("")).not.toMatch(/张三|138000|192\.0\.2/);
    expect(rows.filter(({ data }) => data.includes("feedback.hand-in"))).toHaveLength(1);
  });

  test.each([
    [{ name: "张三" }, "consent-required"],
    [{ contact: "a@example.test" }, "consent-required"],
    [{ unit: "nowhere" }, "unknown-unit"],
    [{ material: "no-such-material" }, "unknown-material"],
  ])("refuses %j", async (more, code) => {
    const column = await newColumn();
    expect(await column.handIn(more)).toMatchObject({ status: 400, body: { code } });
    expect(column.rows("feedback")).toEqual([]);
  });

  test("a filled honeypot looks like success and stores nothing", async () => {
    const column = await newColumn();
    const { status, body } = await column.handIn({ website: "https://spam.test", text: "buy now", name: "robot" });
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(["code", "receivedAt"]);
    expect([...column.rows("feedback"), ...column.audit()]).toEqual([]);
    expect(column.logged).toEqual(['{"event":"feedback-honeypot"}']);
    expect((await column.call("GET", `/api/feedback/receipts/${body.code}`)).status).toBe(404);
  });

  test("words of the list are shown to the editor and reject nothing", async () => {
    const column = await newColumn();
    await writeWordList(column.deps, systemActor, { words: ["发 票", "ＡＢＣ", "!!"], version: 0 });
    expect((await column.handIn({ text: "代开发\u200B-票,a b c" })).status).toBe(201);
    const { items } = await column.queue(await column.signIn(["editor"]));
    expect(items[0]!.flagged.toSorted()).toEqual(["ＡＢＣ", "发 票"].toSorted());
  });
});

describe("Idempotency-Key", () => {
  const key = "4a7d1ed4-14a8-45fa-91bc-6cff46a1c1a2";
  const received = async (column: Awaited<ReturnType<typeof newColumn>>) =>
    (await column.call<{ received: number }>("GET", "/api/statistics")).body.received;

  test("twenty posts with one key at once store one feedback and all get its code", async () => {
    const column = await newColumn();
    const all = await Promise.all(Array.from({ length: 20 }, () => column.handIn({ text: "同一条" }, { key })));
    expect(new Set(all.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(all[0]!.status).toBe(201);
    expect(await received(column)).toBe(1);
    expect(column.rows("feedback").filter(({ sk }) => sk === "entry")).toHaveLength(1);
  });

  test("a reloaded page repeats with a fresh token, even one that is too young or after the limit is used up", async () => {
    const column = await newColumn();
    const address = "192.0.2.1";
    const first = await column.handIn({}, { key, address });
    for (let n = 1; n < 20; n++) expect((await column.handIn({}, { address })).status).toBe(201);
    column.time.now += 5 * SECOND;
    for (const formToken of [column.token(), column.token(0), column.token(2 * DAY)]) {
      expect(await column.handIn({ formToken }, { key, address })).toMatchObject({ status: 201, body: first.body });
    }
    expect((await column.handIn({}, { address })).status).toBe(429);
  });

  test("the same key with another text is refused", async () => {
    const column = await newColumn();
    await column.handIn({ text: "第一条" }, { key });
    for (const more of [{ text: "第二条" }, { text: "第一条", unit: "shanshi" }, { text: "第一条", contact: "电话", consent: true }]) {
      expect(await column.handIn(more, { key })).toMatchObject({ status: 422, body: { code: "idempotency-mismatch" } });
    }
    expect(await received(column)).toBe(1);
  });

  test("after the record of the key is gone, the feedback itself still answers", async () => {
    const column = await newColumn();
    const first = await column.handIn({}, { key });
    column.time.now += 3 * DAY;
    expect(await column.handIn({}, { key })).toMatchObject({ status: 201, body: first.body });
    expect(await received(column)).toBe(1);
  });

  test("without a key every code is another, and a malformed key is refused", async () => {
    const column = await newColumn();
    const codes = await Promise.all([1, 2, 3].map(async () => (await column.handIn()).body.code));
    expect(new Set(codes).size).toBe(3);
    expect(await column.handIn({}, { key: "short" })).toMatchObject({ status: 400, body: { errors: [{ field: "Idempotency-Key" }] } });
  });
});

describe("limits", () => {
  test("20 an hour from one address, however many come at once; the next hour is open again", async () => {
    const column = await newColumn();
    column.time.now = START + 1800 * SECOND;
    const all = await Promise.all(Array.from({ length: 30 }, () => column.handIn({}, { address: "192.0.2.5" })));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = all.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]!.body).toMatchObject({ code: "too-many" });
    expect(refused[0]!.headers.get("retry-after")).toBe("1800");
    expect((await column.handIn({}, { address: "192.0.2.6" })).status).toBe(201);
    column.time.now += 1800 * SECOND;
    expect((await column.handIn({}, { address: "192.0.2.5" })).status).toBe(201);
  });

  test("one IPv6 line counts as one, whatever address of its /64 it uses", async () => {
    const column = await newColumn();
    for (let n = 0; n < 20; n++) expect((await column.handIn({}, { address: `2001:db8:1:2::${n.toString(16)}` })).status).toBe(201);
    expect((await column.handIn({}, { address: "2001:db8:1:2:ffff::1" })).status).toBe(429);
    expect((await column.handIn({}, { address: "2001:db8:1:3::1" })).status).toBe(201);
  });

  test("100 a day for one unit, wherever they come from; midnight in Beijing opens the next day", async () => {
    const column = await newColumn();
    const all = await Promise.all(Array.from({ length: 105 }, () => column.handIn({ unit: "shanshi" })));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(100);
    // 09:00 in Beijing: 15 hours to midnight.
    expect(all.find(({ status }) => status === 429)!.headers.get("retry-after")).toBe(String(15 * 3600));
    expect((await column.handIn({ unit: "changting" })).status).toBe(201);
    column.time.now += 15 * HOUR;
    expect((await column.handIn({ unit: "shanshi" })).status).toBe(201);
  });

  test("what was refused left nothing behind: its form token still works", async () => {
    const column = await newColumn();
    for (let n = 0; n < 20; n++) await column.handIn({}, { address: "192.0.2.5" });
    const formToken = column.token();
    expect((await column.handIn({ formToken }, { address: "192.0.2.5" })).status).toBe(429);
    expect((await column.handIn({ formToken }, { address: "192.0.2.8" })).status).toBe(201);
  });
});

describe("requests that are no forms of ours", () => {
  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])("%s is refused", async (type) => {
    const column = await newColumn();
    expect((await column.call("POST", post, { body: JSON.stringify(column.input()), headers: { "content-type": type } })).status).toBe(415);
  });

  test("a foreign page may not send, and other methods are told which exist", async () => {
    const column = await newColumn();
    for (const origin of ["https://evil.test", "null", `${ORIGIN}.evil.test`, "http://sub.column.test", `${ORIGIN}:8080`]) {
      expect((await column.call("POST", post, { body: column.input(), headers: { origin } })).status).toBe(403);
    }
    const put = await column.call("PUT", post, { body: {} });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "POST, GET, HEAD, OPTIONS"]);
  });

  test("staff fields cannot be written by the public", async () => {
    const column = await newColumn();
    for (const extra of [
      { state: "answered" },
      { answer: "好" },
      { office: "办公室" },
      { id: "my-own-id" },
      { flagged: [] },
      { version: 5 },
    ]) {
      const body = { ...column.input(), ...extra };
      expect(await column.call("POST", post, { body })).toMatchObject({
        status: 400,
        body: { errors: [{ field: Object.keys(extra)[0] }] },
      });
    }
    const polluted = JSON.stringify(column.input()).replace("{", '{"__proto__":{"x":1},');
    expect((await column.call("POST", post, { body: polluted })).status).toBe(400);
    expect("x" in {}).toBe(false);
  });

  test("texts are held to their lengths by the API too", async () => {
    const column = await newColumn();
    const status = async (more: object) =>
      (await column.call<FeedbackReceipt>("POST", post, { body: { ...column.input(), ...more } })).status;
    expect(await status({ text: "字".repeat(2000) })).toBe(201);
    expect(await status({ text: "字".repeat(2001) })).toBe(400);
    expect(await status({ text: " 字 " })).toBe(400);
    expect(await status({ name: "名".repeat(31), consent: true })).toBe(400);
    expect(await status({ contact: "电".repeat(61), consent: true })).toBe(400);
    expect(await status({ text: "字".repeat(70_000) })).toBe(413);
  });
});
