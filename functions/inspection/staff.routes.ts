import { route } from "../http/route.ts";
import { recount, sign, writeRemark } from "./changes.ts";
import { ownLines, pageQuery, remark, remarkInput, sheet, sheetList, signInput } from "./contract.ts";
import { ownLinesOf, viewOf } from "./sheets.ts";
import { listEntries } from "./table.ts";

const SHEET = "/api/staff/inspections/:month";
const PAGE = 24;

export const inspectionRoutes = [
  route(
    "GET",
    "/api/staff/inspections",
    { summary: "The monthly inspection sheets, newest first", query: pageQuery, answer: sheetList },
    ({ deps, query }) => listEntries(deps.store, PAGE, query.cursor),
  ),

  route(
    "GET",
    "/api/staff/inspections/own",
    { summary: "One's own lines of the signed sheets, with the 批阅", query: pageQuery, answer: ownLines },
    ({ deps, person, query }) => ownLinesOf(deps, person, query.cursor),
  ),

  route(
    "GET",
    SHEET,
    {
      summary: "A month's sheet: all of it for the director, a lead's own 组室; figures follow the notes until it is signed",
      answer: sheet,
    },
    ({ deps, params, person }) => viewOf(deps, params["month"], person),
  ),

  route("POST", `${SHEET}/recount`, { summary: "Take up who studies now", answer: sheet }, ({ deps, params, person }) =>
    recount(deps, person, params["month"]),
  ),

  route(
    "PUT",
    `${SHEET}/remarks/:person`,
    { summary: "Write the 批阅 of one person", body: remarkInput, answer: remark },
    ({ deps, params, body, person }) => writeRemark(deps, person, params["month"], { ...body, person: params["person"] ?? "" }),
  ),

  route(
    "POST",
    `${SHEET}/sign`,
    { summary: "Sign what was shown, and lock it for ever", body: signInput, answer: sheet },
    ({ deps, params, body, person }) => sign(deps, person, params["month"], body.fingerprint),
  ),
];
