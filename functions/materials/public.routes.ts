import type { Context } from "hono";
import * as v from "valibot";
import type { Deps } from "../deps.ts";
import { check } from "../http/body.ts";
import { noStore } from "../http/headers.ts";
import { Problem } from "../http/problem.ts";
import { route, type Call } from "../http/route.ts";
import { lazily } from "../platform/lazily.ts";
import { findUnit } from "../units/table.ts";
import { countAnswer, listQuery, materialEdition, materialLimits, materialList, materialPage, id as idSchema } from "./contract.ts";
import { countOnce } from "./counting.ts";
import { listMaterials, readEdition, readMaterial } from "./public-reads.ts";
import { findPublished } from "./table.ts";

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Problem("not-found");
  return value;
}

const countQuery = v.strictObject({ unit: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/))) });
const packageQuery = v.strictObject({ ids: v.pipe(v.string(), v.maxLength(1000)) });

const pictures = lazily(() => import("./picture.ts"));
const packages = lazily(() => import("./group-study.ts"));

/** Loaded when first asked for, as is everything here that a first look at the column does not need. */
async function packageOf(deps: Deps, c: Context, ids: string[]): Promise<Response> {
  return (await packages()).groupStudyPackage(deps, c, ids);
}

async function count(call: Call<unknown, { unit?: string | undefined }>, what: "views" | "downloads") {
  const { deps, c, params, query } = call;
  const { card } = found(await findPublished(deps.store, params["id"]!));
  if (query.unit && !(await findUnit(deps.store, query.unit))) throw new Problem("unknown-unit");
  const visitor = { address: deps.clientAddress(c), browser: c.req.header("user-agent") ?? "" };
  return { counted: await countOnce(deps, what, card, visitor, query.unit) };
}

export const materialsPublicRoutes = [
  route(
    "GET",
    "/api/materials",
    { summary: "Published materials, newest first", query: listQuery, answer: materialList, cacheable: true },
    ({ deps, query }) => listMaterials(deps, query),
  ),

  route(
    "GET",
    "/api/materials/:id",
    { summary: "One published material", answer: materialPage, cacheable: true },
    async ({ deps, params }) => found(await readMaterial(deps, params["id"]!)),
  ),

  route(
    "GET",
    "/api/materials/:id/editions/:edition",
    { summary: "An earlier text of a regulation", answer: materialEdition, cacheable: true },
    async ({ deps, params }) => found(await readEdition(deps, params["id"]!, Number(params["edition"]))),
  ),

  route("GET", "/api/materials/:id/package.zip", { summary: "Group-study package of one material" }, ({ deps, c, params }) =>
    packageOf(deps, c, [params["id"]!]),
  ),

  route("GET", "/api/packages.zip", { summary: "Group-study package of several materials", query: packageQuery }, ({ deps, c, query }) => {
    const ids = check(
      v.pipe(v.array(idSchema), v.minLength(1), v.maxLength(materialLimits.packageMaterials)),
      query.ids.split(","),
      "invalid-query",
    );
    return packageOf(deps, c, [...new Set(ids)]);
  }),

  route(
    "GET",
    "/api/materials/:id/files/:file/:name",
    { summary: "An attachment; pictures of the text directly, the rest by a short-lived address" },
    async ({ deps, params }) => {
      const live = found(await findPublished(deps.store, params["id"]!));
      const file = found(live.attachments.find(({ id }) => id === params["file"]));
      if (file.inline) {
        const [{ pictureAnswer }, bytes] = await Promise.all([pictures(), deps.blobs.get(file.key)]);
        return pictureAnswer(file, found(bytes));
      }
      const location = await deps.blobs.presignDownload({
        key: file.key,
        fileName: file.fileName,
        contentType: file.contentType,
        expiresInSeconds: 300,
      });
      return new Response(null, { status: 302, headers: { location, "cache-control": noStore } });
    },
  ),

  route(
    "POST",
    "/api/materials/:id/views",
    { summary: "Count a view, once a day per visitor", query: countQuery, answer: countAnswer },
    (call) => count(call, "views"),
  ),
  route(
    "POST",
    "/api/materials/:id/downloads",
    { summary: "Count a download, once a day per visitor", query: countQuery, answer: countAnswer },
    (call) => count(call, "downloads"),
  ),
];
