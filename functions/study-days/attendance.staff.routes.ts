import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { ownOrigin } from "../http/origin.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import type { WhoAmI } from "../people/contract.ts";
import { hmac, keysFor } from "../platform/ids.ts";
import { ConditionFailed, type TransactOperation } from "../store/store.ts";
import { listColleagues } from "../study/colleagues.ts";
import { attendance, attendee, checkInInput, studyDay, tickInput, type Attendee } from "./contract.ts";
import { checkInOpen } from "./rules.ts";
import { dayFor, viewOf } from "./saving.ts";
import { deletePresence, isPresent, presencesOf, putPresence } from "./table.ts";

/** One code per session, made from the installation's secret: nothing to store, nothing to guess. */
const codesOf = (deps: Deps, slot: string) => keysFor(deps.config, "check-in").map((key) => hmac(key, slot).slice(0, 16));

const keepsList = ({ roles }: WhoAmI) => roles.some((role) => ["lead", "editor", "director"].includes(role));

async function mark(deps: Deps, who: WhoAmI, slot: string, operation: TransactOperation, note: string): Promise<void> {
  await deps.store.transact([operation, auditLine(deps.clock(), who, "study-day.attend", `study-day#${slot}`, note)]);
}

export const attendanceRoutes = [
  route(
    "GET",
    "/api/staff/study-days/:slot/attendance",
    { summary: "Who was there; those who keep the list also get the address of the check-in", answer: attendance },
    async ({ deps, c, params, person }) => {
      const { slot } = await dayFor(deps, params["slot"]);
      const [colleagues, presences] = await Promise.all([listColleagues(deps.store), presencesOf(deps.store, slot)]);
      const how = new Map(presences.map(({ person: id, by }) => [id, by]));
      const people = colleagues.map((one): Attendee => {
        const by = how.get(one.id);
        return { ...one, present: by !== undefined, ...(by ? { by } : {}) };
      });
      if (!keepsList(person)) return { people: people.filter(({ id }) => id === person.id) };
      return { people, checkIn: `${ownOrigin(c, deps.config)}/staff/#/calendar/${slot}/check-in/${codesOf(deps, slot)[0]}` };
    },
  ),

  route(
    "POST",
    "/api/staff/study-days/:slot/attendance",
    { summary: "Tick or untick one person", body: tickInput, answer: attendee },
    async ({ deps, params, body, person }) => {
      const day = await dayFor(deps, params["slot"]);
      if (day.state === "cancelled") throw new Problem("illegal-step", { allowed: ["restore"] });
      const colleague = (await listColleagues(deps.store)).find(({ id }) => id === body.person);
      if (!colleague) throw new Problem("not-found");
      const there = await isPresent(deps.store, day.slot, colleague.id);
      if (there !== body.present) {
        const operation = body.present
          ? putPresence(day.slot, { person: colleague.id, by: "list" })
          : deletePresence(day.slot, colleague.id);
        await mark(deps, person, day.slot, operation, `${body.present ? "+" : "-"}${colleague.id}`).catch((error: unknown) => {
          // Ticked by somebody else in the same moment: it is as wanted.
          if (!(error instanceof ConditionFailed)) throw error;
        });
      }
      return { ...colleague, present: body.present, ...(body.present ? { by: "list" as const } : {}) };
    },
  ),

  route(
    "POST",
    "/api/staff/study-days/:slot/check-in",
    { summary: "Sign oneself in with the session's code, while it is open", body: checkInInput, answer: studyDay },
    async ({ deps, params, body, person, now }) => {
      const day = await dayFor(deps, params["slot"]);
      if (!codesOf(deps, day.slot).includes(body.code)) throw new Problem("not-found");
      if (!checkInOpen(day, now)) throw new Problem("check-in-closed");
      if (!(await isPresent(deps.store, day.slot, person.id)))
        await mark(deps, person, day.slot, putPresence(day.slot, { person: person.id, by: "code" }), "code").catch((error: unknown) => {
          if (!(error instanceof ConditionFailed)) throw error;
        });
      return viewOf(deps, day);
    },
  ),
];
