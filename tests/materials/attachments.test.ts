import { afterEach, describe, expect, test, vi } from "vitest";
import type { Material, MaterialPage } from "../../functions/materials/contract.ts";
import { findWorking, putWorking } from "../../functions/materials/table.ts";
import { StoreUnavailable } from "../../functions/store/store.ts";
import { HOUR } from "../../functions/platform/clock.ts";
import { newColumn, type Column } from "../support/column.ts";
import { ascii, fieldCode, openUpload, pdf, postForm, publishDraft, storedKeys, type OpenedUpload } from "./support.ts";

afterEach(() => vi.restoreAllMocks());

async function newDraft(column: Column, cookie: string): Promise<Material> {
  return (
    await column.call<Material>("POST", "/api/staff/materials", {
      cookie,
      body: { title: "带附件的", category: "讲课稿", body: "<p>文</p>" },
    })
  ).body;
}

const attach = (column: Column, cookie: string, { id, version }: { id: string; version: number }, upload: string) =>
  column.call<Material>("POST", `/api/staff/materials/${id}/attachments`, { cookie, body: { upload, version } });
const detach = (column: Column, cookie: string, { id, version }: { id: string; version: number }, file: string) =>
  column.call<Material>("DELETE", `/api/staff/materials/${id}/attachments/${file}`, { cookie, body: { version } });
const read = (column: Column, cookie: string, id: string) => column.call<Material>("GET", `/api/staff/materials/${id}`, { cookie });

/** A column with a writer and the writer's empty draft. */
async function desk() {
  const column = await newColumn();
  const keys = storedKeys(column);
  const cadre = await column.signIn(["cadre"]);
  return { column, keys, cadre, draft: await newDraft(column, cadre) };
}

describe("attaching", () => {
  test("names the file, its type and its size, and never where its bytes are; detaching takes it off the list", async () => {
    const { column, keys, cadre, draft } = await desk();
    const answers = [];
    for (const [name, bytes] of [
      ["讲稿.pdf", pdf()],
      ["名单.txt", ascii("甲\n乙")],
    ] as const) {
      const upload = await column.upload(cadre, name, bytes);
      answers.push(await attach(column, cadre, { id: draft.id, version: 1 + answers.length }, upload));
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const { version, attachments } = answers[1]!.body;
    expect(version).toBe(3);
    expect(attachments).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-z]{16}$/),
        fileName: "讲稿.pdf",
        contentType: "application/pdf",
        bytes: pdf().length,
        inline: false,
      },
      { id: expect.stringMatching(/^[0-9a-z]{16}$/), fileName: "名单.txt", contentType: "text/plain", bytes: 7, inline: false },
    ]);
    expect(keys.size).toBe(2);
    const off = await detach(column, cadre, answers[1]!.body, attachments[0]!.id);
    expect([off.status, off.body.attachments.map(({ fileName }) => fileName)]).toEqual([200, ["名单.txt"]]);
    expect((await detach(column, cadre, off.body, attachments[0]!.id)).status).toBe(404);
    const lists = [
      ...answers,
      off,
      await read(column, cadre, draft.id),
      await column.call("GET", "/api/staff/materials", { cookie: cadre }),
    ];
    for (const { text } of lists) for (const key of keys) expect(text).not.toContain(key);
    expect(
      column
        .rows("audit")
        .map(({ data }) => (JSON.parse(data) as { action: string }).action)
        .toSorted(),
    ).toEqual(["material.create", "material.attach", "material.attach", "material.detach"].toSorted());
  });

  test("stops at twenty, before the bytes are touched", async () => {
    const { column, keys, cadre, draft } = await desk();
    let current = draft;
    for (let place = 1; place <= 20; place++)
      current = (await attach(column, cadre, current, await column.upload(cadre, `${place}.pdf`, pdf(String(place))))).body;
    const upload = await column.upload(cadre, "21.pdf", pdf());
    expect(fieldCode(await attach(column, cadre, current, upload))).toEqual([400, "file-refused", "too-many"]);
    expect(keys.size).toBe(20);
    const room = await detach(column, cadre, current, current.attachments[3]!.id);
    expect((await attach(column, cadre, room.body, upload)).status).toBe(201);
  });

  test("at a stale version is a conflict with the current record, and the upload is still good", async () => {
    const { column, keys, cadre, draft } = await desk();
    const [first, second] = [await column.upload(cadre, "甲.pdf", pdf()), await column.upload(cadre, "乙.pdf", pdf())];
    const both = await Promise.all([attach(column, cadre, draft, first), attach(column, cadre, draft, second)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(keys.size).toBe(1);
    const lost = both[0].status === 409 ? first : second;
    const stale = await attach(column, cadre, draft, lost);
    expect(stale.body).toMatchObject({ code: "conflict", current: { version: 2, attachments: [{}] } });
    expect(stale.text).not.toContain('"key"');
    expect((await attach(column, cadre, { id: draft.id, version: 2 }, lost)).body.attachments).toHaveLength(2);
    expect(keys.size).toBe(2);
  });

  test("needs a draft: nothing is added to or taken from what is under review or published", async () => {
    const { column, cadre, draft } = await desk();
    const one = (await attach(column, cadre, draft, await column.upload(cadre, "甲.pdf", pdf()))).body;
    const upload = await column.upload(cadre, "乙.pdf", pdf());
    const { body: provided } = await column.step(cadre, one, "provide");
    const tries = async (version: number) => [
      await attach(column, cadre, { id: draft.id, version }, upload),
      await detach(column, cadre, { id: draft.id, version }, one.attachments[0]!.id),
    ];
    for (const answer of await tries(provided.version))
      expect([answer.status, (answer.body as unknown as { code: string }).code]).toEqual([409, "illegal-step"]);
    const editor = await column.signIn(["editor"]);
    const { body: back } = await column.step(editor, provided, "return", { reason: "再核" });
    const live = await publishDraft(column, cadre, back);
    for (const { status } of await tries(live.version)) expect(status).toBe(409);
  });

  test("serves once, also to two requests at a time; somebody else's upload and an unknown one are not found", async () => {
    const { column, keys, cadre, draft } = await desk();
    const editor = await column.signIn(["editor"]);
    const upload = await column.upload(cadre, "甲.pdf", pdf());
    expect((await attach(column, editor, draft, upload)).status).toBe(404);
    const twice = await Promise.all([attach(column, cadre, draft, upload), attach(column, cadre, draft, upload)]);
    expect(twice.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await attach(column, cadre, { id: draft.id, version: 2 }, upload)).status).toBe(404);
    expect((await attach(column, cadre, { id: draft.id, version: 2 }, "unknown-upload")).status).toBe(404);
    expect(
      (await attach(column, cadre, { id: draft.id, version: 2 }, (await openUpload(column, cadre, "未传.pdf", 9)).body.upload)).status,
    ).toBe(404);
    expect([keys.size, (await read(column, cadre, draft.id)).body.attachments.length]).toEqual([1, 1]);
  });

  test("keeps the bytes when the store does not say whether it has recorded them, and can be tried again", async () => {
    const { column, keys, cadre, draft } = await desk();
    const upload = await column.upload(cadre, "甲.pdf", pdf());
    const { transact } = column.store;
    vi.spyOn(column.store, "transact").mockImplementationOnce(async (...call) => {
      await transact(...call);
      throw new StoreUnavailable("the answer was lost");
    });
    const lost = await attach(column, cadre, draft, upload);
    expect([lost.status, lost.headers.get("retry-after")]).toEqual([503, "5"]);
    const { body } = await read(column, cadre, draft.id);
    expect(body.attachments).toHaveLength(1);
    const staff = await column.call("GET", `/api/staff/materials/${draft.id}/files/${body.attachments[0]!.id}`, { cookie: cadre });
    expect((await column.call("GET", staff.headers.get("location")!)).bytes).toEqual(pdf());
    vi.spyOn(column.store, "transact").mockRejectedValueOnce(new StoreUnavailable("never arrived"));
    const next = await column.upload(cadre, "乙.pdf", pdf());
    expect((await attach(column, cadre, body, next)).status).toBe(503);
    expect((await attach(column, cadre, body, next)).status).toBe(201);
    expect(keys.size).toBe(3);
  });

  test("is done even when the uploaded original cannot be cleared away", async () => {
    const { column, cadre, draft } = await desk();
    const upload = await column.upload(cadre, "甲.pdf", pdf());
    vi.spyOn(column.deps.blobs, "delete").mockRejectedValue(new Error("read-only"));
    expect((await attach(column, cadre, draft, upload)).status).toBe(201);
    expect(column.logged.filter((line) => line.includes("upload-left"))).toHaveLength(1);
  });
});

describe("the upload form", () => {
  test("is given for allowed names and sizes only", async () => {
    const { column, cadre } = await desk();
    for (const name of ["page.html", "图.svg", "run.exe", "脚本.js", "无扩展名", "a.pdf.html", "a.docm", "a.PDF .exe", ".pdf", "a.php"])
      expect(fieldCode(await openUpload(column, cadre, name, 9)), name).toEqual([400, "file-refused", "type-not-allowed"]);
    const MB = 1024 * 1024;
    for (const [name, limit] of [
      ["a.pdf", 50 * MB],
      ["a.TXT", 5 * MB],
      ["a.jpg", 10 * MB],
      ["a.mp4", 200 * MB],
    ] as const) {
      expect((await openUpload(column, cadre, name, limit)).status, name).toBe(201);
      expect(fieldCode(await openUpload(column, cadre, name, limit + 1)), name).toEqual([400, "file-refused", "too-large"]);
    }
    for (const bytes of [0, -1, 1.5, "9", null])
      expect((await column.call("POST", "/api/staff/uploads", { cookie: cadre, body: { fileName: "a.pdf", bytes } })).status).toBe(400);
    // Units and directors send photos of their records; only administrators have nothing to send.
    for (const [role, status] of [
      ["unit", 201],
      ["director", 201],
      ["admin", 403],
    ] as const)
      expect((await openUpload(column, await column.signIn([role]), "a.pdf", 9)).status, role).toBe(status);
    expect((await openUpload(column, "", "a.pdf", 9)).status).toBe(401);
  });

  test("takes exactly the announced size, and nothing that was not signed", async () => {
    const { column, cadre, draft } = await desk();
    const { body: opened } = await openUpload(column, cadre, "甲.pdf", pdf().length);
    const code = ({ status, text }: { status: number; text: string }) => [status, /<Code>(\w+)</.exec(text)?.[1]];
    expect(code(await postForm(column, opened, pdf("one more")))).toEqual([400, "EntityTooLarge"]);
    expect(code(await postForm(column, opened, pdf().subarray(1)))).toEqual([400, "EntityTooSmall"]);
    expect(code(await postForm(column, opened, pdf(), { key: "files/another-key" }))).toEqual([403, "AccessDenied"]);
    expect(code(await postForm(column, opened, pdf(), { "Content-Type": "text/html" }))).toEqual([403, "AccessDenied"]);
    expect(code(await postForm(column, opened, pdf(), { policy: btoa("{}") }))).toEqual([403, "SignatureDoesNotMatch"]);
    // None of them left anything that could be attached.
    expect((await attach(column, cadre, draft, opened.upload)).status).toBe(404);
    column.time.now += HOUR;
    expect(code(await postForm(column, opened, pdf()))).toEqual([403, "AccessDenied"]);
    expect((await column.call("GET", `/files/${opened.fields["key"]}`)).status).toBe(403);
  });

  test("posted again after the check changes nothing", async () => {
    const { column, cadre, draft } = await desk();
    const good = pdf("the genuine file, checked and attached");
    const { body: opened } = await openUpload(column, cadre, "甲.pdf", good.length);
    const page = ascii("<html><script>alert(1)</script>".padEnd(good.length));
    expect((await postForm(column, opened, page)).status).toBe(204);
    expect(fieldCode(await attach(column, cadre, draft, opened.upload))).toEqual([400, "file-refused", "content-mismatch"]);
    // Until it is attached the right file may take its place; afterwards nothing does.
    expect((await postForm(column, opened, good)).status).toBe(204);
    const attached = (await attach(column, cadre, draft, opened.upload)).body;
    expect((await postForm(column, opened, page)).status).toBe(204);
    const live = await publishDraft(column, cadre, attached);
    const { headers } = await column.call("GET", `/api/materials/${live.id}/files/${live.attachments[0]!.id}/x`);
    expect((await column.call("GET", headers.get("location")!)).bytes).toEqual(good);
    const { body: open } = await column.step(await column.signIn(["editor"]), live, "revise");
    expect((await attach(column, cadre, open, opened.upload)).status).toBe(404);
  });
});

const HTML = "<!DOCTYPE html><html><body><script>alert(1)</script>%PDF-1.7</body></html>";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';

test.each([
  ["a.pdf", HTML],
  ["a.pdf", SVG],
  ["a.jpg", SVG],
  ["a.png", HTML],
  ["a.docx", HTML],
  ["a.zip", HTML],
  ["a.mp4", HTML],
  ["a.doc", HTML],
  ["a.pdf", "\ufeff%PDF-1.7"],
  ["a.txt", "text with \u0000 in it"],
])("%s that is really %s is refused and removed", async (name, content) => {
  const { column, keys, cadre, draft } = await desk();
  const upload = await column.upload(cadre, name, ascii(content));
  expect(fieldCode(await attach(column, cadre, draft, upload))).toEqual([400, "file-refused", "content-mismatch"]);
  expect((await attach(column, cadre, draft, upload)).status).toBe(404);
  expect(keys.size).toBe(0);
  expect((await read(column, cadre, draft.id)).body.version).toBe(1);
});

const published = async (column: Column, name: string, bytes = pdf()) => {
  const cadre = await column.signIn(["cadre"]);
  const draft = await newDraft(column, cadre);
  const { body } = await attach(column, cadre, draft, await column.upload(cadre, name, bytes));
  return { cadre, live: await publishDraft(column, cadre, body) };
};

test.each([
  ["../../etc/passwd.pdf", "_.._etc_passwd.pdf"],
  ["..\\..\\boot.pdf", "_.._boot.pdf"],
  ["a\u0000b.pdf", "ab.pdf"],
  ["CON.pdf", "_CON.pdf"],
  ["nul.tar.pdf", "_nul.tar.pdf"],
  [`${"长".repeat(150)}.pdf`, `${"长".repeat(146)}.pdf`],
  ["\u202efdp.exe.pdf", "fdp.exe.pdf"],
  ['a"; filename="evil.html".pdf', "a filename=evil.html.pdf"],
  ["a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"],
  ["<img src=x onerror=alert(1)>.pdf", "_img src=x onerror=alert(1)_.pdf"],
  ["䶮𠮷 100% #1 & 'x'.pdf", "䶮𠮷 100% #1 & x.pdf"],
])("the name %o is harmless as %o, in the list, in the address, in the header and in the package", async (given, safe) => {
  const column = await newColumn();
  const { live } = await published(column, given);
  expect(live.attachments.map(({ fileName }) => fileName)).toEqual([safe]);
  const { body } = await column.call<MaterialPage>("GET", `/api/materials/${live.id}`);
  const { url } = body.attachments[0]!;
  expect(url).toBe(`/api/materials/${live.id}/files/${live.attachments[0]!.id}/${encodeURIComponent(safe)}`);
  const { status, headers } = await column.call("GET", url);
  expect(status).toBe(302);
  const file = await column.call("GET", headers.get("location")!);
  const disposition = file.headers.get("content-disposition")!;
  expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.~%$&+^`|-]+$/);
  expect(decodeURIComponent(disposition.split("filename*=UTF-8''")[1]!)).toBe(safe);
  expect(/filename="([^"]*)"/.exec(disposition)![1]).not.toMatch(/["\\;%\r\n]/);
  const entries = new TextDecoder().decode((await column.call("GET", `/api/materials/${live.id}/package.zip`)).bytes);
  expect(entries).not.toContain("../");
});

describe("downloads", () => {
  test("are attachments under their own name and type, never a page", async () => {
    const column = await newColumn();
    const text = ascii("<script>alert(1)</script> 只是文字");
    const { live } = await published(column, "说明 一.txt", text);
    for (const name of ["x.html", encodeURIComponent("说明 一.txt"), "%2e%2e%2fx"]) {
      const redirect = await column.call("GET", `/api/materials/${live.id}/files/${live.attachments[0]!.id}/${name}`);
      expect([redirect.status, redirect.text, redirect.headers.get("cache-control")]).toEqual([302, "", "no-store"]);
      const { status, headers, bytes } = await column.call("GET", redirect.headers.get("location")!);
      expect(status).toBe(200);
      expect(headers.get("content-disposition")).toBe(
        `attachment; filename="download.txt"; filename*=UTF-8''${encodeURIComponent("说明 一.txt")}`,
      );
      expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
      expect(headers.get("content-length")).toBe(String(text.length));
      expect(bytes).toEqual(text);
    }
  });

  test("work for five minutes and only as signed", async () => {
    const column = await newColumn();
    const { live } = await published(column, "甲.pdf");
    const redirect = await column.call("GET", `/api/materials/${live.id}/files/${live.attachments[0]!.id}/x`);
    const location = redirect.headers.get("location")!;
    for (const changed of [
      location.replace("application%2Fpdf", "text%2Fhtml"),
      location.replace("%E7%94%B2", "x"),
      location.replace(/expires=\d/, "expires=9"),
      `${location}&type=text/html`,
      location.split("?")[0]!,
    ]) {
      expect((await column.call("GET", changed)).status, changed).toBe(403);
    }
    column.time.now += 299_000;
    expect((await column.call("GET", location)).status).toBe(200);
    column.time.now += 2000;
    expect((await column.call("GET", location)).status).toBe(403);
  });

  test("of what was never published, is withdrawn, or was taken off before publishing are not public", async () => {
    const column = await newColumn();
    const cadre = await column.signIn(["cadre"]);
    const draft = await newDraft(column, cadre);
    const one = (await attach(column, cadre, draft, await column.upload(cadre, "留下.pdf", pdf()))).body;
    const two = (await attach(column, cadre, one, await column.upload(cadre, "去掉.pdf", pdf()))).body;
    const [kept, gone] = two.attachments.map(({ id }) => `/api/materials/${draft.id}/files/${id}/x`) as [string, string];
    for (const path of [kept, gone]) expect((await column.call("GET", path)).status).toBe(404);
    const live = await publishDraft(column, cadre, (await detach(column, cadre, two, two.attachments[1]!.id)).body);
    expect([(await column.call("GET", kept)).status, (await column.call("GET", gone)).status]).toEqual([302, 404]);

    // What is added to the next edition stays inside until that is signed.
    const editor = await column.signIn(["editor"]);
    const { body: open } = await column.step(editor, live, "revise");
    const added = (await attach(column, editor, open, await column.upload(editor, "新的.pdf", pdf()))).body;
    expect((await column.call("GET", `/api/materials/${draft.id}/files/${added.attachments[1]!.id}/x`)).status).toBe(404);
    const emptied = (await detach(column, editor, added, added.attachments[0]!.id)).body;
    const location = (await column.call("GET", kept)).headers.get("location")!;
    expect((await column.call("GET", location)).status).toBe(200);
    await column.step(editor, emptied, "withdraw", { reason: "过时" });
    expect((await column.call("GET", kept)).status).toBe(404);
  });

  test("of a reprint without authorisation are not public either", async () => {
    const column = await newColumn();
    const cadre = await column.signIn(["cadre"]);
    const { body: draft } = await column.call<Material>("POST", "/api/staff/materials", {
      cookie: cadre,
      body: { title: "转载", category: "讲课稿", origin: "reprint", link: "https://example.org/a" },
    });
    const { body } = await attach(column, cadre, draft, await column.upload(cadre, "全文.pdf", pdf()));
    const live = await publishDraft(column, cadre, body);
    expect((await column.call("GET", `/api/materials/${live.id}/files/${live.attachments[0]!.id}/x`)).status).toBe(404);
    expect((await column.call<MaterialPage>("GET", `/api/materials/${live.id}`)).text).not.toContain("全文.pdf");
  });

  test("of one material do not come by another's address", async () => {
    const column = await newColumn();
    const [{ live: one }, { live: two }] = [await published(column, "甲.pdf"), await published(column, "乙.pdf")];
    expect((await column.call("GET", `/api/materials/${one.id}/files/${two.attachments[0]!.id}/x`)).status).toBe(404);
  });
});

describe("a cadre", () => {
  test("neither sees nor changes another's draft and its files; editors, leads and directors see them", async () => {
    const { column, cadre, draft } = await desk();
    const one = (await attach(column, cadre, draft, await column.upload(cadre, "甲.pdf", pdf("draft")))).body;
    const file = `/api/staff/materials/${draft.id}/files/${one.attachments[0]!.id}`;
    const other = await column.signIn(["cadre"]);
    const upload = await column.upload(other, "乙.pdf", pdf());
    const version = one.version;
    const before = column.rows("materials");
    const tries: [string, string, object?][] = [
      ["GET", `/api/staff/materials/${draft.id}`],
      ["GET", `/api/staff/materials/${draft.id}/history`],
      ["GET", file],
      ["PUT", `/api/staff/materials/${draft.id}`, { version, title: "改", category: "讲课稿" }],
      ["POST", `/api/staff/materials/${draft.id}/attachments`, { version, upload }],
      ["DELETE", `/api/staff/materials/${draft.id}/attachments/${one.attachments[0]!.id}`, { version }],
      ["POST", `/api/staff/materials/${draft.id}/provide`, { version }],
      ["POST", `/api/staff/materials/${draft.id}/revise`, { version }],
    ];
    for (const [method, path, body] of tries) {
      const answer = await column.call(method, path, { cookie: other, ...(body ? { body } : {}) });
      expect([answer.status, answer.body["code"]], `${method} ${path}`).toEqual([404, "not-found"]);
    }
    for (const name of ["review", "sign", "return", "withdraw"])
      expect((await column.step(other, one, name, { reason: "x" })).status, name).toBeGreaterThanOrEqual(400);
    expect(column.rows("materials")).toEqual(before);
    expect((await column.call<{ items: unknown[] }>("GET", "/api/staff/materials", { cookie: other })).body.items).toEqual([]);
    const refused = column.rows("audit").filter(({ data }) => (JSON.parse(data) as { outcome: string }).outcome === "refused");
    expect(refused.length).toBeGreaterThanOrEqual(tries.length);

    for (const cookie of [cadre, await column.signIn(["editor"]), await column.signIn(["lead"]), await column.signIn(["director"])]) {
      const redirect = await column.call("GET", file, { cookie });
      expect(redirect.status).toBe(302);
      const { headers, bytes } = await column.call("GET", redirect.headers.get("location")!);
      expect([headers.get("content-disposition")?.startsWith("attachment"), bytes]).toEqual([true, pdf("draft")]);
    }
    for (const roles of [["admin"], ["unit"]] as const)
      expect((await column.call("GET", file, { cookie: await column.signIn([...roles]) })).status).toBe(403);
    expect((await column.call("GET", file)).status).toBe(401);
  });

  test("may see what is published, and not change it", async () => {
    const column = await newColumn();
    const { live } = await published(column, "甲.pdf");
    const other = await column.signIn(["cadre"]);
    const upload = await column.upload(other, "乙.pdf", pdf());
    expect((await column.call("GET", `/api/staff/materials/${live.id}/files/${live.attachments[0]!.id}`, { cookie: other })).status).toBe(
      302,
    );
    expect([
      (await attach(column, other, live, upload)).status,
      (await detach(column, other, live, live.attachments[0]!.id)).status,
    ]).toEqual([403, 403]);
  });
});

test("a body from a client shows no picture that was never stored", async () => {
  const { column, cadre, draft } = await desk();
  const body =
    '<p>前<img src="gxjt-image:1" alt="占位">后</p><p><img src="gxjt-image:2" alt=""></p><p><img src="data:image/png;base64,AAAA" alt="x"></p>';
  const changed = await column.call<Material>("PUT", `/api/staff/materials/${draft.id}`, {
    cookie: cadre,
    body: { version: 1, title: "题", category: "讲课稿", body },
  });
  expect(changed.body.body).toBe("<p>前后</p>");
});

test("no answer of any route shows where bytes lie", async () => {
  const column = await newColumn();
  const keys = storedKeys(column);
  const { live, cadre } = await published(column, "甲.pdf");
  const editor = await column.signIn(["editor"]);
  const opened = (await openUpload(column, cadre, "x.pdf", 9)).body satisfies OpenedUpload;
  expect(opened.fields["key"]).toMatch(/^uploads\/[0-9a-z]{16}$/);
  for (const path of [
    `/api/materials/${live.id}`,
    "/api/materials",
    `/api/materials/${live.id}/package.zip`,
    `/column/${live.id}`,
    "/feed.xml",
  ]) {
    const { text } = await column.call("GET", path);
    for (const key of keys) expect(text, path).not.toContain(key);
  }
  for (const path of [
    `/api/staff/materials/${live.id}`,
    `/api/staff/materials/${live.id}/history`,
    "/api/staff/materials?state=published",
  ]) {
    const { status, text } = await column.call("GET", path, { cookie: editor });
    expect(status).toBe(200);
    for (const key of keys) expect(text, path).not.toContain(key);
  }
  expect(keys.size).toBeGreaterThan(0);
});

test("pictures of a draft come to staff from our own address, uncached, and to nobody else", async () => {
  const column = await newColumn();
  const cookie = await column.signIn(["editor"]);
  const { body: draft } = await column.call<Material>("POST", "/api/staff/materials", {
    cookie,
    body: { title: "图", category: "新理论" },
  });
  const bytes = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);
  await column.deps.blobs.put("files/picture", bytes, "image/png");
  const working = (await findWorking(column.store, draft.id))!;
  const picture = { id: "picture-1", fileName: "image-1.png", contentType: "image/png", bytes: 8, inline: true, key: "files/picture" };
  await column.store.transact(putWorking({ ...working, attachments: [picture] }));
  const path = `/api/staff/materials/${draft.id}/files/picture-1`;
  const answer = await column.call("GET", path, { cookie });
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([200, "image/png", "no-store"]);
  expect(answer.bytes).toEqual(bytes);
  expect((await column.call("GET", path, { cookie: await column.signIn(["cadre"]) })).status).toBe(404);
  expect((await column.call("GET", `/api/materials/${draft.id}/files/picture-1/image-1.png`)).status).toBe(404);
});
