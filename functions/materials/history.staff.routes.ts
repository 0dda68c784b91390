import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { namesOf } from "../people/names.table.ts";
import { readSettings } from "../settings/table.ts";
import { materialRecord } from "./contract.ts";
import { cleanInput, materialFor } from "./drafting.ts";
import { editionList, editionText, restoreInput, revisionList, revisionQuery, revisionText } from "./history.contract.ts";
import { recordView } from "./record.ts";
import { findRevision, lineOfHead, listRevisions, type KeptText } from "./revisions.table.ts";
import { draftAt, saveChange } from "./saving.ts";
import { findEdition, findPublished, listEditions, type Published, type Working } from "./table.ts";
import type { Store } from "../store/store.ts";

/** What was published, newest first, the live one before the earlier. */
async function editionsOf(store: Store, { id }: Working) {
  const [live, earlier] = await Promise.all([findPublished(store, id), listEditions(store, id)]);
  const lineOf = ({ edition, card }: Published, isLive: boolean) => ({
    edition,
    publishedAt: card.publishedAt,
    title: card.title,
    live: isLive,
  });
  const past = earlier.filter(({ edition }) => edition !== live?.edition).map((page) => lineOf(page, false));
  return live ? [lineOf(live, true), ...past] : past;
}

const fileNames = (files: KeptText["attachments"]) => files.filter(({ inline }) => !inline).map(({ fileName }) => fileName);

export const historyStaffRoutes = [
  route(
    "GET",
    "/api/staff/materials/:id/history",
    { summary: "What was published, newest first", answer: editionList },
    async ({ deps, params, person }) => ({
      items: await editionsOf(deps.store, await materialFor(deps, params["id"], person, "see")),
    }),
  ),

  route(
    "GET",
    "/api/staff/materials/:id/history/:edition",
    { summary: "The text of an edition", answer: editionText },
    async ({ deps, params, person }) => {
      const { id } = await materialFor(deps, params["id"], person, "see");
      const live = await findPublished(deps.store, id);
      const number = /^[1-9]\d{0,5}$/.test(params["edition"]!) ? Number(params["edition"]) : 0;
      const page = live?.edition === number ? live : await findEdition(deps.store, id, number);
      if (!page) throw new Problem("not-found");
      const { title, category, summary, author, source, publishedAt } = page.card;
      return {
        edition: page.edition,
        publishedAt,
        live: page === live,
        title,
        category,
        summary,
        author,
        source,
        body: page.body,
        questions: page.questions,
        attachments: fileNames(page.attachments),
      };
    },
  ),

  route(
    "GET",
    "/api/staff/materials/:id/revisions",
    { summary: "Kept versions of the working text, newest first", query: revisionQuery, answer: revisionList },
    async ({ deps, params, query, person }) => {
      const current = await materialFor(deps, params["id"], person, "history");
      const { items: kept, cursor } = await listRevisions(deps.store, current.id, query.cursor);
      const items = query.cursor === undefined ? [lineOfHead(current), ...kept] : kept;
      // Records from before names were kept with the versions.
      const names = await namesOf(deps.store, [current.createdBy]);
      const editions = query.cursor === undefined ? await editionsOf(deps.store, current) : [];
      return {
        items: items.map((line) => ({ ...line, name: line.name || (names.get(line.by) ?? "") })),
        editions,
        ...(cursor ? { cursor } : {}),
      };
    },
  ),

  route(
    "GET",
    "/api/staff/materials/:id/revisions/:number",
    { summary: "One kept version with its text", answer: revisionText },
    async ({ deps, params, person }) => {
      const current = await materialFor(deps, params["id"], person, "history");
      const number = /^[1-9]\d{0,7}$/.test(params["number"]!) ? Number(params["number"]) : 0;
      const found = await findRevision(deps.store, current, number);
      if (!found) throw new Problem("not-found");
      const { title, category, summary, body, author, source, questions, attachments } = found.text;
      return {
        ...found.line,
        title,
        category,
        summary,
        body,
        author,
        source,
        questions,
        attachments: fileNames(attachments),
      };
    },
  ),

  route(
    "POST",
    "/api/staff/materials/:id/restore",
    { summary: "恢复: bring an earlier version back into the draft; the present one is kept", body: restoreInput, answer: materialRecord },
    async ({ deps, params, body, person }) => {
      const current = await draftAt(deps, person, await materialFor(deps, params["id"], person, "edit"), body.version);
      const found = await findRevision(deps.store, current, body.number);
      if (!found) throw new Problem("not-found");
      const { attachments, ...text } = found.text;
      const { categories } = await readSettings(deps.store);
      // A category that the settings no longer name gives way to the present one.
      const category = categories.includes(text.category) ? text.category : current.category;
      const input = await cleanInput(deps, { ...text, category });
      const change = { ...input, attachments };
      const note = `第${body.number}稿`;
      const restored = await saveChange(deps, person, current, change, { action: "material.restore", note, restores: body.number });
      return recordView(deps, person, restored);
    },
  ),
];
