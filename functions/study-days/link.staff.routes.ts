import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { noStore } from "../http/headers.ts";
import { ownOrigin } from "../http/origin.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import type { WhoAmI } from "../people/contract.ts";
import { findAccount } from "../people/table.ts";
import { isoTime } from "../platform/clock.ts";
import { newSecret } from "../platform/ids.ts";
import { calendarLink } from "./contract.ts";
import { calendarAnswer, describe, feedDays } from "./feeds.ts";
import { calendarOf } from "./ical.ts";
import { ownLink, personOfLink, replaceLink } from "./link.table.ts";

async function replace(deps: Deps, who: WhoAmI, token: string | undefined, now: number): Promise<void> {
  const operations = replaceLink(who.id, await ownLink(deps.store, who.id), token, isoTime(now));
  const line = auditLine(now, who, token ? "calendar.link" : "calendar.unlink", `person#${who.id}`);
  if (operations.length > 0) await deps.store.transact([...operations, line]);
}

/**
 * The private calendar. Calendar programs can send nothing but an address, so the token stands in it (against ASVS 14.2.1): it opens
 * nothing but this read, is kept as a hash, is never logged, and can be revoked at any time.
 */
export const calendarLinkRoutes = [
  route(
    "GET",
    "/api/staff/calendar-link",
    { summary: "Whether a private calendar link is active", answer: calendarLink },
    async ({ deps, person }) => {
      const link = await ownLink(deps.store, person.id);
      return link ? { active: true, createdAt: link.createdAt } : { active: false };
    },
  ),

  route(
    "POST",
    "/api/staff/calendar-link",
    { summary: "Make a new link; the one before ends. It is shown this once", answer: calendarLink, status: 201 },
    async ({ deps, c, person, now }) => {
      const token = newSecret();
      await replace(deps, person, token, now);
      return { active: true, createdAt: isoTime(now), link: `${ownOrigin(c, deps.config)}/api/staff/calendar/${token}.ics` };
    },
  ),

  route("DELETE", "/api/staff/calendar-link", { summary: "End the link", answer: calendarLink }, async ({ deps, person, now }) => {
    await replace(deps, person, undefined, now);
    return { active: false };
  }),

  route(
    "GET",
    "/api/staff/calendar/:file",
    { summary: "The private calendar of the person to whom the link belongs" },
    async ({ deps, c, params, now }) => {
      const owner = await personOfLink(deps.store, params["file"]!.replace(/\.ics$/, ""));
      const account = owner && (await findAccount(deps.store, owner));
      if (!account || account.disabled) throw new Problem("not-found");
      const days = await feedDays(deps);
      const descriptions = await describe(deps, days);
      const told = days.map((day) => ({ ...day, description: descriptions.get(day.slot) ?? "" }));
      return calendarAnswer(await calendarOf("干训讲堂学习日历", ownOrigin(c, deps.config), told, now), noStore);
    },
  ),
];
