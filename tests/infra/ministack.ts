/**
 * `npm run ministack`: deploys the synthesized template to MiniStack, the AWS emulator from PyPI, and goes people's ways through what it
 * made. A step that fails fails the command; what the emulator cannot do is listed as not run. Without MiniStack the command says so.
 */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { STACK } from "../support/cloud-column.ts";
import { acceptAndAnswer, handIn, makeStaff, publish, setUp, signIn } from "../support/cloud-journey.ts";
import { isInstalled, startMiniStack } from "../support/ministack.ts";
import { columnOn } from "../support/ministack-column.ts";

const program = process.env["MINISTACK"] || "ministack";
const say = (line: string) => process.stdout.write(`${line}\n`);
const began = performance.now();

async function step<T>(what: string, take: () => Promise<T>): Promise<T> {
  try {
    const result = await take();
    say(`ok: ${what}`);
    return result;
  } catch (error) {
    say(`failed: ${what}`);
    throw error;
  }
}

/** The ways that people and the clock take; each builds on the one before. */
async function journeys({ ask, call, invoke, logged, fetchFile }: Awaited<ReturnType<typeof columnOn>>): Promise<void> {
  const ok = async (path: string) => {
    const answer = await ask("GET", path);
    assert.equal(answer.status, 200, `GET ${path}: ${answer.text.slice(0, 300)}`);
    return answer;
  };
  await step("everybody reads the empty column, its plain pages, feed, calendar and widgets", async () => {
    for (const path of ["/healthz", "/api/materials", "/api/units", "/column/", "/column/feedback", "/feed.xml", "/calendar.ics"])
      await ok(path);
    assert.match((await ok("/embed/gxjt.js")).headers.get("content-type")!, /^text\/javascript/);
    assert.equal((await ok("/staff/set-up")).headers.get("x-content-type-options"), "nosniff");
  });

  await step("whoever comes past the edge is refused", async () => {
    assert.equal((await ask("GET", "/api/units", { headers: { "x-gxjt-edge": "a guess" } })).status, 403);
  });

  const staff = await step("the first administrator sets up by the jobs function's link, makes accounts, and these sign in", async () => {
    const { link } = await invoke<{ link: string }>("jobs", { setUp: true });
    const { session } = await setUp(call, link);
    const sessions = await makeStaff(call, session, ["cadre", "editor", "director"]);
    await assert.rejects(() => invoke("jobs", { setUp: true }), /somebody has an account already/);
    return { ...sessions, editor: await signIn(call, "editor") };
  });

  const pdf = Buffer.from("%PDF-1.7\n%%EOF\n");
  const { id } = await step("three people publish a material with an attachment in S3", () =>
    publish(call, staff, { title: "警惕“小节无害”𠮷", category: "评论文章", body: "<p>远离温水效应。</p>" }, [["讲稿（终稿）.pdf", pdf]]),
  );

  await step("the public reads, finds and downloads it", async () => {
    assert.equal((await call("GET", "/api/materials")).body["items"][0].id, id);
    assert.equal((await call("GET", `/api/materials?q=${encodeURIComponent("温水效应")}`)).body["items"][0].id, id);
    const { body: page } = await call("GET", `/api/materials/${id}`);
    const answer = await ask("GET", page["attachments"][0].url);
    assert.equal(answer.status, 302);
    const stored = await fetchFile(new URL(answer.headers.get("location")!));
    assert.deepEqual([stored.status, Buffer.from(await stored.arrayBuffer())], [200, pdf]);
    assert.equal((await ok(`/api/materials/${id}/package.zip`)).bytes.subarray(0, 2).toString(), "PK");
    assert.equal((await call("POST", `/api/materials/${id}/views`)).body["counted"], true);
  });

  const code = await step("a visitor hands feedback in, twice on a bad line, and gets one 查询码", async () => {
    const [first, again] = await handIn(ask, call, { kind: "建议", text: "建议按月打包。", material: id });
    assert.equal(first!.status, 201, first!.text);
    assert.equal(again!.text, first!.text);
    return (JSON.parse(first!.text) as { code: string }).code;
  });

  await step("an editor accepts and answers it; its author and the public see the answer", async () => {
    assert.equal((await call("GET", "/api/feedback")).body["items"].length, 0);
    await acceptAndAnswer(call, staff.editor, "已照办。");
    assert.equal((await call("GET", `/api/feedback/receipts/${code}`)).body["answer"], "已照办。");
    // The function repeats a public answer for a second.
    await sleep(1200);
    assert.equal((await call("GET", `/api/materials/${id}/feedback`)).body["items"][0].answer, "已照办。");
    assert.match((await ok(`/column/${id}`)).text, /已照办。/);
  });

  await step("the author takes it back", async () => {
    assert.equal((await call("DELETE", `/api/feedback/receipts/${code}`)).status, 204);
    await sleep(1200);
    assert.equal((await call("GET", `/api/materials/${id}/feedback`)).body["items"].length, 0);
  });

  await step("the scheduler runs jobs by itself", async () => {
    for (let tries = 0; (await logged("jobs", '"job"')).length === 0; tries++) {
      assert.ok(tries < 90, "no job ran within a minute and a half");
      await sleep(1000);
    }
    assert.deepEqual(await logged("jobs", '"job-failed"'), []);
  });
}

async function run(): Promise<void> {
  const emulator = await startMiniStack(program, Number(process.env["GATEWAY_PORT"] || 4566));
  try {
    const { template, left } = await step(`${STACK} is synthesized and deployed`, () => emulator.deploy(STACK));
    say(`deployed ${Object.keys(template.Resources).length} resources`);
    await journeys(await columnOn(emulator, STACK));
    for (const [why, what] of Object.entries(left)) say(`not run: ${what.join(", ")}: ${why}`);
    say("not run: CloudFront: its origins are AWS's own names; the API and the bucket were asked at their own addresses");
    say("not run: /staff/: its routes want something behind the slash; the pages under it were asked");
    say("not run: roles: nothing here holds a function to its rights; tests/infra/artifact.test.ts does");
    say(`all steps passed in ${Math.round((performance.now() - began) / 1000)} s`);
  } finally {
    await emulator.stop();
  }
}

if (isInstalled(program)) {
  await run().catch((error: unknown) => {
    process.exitCode = 1;
    say(error instanceof Error ? error.message : String(error));
  });
} else say("not run: MiniStack is not on this machine (pip install ministack, or MINISTACK=/path/to/ministack).");
