import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Material } from "../../functions/materials/contract.ts";
import { LARGE_ANSWERS } from "../../functions/aws/large-answers.ts";
import { type Cloud, ORIGIN, startCloud } from "../support/cloud-column.ts";
import { acceptAndAnswer, handIn, makeStaff, publish as publishMaterial, setUp, throughTheSteps } from "../support/cloud-journey.ts";
import { type EmulatorName, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { endpointEngine, endpointMissing } from "../support/dynamo-endpoint.ts";
import { answerOf, httpEvent } from "../support/http-api.ts";
import { notRun } from "../support/not-run.ts";
import { allows, type Deed, deedsOf, fileDeedOf, rightsOf } from "../support/policy.ts";

const emulators: EmulatorName[] = ["dynoxide", "extenddb"];
const engines = [
  ...emulators.map((name) => [name, emulatorMissing(name), () => startEmulator(name)] as const),
  ["the engine at DYNAMODB_ENDPOINT", endpointMissing, async () => endpointEngine()] as const,
];
const here = engines.filter(([name, missing]) => {
  if (missing) notRun(`the functions as they are deployed on ${name}`, missing);
  return !missing;
});

describe.each(here)("the functions as they are deployed, on %s", (_, __, start) => {
  let cloud: Cloud;
  let admin: string;
  const staff: Record<string, string> = {};
  const published: string[] = [];
  beforeAll(async () => {
    cloud = await startCloud(start);
  }, 240_000);
  afterAll(() => cloud?.stop());

  const job = (name: string) => cloud.functions["jobs"]!.invoke<{ done: number }>({ job: name });

  async function publish(input: object, files?: [name: string, bytes: Uint8Array][]): Promise<Material> {
    const material = await publishMaterial(cloud.call, staff, input, files);
    published.push(material.id);
    return material;
  }

  test("the first administrator comes by a link from the jobs function, and never a second time", async () => {
    const { link } = await cloud.functions["jobs"]!.invoke<{ link: string }>({ setUp: true });
    expect(link).toMatch(/^https:\/\/column\.test\/staff\/set-up#\S+ /);
    const made = await setUp(cloud.call, link);
    expect(made.cookies).toEqual([expect.stringMatching(/^__Host-sid=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)]);
    admin = made.session;
    await expect(cloud.functions["jobs"]!.invoke({ setUp: true })).rejects.toThrow("somebody has an account already");
    Object.assign(staff, await makeStaff(cloud.call, admin, ["cadre", "editor", "director"]));
  }, 60_000);

  test("a material with Chinese file names is published, found, read, downloaded, counted", async () => {
    const { call, ask } = cloud;
    const pdf = Buffer.from("%PDF-1.7\n%%EOF\n");
    const { id } = await publish(
      {
        title: "警惕“小节无害”𠮷",
        category: "评论文章",
        body: `<p>远离温水效应。</p><p>${"久久为功。".repeat(300)}</p>`,
        questions: ["怎么看？"],
      },
      [["讲稿 100%（终稿）.pdf", pdf]],
    );
    await job("fold-search");
    const { body: list } = await call("GET", `/api/materials?q=${encodeURIComponent("温水效应")}`);
    expect(list["items"].map((item: { id: string }) => item.id)).toEqual([id]);
    const { body: page, headers } = await call("GET", `/api/materials/${id}`);
    expect(headers.get("cache-control")).toContain("s-maxage=60");
    // The file's address holds its Chinese name and a percent sign, which the API hands over decoded.
    const [file] = page["attachments"] as { url: string }[];
    const answer = await ask("GET", file!.url);
    expect(answer.status).toBe(302);
    const location = new URL(answer.headers.get("location")!);
    expect(location.origin).toBe("https://files.test");
    const stored = await cloud.fetchFile(location);
    expect([stored.status, stored.headers.get("content-disposition")]).toEqual([
      200,
      expect.stringContaining("filename*=UTF-8''%E8%AE%B2%E7%A8%BF"),
    ]);
    expect(Buffer.from(await stored.arrayBuffer())).toEqual(pdf);

    const zip = await ask("GET", `/api/materials/${id}/package.zip`);
    expect([zip.status, zip.headers.get("content-type"), zip.bytes.subarray(0, 2).toString()]).toEqual([200, "application/zip", "PK"]);
    expect((await ask("GET", `/api/packages.zip?ids=${id}`)).status).toBe(200);
    for (const [encoding, unpack] of [
      ["br", brotliDecompressSync],
      ["gzip", gunzipSync],
    ] as const) {
      const packed = await ask("GET", `/api/materials/${id}`, { headers: { "accept-encoding": encoding } });
      expect(packed.headers.get("content-encoding")).toBe(encoding);
      expect(JSON.parse(unpack(packed.bytes).toString())).toEqual(page);
    }
    for (const what of ["views", "downloads"]) expect((await call("POST", `/api/materials/${id}/${what}`)).body).toEqual({ counted: true });
    expect((await call("POST", `/api/materials/${id}/views`)).body).toEqual({ counted: false });
    for (const path of [
      "/column/",
      `/column/${id}`,
      "/column/answers",
      "/column/feedback",
      "/column/receipt",
      "/feed.xml",
      "/calendar.ics",
      "/openapi.json",
      "/healthz",
      "/api/units",
      "/api/progress",
      "/column/progress",
      "/embed/frame/both?limit=3",
      "/embed/",
      "/api/statistics",
    ])
      expect([path, (await ask("GET", path)).status]).toEqual([path, 200]);
  }, 60_000);

  test("what no function can answer goes by the file store, under its name", async () => {
    const noise = Buffer.alloc(6_000_000);
    for (let at = 0; at < noise.length; at += 4) noise.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
    const { id } = await publish({ title: "大文件", category: "讲课稿", body: "<p>附录音。</p>" }, [
      ["录音.mp3", Buffer.concat([Buffer.from("ID3\u0003"), noise])],
    ]);
    const answer = await cloud.ask("GET", `/api/materials/${id}/package.zip`);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([302, "no-store"]);
    const location = new URL(answer.headers.get("location")!);
    expect(location.pathname).toContain(`/${LARGE_ANSWERS}`);
    const stored = await cloud.fetchFile(location);
    expect(stored.headers.get("content-disposition")).toContain(encodeURIComponent("大文件"));
    expect(Number(stored.headers.get("content-length"))).toBeGreaterThan(5_000_000);
  }, 60_000);

  test("a visitor's feedback is moderated, answered, followed and withdrawn", async () => {
    const { call, ask } = cloud;
    const input = { kind: "建议", text: "建议按月打包。", material: published[0], name: "", contact: "", consent: false };
    const [first, again] = await handIn(ask, call, input);
    expect([first!.status, first!.text]).toEqual([201, expect.stringContaining("code")]);
    expect(again!.text).toBe(first!.text);
    const { code } = JSON.parse(first!.text) as { code: string };
    await job("collect-audit");
    await job("recount-feedback");
    await acceptAndAnswer(call, staff["editor"]!, "已照办。");
    const { body: progress } = await call("GET", `/api/feedback/receipts/${code}`);
    expect(progress).toMatchObject({ state: "answered", answer: "已照办。" });
    expect((await call("GET", "/api/feedback")).body["items"]).toHaveLength(1);
    expect((await call("GET", `/api/materials/${published[0]}/feedback`)).body["items"]).toHaveLength(1);
    expect((await call("DELETE", `/api/feedback/receipts/${code}`)).status).toBe(204);
  }, 60_000);

  test("what visitors seldom do: words, units, contact details, merged feedback, earlier texts of a regulation", async () => {
    const { call } = cloud;
    await call("PUT", "/api/staff/settings/words", { words: ["敏感词"], version: 0 }, admin);
    const { body: unit } = await call("POST", "/api/staff/units", { name: "海林镇", kind: "乡镇" }, admin);
    const forms = await Promise.all([1, 2].map(async () => (await call("GET", "/api/feedback/form")).body["formToken"] as string));
    await new Promise((done) => setTimeout(done, 3100));
    const codes: string[] = [];
    for (const formToken of forms) {
      const input = {
        kind: "提问",
        text: `敏感词在哪里${codes.length}`,
        unit: unit["id"],
        name: "某人",
        contact: "000-0000",
        consent: true,
        formToken,
      };
      codes.push((await call("POST", "/api/feedback", input)).body["code"]);
    }
    const path = (id: string, step: string) => `/api/staff/feedback/${id}/${step}`;
    const { body: queue } = await call("GET", "/api/staff/feedback?state=pending", undefined, staff["editor"]);
    const [first, second] = queue["items"] as { id: string; version: number }[];
    for (const { id, version } of [first!, second!]) await call("POST", path(id, "accept"), { version }, staff["editor"]);
    await call("POST", path(second!.id, "assign"), { version: 2, office: "宣教科" }, staff["editor"]);
    await call("POST", path(second!.id, "merge"), { version: 3, into: first!.id }, staff["editor"]);
    await call("POST", path(first!.id, "assign"), { version: 3, office: "组织科" }, staff["editor"]);
    expect((await call("GET", `/api/feedback/receipts/${codes[1]}`)).body["state"]).toBe("accepted");
    // Taken back in a later second, the other one's contact details are kept from then on.
    await new Promise((done) => setTimeout(done, 1100));
    for (const code of codes) expect((await call("DELETE", `/api/feedback/receipts/${code}`)).status).toBe(204);

    const { id, version } = await publish({
      title: "学习制度",
      category: "制度规范",
      body: "<p>每双周的星期五下午。</p>",
      ties: ["中心工作"],
    });
    const { body: next } = await call<Material>("POST", `/api/staff/materials/${id}/revise`, { version }, staff["cadre"]);
    await throughTheSteps(call, staff, next);
    expect((await call("GET", `/api/materials/${id}`)).body["editions"]).toHaveLength(2);
    expect((await call("GET", `/api/materials/${id}/editions/1`)).body["title"]).toBe("学习制度");
  }, 60_000);

  test("the workbench, the account pages and the widgets come with their headers, from the bucket", async () => {
    const { ask } = cloud;
    for (const path of ["/staff/", "/staff/set-up", "/staff/password", "/staff/oidc", "/staff/preview"]) {
      const { status, headers } = await ask("GET", path);
      expect([path, status, headers.get("content-type"), headers.get("x-content-type-options"), headers.get("cache-control")]).toEqual([
        path,
        200,
        "text/html; charset=utf-8",
        "nosniff",
        "no-store",
      ]);
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
    }
    const workbench = (await ask("GET", "/staff/")).text;
    const script = /src="(\/staff\/[^"]+)"/.exec(workbench)![1]!;
    const loader = await ask("GET", "/embed/gxjt.js");
    const style = /href="(\/embed\/[^"]+)"/.exec((await ask("GET", "/column/")).text)![1]!;
    for (const [path, cache] of [
      [script, "public, max-age=31536000, immutable"],
      [style, "public, max-age=31536000, immutable"],
      ["/embed/gxjt.js", "public, max-age=300"],
      ["/staff/sw.js", "no-cache"],
    ] as const) {
      const { status, headers } = await ask("GET", path);
      expect([path, status, headers.get("cache-control"), headers.get("x-content-type-options")]).toEqual([path, 200, cache, "nosniff"]);
    }
    expect(loader.headers.get("access-control-allow-origin")).toBe("*");
    for (const path of ["/embed/none-00000000.js", "/embed/..%2Fstaff%2Fsw.js", "/staff/none-00000000.js", "/staff/nothing"])
      expect([path, (await ask("GET", path)).status]).toEqual([path, 404]);
    const root = await ask("GET", "/");
    expect([root.status, root.headers.get("location")]).toEqual([302, `${ORIGIN}/column/`]);
  });

  test("whoever goes round the edge is refused, and cannot choose an address", async () => {
    const fn = cloud.functions["public"]!;
    const round = answerOf(
      await fn.invoke(httpEvent("GET", "/api/units", { headers: { "x-gxjt-edge": "a guess", "x-forwarded-for": "198.51.100.1" } })),
    );
    expect([round.status, round.headers.get("x-content-type-options"), JSON.parse(round.text)]).toEqual([
      403,
      "nosniff",
      expect.objectContaining({ code: "forbidden" }),
    ]);
    // The same visitor under forged addresses is counted once; another one, as the edge saw them, anew.
    const view = async (forwarded: string) =>
      (await cloud.ask("POST", `/api/materials/${published[1]}/views`, { headers: { origin: ORIGIN, "x-forwarded-for": forwarded } })).text;
    expect([
      await view("203.0.113.50, 130.176.1.2"),
      await view("1.1.1.1, 203.0.113.50, 130.176.1.2"),
      await view("203.0.113.51, 130.176.1.2"),
    ]).toEqual(['{"counted":true}', '{"counted":false}', '{"counted":true}']);
  });

  test("a new signing secret ends nothing while the one before is kept, and everything when it is taken away", async () => {
    const open = async () => (await cloud.call("GET", "/api/feedback/form")).body["formToken"] as string;
    const send = (formToken: string) =>
      cloud.ask("POST", "/api/feedback", {
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ kind: "建议", text: `换了密钥以后${formToken.length}`, formToken }),
      });
    const [early, late] = [await open(), await open()];
    await new Promise((done) => setTimeout(done, 3100));
    cloud.secrets.change("signing", "another signing secret of more than thirty-two letters");
    await cloud.restart();
    expect((await send(early)).status).toBe(201);
    cloud.secrets.forget("signing");
    await cloud.restart();
    const refused = await send(late);
    expect([refused.status, JSON.parse(refused.text)]).toEqual([400, expect.objectContaining({ code: "form-token-invalid" })]);
  }, 60_000);

  test("every job of the clock runs, and one that there is not fails", async () => {
    const schedules = Object.values(cloud.template.Resources).filter(({ Type }) => Type === "AWS::Scheduler::Schedule");
    expect(schedules.length).toBeGreaterThan(8);
    for (const { Properties } of schedules)
      expect(await cloud.functions["jobs"]!.invoke(JSON.parse(Properties["Target"].Input))).toEqual({ done: expect.any(Number) });
    await expect(cloud.functions["jobs"]!.invoke({ job: "no-such-job" })).rejects.toThrow("there is no job no-such-job");
    // The form that was open while the secret changed waits for an editor.
    const state = /.*"event":"column-state".*/.exec(cloud.functions["jobs"]!.log())![0];
    expect(JSON.parse(state)).toMatchObject({
      daysWithoutMaterial: 0,
      waitingFeedback: 1,
      oldestFeedbackWorkingDays: 0,
      oldestFeedbackDays: 0,
      unsentReminders: 0,
    });
  }, 60_000);

  test("a backup is made by the jobs function and fetched through the staff function", async () => {
    const { call } = cloud;
    await call("POST", "/api/staff/backups", {}, admin);
    expect(await job("make-bundles")).toEqual({ done: 1 });
    const { body } = await call("GET", "/api/staff/backups", undefined, admin);
    const { body: download } = await call("POST", `/api/staff/backups/${body["items"][0].id}/download`, {}, admin);
    expect(new URL(download["url"]).origin).toBe("https://files.test");
  }, 60_000);

  /** What a function has done so far, each deed once, and its rights. */
  function account(name: string): { deeds: Deed[]; rights: ReturnType<typeof rightsOf> } {
    const one = cloud.functions[name]!;
    const tables = Object.entries(cloud.template.Resources).filter(([, { Type }]) => Type === "AWS::DynamoDB::Table");
    const arns = new Map(tables.map(([id, { Properties }]) => [Properties["TableName"] as string, `<${id}.Arn>`]));
    const buckets = Object.entries(cloud.template.Resources).filter(([, { Type }]) => Type === "AWS::S3::Bucket");
    const bucketArn = (name: string) =>
      `<${buckets.find(([, { Properties }]) => (name === "files") === (Properties["VersioningConfiguration"] !== undefined))![0]}.Arn>`;
    const deeds = [
      ...one.asked.flatMap((request) => deedsOf(request, (table) => arns.get(table)!)),
      // The form of an upload is posted by the browser.
      ...one.stored
        .filter(({ method, path }) => !(method === "POST" && path === "/files"))
        .map((request) => fileDeedOf(request, bucketArn)),
    ];
    const unique = new Map(deeds.map((deed) => [JSON.stringify([deed.action, deed.resource, deed.key]), deed]));
    return { deeds: [...unique.values()], rights: rightsOf(cloud.template, one.id) };
  }

  test("no function did what its role may not do", () => {
    for (const name of ["public", "staff", "jobs"]) {
      const { deeds, rights } = account(name);
      expect(deeds.length).toBeGreaterThan(20);
      expect({ name, refused: deeds.filter((deed) => !rights.some((right) => allows(right, deed))) }).toEqual({ name, refused: [] });
    }
  });

  test("the public function may do nothing in the tables that its routes have not done", () => {
    const { deeds, rights } = account("public");
    const idle = rights.flatMap(({ actions, resources, keys }) =>
      actions
        .filter((action) => action.startsWith("dynamodb:"))
        .flatMap((action) =>
          resources.flatMap((resource) =>
            (keys ?? [undefined]).map((key) => ({ actions: [action], resources: [resource], ...(key && { keys: [key] }) })),
          ),
        )
        .filter((right) => !deeds.some((deed) => allows(right, deed))),
    );
    expect(idle).toEqual([]);
  });
});
