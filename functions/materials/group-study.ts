import type { Context } from "hono";
import type { Deps } from "../deps.ts";
import { downloadHeaders } from "../blobs/download-headers.ts";
import { publicCache } from "../http/headers.ts";
import { Problem } from "../http/problem.ts";
import type { PackageMaterial } from "../packages/group-study-package.ts";
import { linkToOriginal } from "../packages/pages.ts";
import { sha256 } from "../platform/ids.ts";
import { findPublished, type Published } from "./table.ts";

const COLUMN_NAME = "干训讲堂";

/** Above this total an attachment is only listed, with the advice to fetch it from the column: packages travel by memory stick and WeChat. */
const MOST_ATTACHED = 40 * 1024 * 1024;

async function packaged(deps: Deps, live: Published, fits: (bytes: number) => boolean): Promise<PackageMaterial> {
  const attachments = await Promise.all(
    live.attachments.map(async ({ id, fileName, key, inline, bytes: size }) => {
      if (!fits(size)) return { id, fileName, inline };
      const bytes = await deps.blobs.get(key);
      // A published attachment whose bytes are gone is a fault of ours, not a smaller package.
      if (!bytes) throw new Error(`attachment ${id} of material ${live.card.id} has no bytes`);
      return { id, fileName, inline, bytes };
    }),
  );
  const { title, category, author, source, publishedAt, documentDate, link } = live.card;
  return {
    title,
    category,
    author,
    source,
    publishedAt,
    documentDate,
    body: live.body || linkToOriginal(link),
    questions: live.questions,
    attachments,
  };
}

/** The package as a download under the material's name; its tag changes with any edition in it. @throws Problem not-found */
export async function groupStudyPackage(deps: Deps, c: Context, ids: string[]): Promise<Response> {
  const live = await Promise.all(ids.map((id) => findPublished(deps.store, id)));
  const all = live.filter((page) => page !== undefined);
  if (all.length !== ids.length) throw new Problem("not-found");
  const etag = `"${sha256(JSON.stringify(all.map(({ card, edition }) => [card.id, edition])))}"`;
  if (c.req.header("if-none-match") === etag) return new Response(null, { status: 304, headers: { etag, "cache-control": publicCache } });
  const { buildPackage } = await import("../packages/group-study-package.ts");
  const newest = all
    .map(({ card }) => card.publishedAt)
    .toSorted()
    .at(-1)!;
  let left = MOST_ATTACHED;
  const fits = (size: number) => {
    if (size > left) return false;
    left -= size;
    return true;
  };
  const bytes = buildPackage(await Promise.all(all.map((page) => packaged(deps, page, fits))), { columnName: COLUMN_NAME, madeAt: newest });
  const name = all.length === 1 ? `${all[0]!.card.title} 学习包.zip` : `${COLUMN_NAME}学习包(${all.length}篇).zip`;
  const headers = { ...downloadHeaders({ fileName: name, contentType: "application/zip" }), etag, "cache-control": publicCache };
  return new Response(bytes, { headers });
}
