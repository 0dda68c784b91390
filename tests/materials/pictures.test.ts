import { describe, expect, test } from "vitest";
import type { Material, MaterialPage } from "../../functions/materials/contract.ts";
import { newColumn } from "../support/column.ts";
import { ascii, fieldCode, publishDraft } from "./support.ts";

const png = () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);

/** A writer's draft, and the way to attach a file to it. */
async function desk() {
  const column = await newColumn();
  const cookie = await column.signIn(["cadre"]);
  const input = { title: "带图的", category: "讲课稿", body: "<p>文</p>" };
  const { body: draft } = await column.call<Material>("POST", "/api/staff/materials", { cookie, body: input });
  const attach = async (version: number, name: string, bytes: Uint8Array, inline: boolean) =>
    column.call<Material>("POST", `/api/staff/materials/${draft.id}/attachments`, {
      cookie,
      body: { upload: await column.upload(cookie, name, bytes), version, inline },
    });
  return { column, cookie, input, draft, attach };
}

describe("pictures of the text", () => {
  test("are stored, can stand in the body, are public with it, and are not listed as attachments", async () => {
    const { column, cookie, input, draft, attach } = await desk();
    const { status, body: attached } = await attach(1, "图.png", png(), true);
    expect([status, attached.attachments.map(({ inline }) => inline)]).toEqual([201, [true]]);
    const [picture] = attached.attachments;
    const src = `/api/materials/${draft.id}/files/${picture!.id}/${encodeURIComponent("图.png")}`;
    const body = `<p>文<img src="${src}" alt="" /></p>`;
    const { body: saved } = await column.call<Material>("PUT", `/api/staff/materials/${draft.id}`, {
      cookie,
      body: { ...input, body, version: attached.version },
    });
    expect(saved.body).toBe(body);
    expect((await column.call("GET", `/api/staff/materials/${draft.id}/files/${picture!.id}`, { cookie })).status).toBe(200);
    expect((await column.call("GET", src)).status).toBe(404);
    await publishDraft(column, cookie, saved);
    const { body: page } = await column.call<MaterialPage>("GET", `/api/materials/${draft.id}`);
    expect([page.body, page.attachments]).toEqual([body, []]);
    expect((await column.call("GET", src)).status).toBe(200);
  });

  test("are PNG or JPEG; another file is refused and leaves the draft as it was", async () => {
    const { column, cookie, draft, attach } = await desk();
    const refused = await attach(1, "单.txt", ascii("文"), true);
    expect(fieldCode(refused)).toEqual([400, "file-refused", "type-not-allowed"]);
    const { body } = await column.call<Material>("GET", `/api/staff/materials/${draft.id}`, { cookie });
    expect([body.version, body.attachments]).toEqual([1, []]);
  });

  test("do not take the room of attachments", async () => {
    const { attach } = await desk();
    for (let count = 1; count <= 20; count++) await attach(count, `${count}.txt`, ascii("文"), false);
    const full = await attach(21, "多.txt", ascii("文"), false);
    expect(fieldCode(full)).toEqual([400, "file-refused", "too-many"]);
    expect((await attach(21, "图.png", png(), true)).status).toBe(201);
  });
});
