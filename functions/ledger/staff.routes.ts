import { findFrozens } from "../inspection/table.ts";
import { route } from "../http/route.ts";
import { chinaDay } from "../platform/clock.ts";
import { daysOfYear, presencesOf } from "../study-days/table.ts";
import { listColleagues } from "../study/colleagues.ts";
import { readStudySettings } from "../study/settings.table.ts";
import { attendancePage, inspectionPage, ledgerQuery, type InspectionRow } from "./contract.ts";
import { inLedger, pageAfter, readsRemark } from "./rules.ts";

/** A study day of a thousand people is 100 KB; a signed sheet 400 KB at most. */
const DAYS = 7;
const MONTHS = 4;

export const ledgerRoutes = [
  route(
    "GET",
    "/api/staff/ledger/attendance",
    { summary: "Who was there on the study days of a year, up to today", query: ledgerQuery, answer: attendancePage },
    async ({ deps, person, query, now }) => {
      const settings = await readStudySettings(deps.store);
      const [days, colleagues] = await Promise.all([daysOfYear(deps.store, Number(query.year), settings), listColleagues(deps.store)]);
      const people = colleagues.filter(({ office }) => inLedger(person, office));
      const past = days
        .filter(({ date, state }) => date <= chinaDay(now) && state !== "cancelled")
        .toSorted((a, b) => (a.slot < b.slot ? -1 : 1));
      const page = pageAfter(past, ({ slot }) => slot, query.cursor, DAYS);
      const items = page.items.map(async ({ slot, date, state }) => {
        const present = new Set((await presencesOf(deps.store, slot)).map(({ person: id }) => id));
        return { slot, date, state, people: people.map((one) => ({ ...one, present: present.has(one.id) })) };
      });
      return { ...page, items: await Promise.all(items) };
    },
  ),

  route(
    "GET",
    "/api/staff/ledger/inspections",
    { summary: "The lines of a year's signed inspection sheets", query: ledgerQuery, answer: inspectionPage },
    async ({ deps, person, query }) => {
      const months = Array.from({ length: 12 }, (_, place) => `${query.year}-${String(place + 1).padStart(2, "0")}`);
      const page = pageAfter(months, (month) => month, query.cursor, MONTHS);
      const items = (await findFrozens(deps.store, page.items)).flatMap(({ signed }) =>
        signed.lines
          .filter(({ office }) => inLedger(person, office))
          .map(({ person: _, remark, ...line }): InspectionRow => {
            const facts = { month: signed.month, ...line, signedBy: signed.signedBy.name, signedAt: signed.signedAt };
            return readsRemark(person, line.office) ? { ...facts, remark } : facts;
          }),
      );
      return { ...page, items };
    },
  ),
];
