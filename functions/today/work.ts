import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay } from "../platform/clock.ts";
import { owedOf, type StoredLine } from "../work-items/lines.rules.ts";
import { openWork } from "../work-items/menu.ts";
import { answerLamp, daysAfter, lampOf } from "../work-items/rules.ts";
import { mayEver, maySee } from "../work-items/state-machine.rules.ts";
import type { GroupKind, LampColour, TodayLine } from "./contract.ts";
import { calendarDays, type Read } from "./rules.ts";

/** A report of the running period is asked for so many days before its day. */
const NEAR_REPORT_DAYS = 3;

type Groups = Partial<Record<GroupKind, Read<TodayLine>>>;
const whole = (items: TodayLine[]): Read<TodayLine> => ({ items, more: false });
const colour = (lamp: ReturnType<typeof lampOf>): LampColour => (lamp === "red" || lamp === "amber" ? lamp : "none");

/** What work items ask of this person today: to answer, to explain, to report, to decide, to hurry. */
export async function workGroups(deps: Deps, me: WhoAmI, now: number): Promise<Groups> {
  if (!me.roles.some((role) => role === "cadre" || role === "lead" || role === "director")) return {};
  const today = chinaDay(now);
  const { lines: all, years } = await openWork(deps.store, now);
  const lines = all.filter((line) => maySee(me, line));
  const told = ({ id, title, office }: StoredLine, at: string, lamp: LampColour): TodayLine => ({
    id,
    title,
    from: office,
    at,
    days: calendarDays(at, now),
    lamp,
  });
  const soon = daysAfter(today, NEAR_REPORT_DAYS);
  const over = Number(today.slice(0, 4)) - 1;
  const unclosed = me.roles.includes("director") && years.includes(over) && all.some(({ year }) => year === over);
  return {
    // The director follows those that are not answered in time.
    "work-supervision": whole(
      lines.flatMap((line) => {
        const lamp = line.answerBy === undefined ? "none" : answerLamp(line, line.answerBy, today);
        const mine = mayEver(me, line, "answer") || (lamp === "red" && mayEver(me, line, "supervise"));
        return line.answerBy !== undefined && mine ? [told(line, line.answerBy, colour(lamp))] : [];
      }),
    ),
    "work-overdue": whole(
      lines.filter((line) => lampOf(line, today) === "red" && mayEver(me, line, "delay")).map((line) => told(line, line.end, "red")),
    ),
    "work-report": whole(
      lines.flatMap((line) => {
        const [first] = mayEver(me, line, "report") ? owedOf(line, today).filter(({ due, late }) => late || due <= soon) : [];
        return first ? [told(line, first.due, first.late ? "red" : "amber")] : [];
      }),
    ),
    // A draft waits to be set going, what is 未完成 to go on.
    "work-decide": whole(
      lines
        .filter((line) => line.state !== "underway" && mayEver(me, line, line.state === "draft" ? "start" : "resume"))
        .map((line) => told(line, line.touched, "none")),
    ),
    "work-due": whole(lines.filter((line) => lampOf(line, today) === "amber").map((line) => told(line, line.end, "amber"))),
    "work-year": whole(
      unclosed
        ? [{ id: String(over), title: `${over}年的工作项`, at: `${over}-12-31`, days: calendarDays(`${over}-12-31`, now), lamp: "none" }]
        : [],
    ),
  };
}
