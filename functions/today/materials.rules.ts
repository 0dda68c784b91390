import { actionRoles } from "../materials/actions.rules.ts";
import type { Material } from "../materials/contract.ts";
import { barred, roundOf } from "../materials/rules.ts";
import type { WhoAmI } from "../people/contract.ts";
import type { ColumnSettings } from "../settings/contract.ts";
import type { TodayLine } from "./contract.ts";
import { calendarDays, type Read } from "./rules.ts";

/** A line of a queue; its steps begin with the last 提供. */
type Line = Pick<Material, "id" | "title" | "updatedAt" | "createdBy" | "publishAt" | "steps" | "state" | "live">;

/** What is not, or not only, published. */
export interface MaterialQueues {
  draft: Read<Line>;
  "to-review": Read<Line>;
  "to-sign": Read<Line>;
}

type MaterialGroups = Record<"returned" | "drafts" | "handed-in" | "review" | "sign" | "scheduled", Read<TodayLine>>;

const seesAll = ["lead", "editor", "director"] as const;
const lastStep = ({ steps }: Line) => steps.at(-1);

function lineOf(line: Line, me: WhoAmI, now: number, at = line.updatedAt): TodayLine {
  const provided = line.steps.find(({ step }) => step === "provide");
  // One's own name says nothing.
  const from = provided && provided.by !== me.id ? { from: provided.name } : {};
  const { state } = line;
  const hands = state === "to-review" || state === "to-sign" ? { state } : {};
  return { id: line.id, title: line.title, ...from, at, days: calendarDays(at, now), lamp: "none", ...hands };
}

/** What of the materials waits for this person; nothing is offered that the step itself would refuse. */
export function materialGroups(
  queues: MaterialQueues,
  me: WhoAmI,
  settings: Pick<ColumnSettings, "threePeople">,
  now: number,
): MaterialGroups {
  const mine = (line: Line) => line.createdBy === me.id || roundOf(line).provider === me.id;
  const may = (action: "review" | "sign") => (line: Line) =>
    me.roles.some((role) => actionRoles[action].includes(role)) && !barred(line, action, me.id, settings);
  const all = me.roles.some((role) => (seesAll as readonly string[]).includes(role));
  const pick = ({ items, more }: Read<Line>, which: (line: Line) => boolean): Read<TodayLine> => {
    const picked = items.filter(which);
    return { items: picked.map((line) => lineOf(line, me, now)), more: more && picked.length > 0 };
  };
  const { draft, "to-review": toReview, "to-sign": toSign } = queues;
  const ready: Read<Line> = { ...toSign, items: toSign.items.filter(({ publishAt }) => publishAt === undefined) };
  const waiting: Read<Line> = { items: [...toReview.items, ...ready.items], more: toReview.more || toSign.more };
  const scheduled = toSign.items.filter((line) => line.publishAt !== undefined && (all || mine(line)));
  return {
    returned: pick(draft, (line) => mine(line) && lastStep(line)?.step === "return"),
    drafts: pick(draft, (line) => line.createdBy === me.id && lastStep(line)?.step !== "return"),
    "handed-in": pick(waiting, mine),
    review: pick(toReview, may("review")),
    sign: pick(ready, may("sign")),
    scheduled: {
      items: scheduled.map((line) => ({ ...lineOf(line, me, now, line.publishAt), days: 0 })),
      more: toSign.more && scheduled.length > 0,
    },
  };
}
