import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { readAll } from "../progress/publishing.ts";
import type { ProgressRecord } from "../progress/contract.ts";
import type { GroupKind, TodayLine } from "./contract.ts";
import { calendarDays, type Read } from "./rules.ts";

type Groups = Partial<Record<GroupKind, Read<TodayLine>>>;

/** What of projects on its way to the public waits for this person: to be reviewed, to be signed, to be written again. */
export async function progressGroups(deps: Deps, me: WhoAmI, now: number): Promise<Groups> {
  if (!me.roles.some((role) => role !== "unit" && role !== "admin")) return {};
  const records = await readAll(deps, me);
  const lines = (which: (record: ProgressRecord) => boolean): Read<TodayLine> => ({
    items: records.filter(which).map(({ id, draft, updatedAt }) => ({
      id,
      title: draft.title,
      from: draft.office,
      at: updatedAt,
      days: calendarDays(updatedAt, now),
      lamp: "none",
    })),
    more: false,
  });
  return {
    "progress-returned": lines(
      ({ steps, state, allowed }) => state === "draft" && steps.at(-1)?.step === "return" && allowed.includes("provide"),
    ),
    "progress-review": lines(({ allowed }) => allowed.includes("review")),
    "progress-sign": lines(({ allowed }) => allowed.includes("sign")),
  };
}
