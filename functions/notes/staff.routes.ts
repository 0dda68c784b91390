import { idempotencyKey } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import {
  deleteQuery,
  keptList,
  keptNote,
  monthQuery,
  note,
  noteCreate,
  noteFigures,
  noteLimits,
  noteList,
  noteTexts,
  noteUpdate,
  noteWriters,
  offerInput,
  peopleQuery,
  yearQuery,
} from "./contract.ts";
import { offerNote } from "./offer.ts";
import { figuresOf, writersFor } from "./people.ts";
import { authorFor, noteView, openNote, ownNote, textsOfMonth } from "./reading.ts";
import { changeNote, createNote, removeNote } from "./saving.ts";
import { findKept, listKept, listMonth } from "./table.ts";

const maxBytes = noteLimits.bodyBytes;
const PAGE = 100;

export const noteStaffRoutes = [
  route(
    "GET",
    "/api/staff/notes",
    {
      summary: "Titles and 字数 of a month's notes: one's own, or of a person whose notes one may read",
      query: monthQuery,
      answer: noteList,
    },
    async ({ deps, query, person }) => {
      const author = await authorFor(deps, query.person, person);
      return { ...(await listMonth(deps.store, author.id, query.month, { limit: PAGE, cursor: query.cursor })), name: author.name };
    },
  ),

  route(
    "POST",
    "/api/staff/notes",
    { summary: "Begin a note", body: noteCreate, answer: note, status: 201, maxBytes },
    async ({ deps, c, body, person }) =>
      noteView(deps, await createNote(deps, person, body, idempotencyKey(c.req.header("idempotency-key")))),
  ),

  route(
    "GET",
    "/api/staff/notes/figures",
    { summary: "字数 and 心得 of a year by month, beside the targets", query: yearQuery, answer: noteFigures },
    async ({ deps, query, person }) => figuresOf(deps, person, query.person, query.year),
  ),

  route(
    "GET",
    "/api/staff/notes/people",
    { summary: "字数 and 心得 of those whose notes one may read, by 组室 and name", query: peopleQuery, answer: noteWriters },
    async ({ deps, query, person }) => writersFor(deps, person, query.year),
  ),

  route(
    "GET",
    "/api/staff/notes/texts",
    { summary: "A month's notes with their texts, for the booklet; readings by others are logged", query: monthQuery, answer: noteTexts },
    async ({ deps, query, person }) => textsOfMonth(deps, person, query.person, query.month, query.cursor),
  ),

  route(
    "GET",
    "/api/staff/notes/:id",
    { summary: "One note; a reading by another is logged", answer: note },
    async ({ deps, params, person }) => noteView(deps, await openNote(deps, params["id"], person)),
  ),

  route(
    "PUT",
    "/api/staff/notes/:id",
    { summary: "Save one's note", body: noteUpdate, answer: note, maxBytes },
    async ({ deps, params, body, person }) =>
      noteView(deps, await changeNote(deps, person, await ownNote(deps, params["id"], person), body)),
  ),

  route(
    "DELETE",
    "/api/staff/notes/:id",
    { summary: "Delete one's note with all its kept versions", query: deleteQuery, status: 204 },
    async ({ deps, params, query, person }) => {
      await removeNote(deps, person, await ownNote(deps, params["id"], person), query.version);
      return undefined;
    },
  ),

  route(
    "GET",
    "/api/staff/notes/:id/versions",
    { summary: "Kept versions of one's note, newest first", answer: keptList },
    async ({ deps, params, person }) => {
      const { id } = await ownNote(deps, params["id"], person);
      return { items: (await listKept(deps.store, id)).map(({ number, at, characters }) => ({ number, at, characters })) };
    },
  ),

  route(
    "GET",
    "/api/staff/notes/:id/versions/:number",
    { summary: "One kept version with its text", answer: keptNote },
    async ({ deps, params, person }) => {
      const { id } = await ownNote(deps, params["id"], person);
      const number = /^[1-9]\d{0,5}$/.test(params["number"]!) ? Number(params["number"]) : 0;
      const found = await findKept(deps.store, id, number);
      if (!found) throw new Problem("not-found");
      return found;
    },
  ),

  route(
    "POST",
    "/api/staff/notes/:id/offer",
    { summary: "提供发表: make a material of one's 心得 and hand it in for review", body: offerInput, answer: note },
    async ({ deps, params, body, person }) =>
      noteView(deps, await offerNote(deps, person, await ownNote(deps, params["id"], person), body)),
  ),
];
