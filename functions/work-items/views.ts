import { findActivity } from "../activities/table.ts";
import type { Deps } from "../deps.ts";
import type { Entry } from "../feedback/rules.ts";
import { findEntries } from "../feedback/table.ts";
import { maySee } from "../materials/rules.ts";
import { findLines } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { chinaDay } from "../platform/clock.ts";
import type { SourceInput } from "./contract.ts";
import { owedDays } from "./due-dates.rules.ts";
import type { WorkItem } from "./item.contract.ts";
import { answerLamp, isOverdue, lampOf, milestoneLamp, type Responsibility, scheduleOf, type StoredWorkItem, unsignedOf } from "./rules.ts";
import { allowedFor } from "./state-machine.rules.ts";
import type { WholeItem } from "./table.ts";

const EXCERPT = 40;

/** The beginning of a feedback as it reads today: nothing of it is copied, so that what its author withdraws is gone here too. */
function labelOf(entry: Entry | undefined): string {
  if (!entry || entry.state === "withdrawn" || entry.state === "rejected") return "";
  const characters = Array.from(entry.text.replace(/\s+/g, " ").trim());
  return `${entry.kind}：${characters.slice(0, EXCERPT).join("")}${characters.length > EXCERPT ? "…" : ""}`;
}

async function sourceView(deps: Deps, source: SourceInput, entries: ReadonlyMap<string, Entry>): Promise<WorkItem["source"]> {
  if (source.kind === "plan") return { kind: "plan", label: "" };
  if (source.kind === "feedback") return { ...source, label: labelOf(entries.get(source.feedback)) };
  const activity = await findActivity(deps.store, source.activity);
  return { ...source, label: activity?.problems.find(({ id }) => id === source.problem)?.text ?? "" };
}

function responsibilityView(item: StoredWorkItem, responsibility: Responsibility): WorkItem["responsibility"] {
  const { text, revision, signatures } = responsibility;
  return { text, revision, signatures, unsigned: unsignedOf(item, responsibility) };
}

/** An item as this person may see it today. */
export async function viewOf(deps: Deps, who: WhoAmI, { item, history, reports, notes }: WholeItem): Promise<WorkItem> {
  const today = chinaDay(deps.clock());
  const feedback = [...item.feedback, ...(item.source.kind === "feedback" ? [item.source.feedback] : [])];
  const [lines, found] = await Promise.all([findLines(deps.store, item.materials), findEntries(deps.store, feedback)]);
  const entries = new Map(found.map((entry) => [entry.id, entry]));
  const byId = new Map(lines.map((line) => [line.id, line]));
  const allowed = allowedFor(who, item, today);
  const schedule = scheduleOf(item);
  const going = item.state === "underway" || item.state === "unfinished";
  const { marks: _, open: __, supervisions: ___, entries: ____, createdBy: _____, source, responsibility, ...shown } = item;
  return {
    ...shown,
    source: await sourceView(deps, source, entries),
    materials: item.materials.map((id) => {
      const line = byId.get(id);
      const opens = line !== undefined && maySee(line, who);
      return { id, title: opens ? line.title : "", live: line?.live ?? false, opens };
    }),
    feedback: item.feedback.map((id) => ({ id, label: labelOf(entries.get(id)), state: entries.get(id)?.state ?? "withdrawn" })),
    milestones: item.milestones.map((one) => ({ ...one, lamp: milestoneLamp(item, one, today) })),
    ...(responsibility ? { responsibility: responsibilityView(item, responsibility) } : {}),
    lamp: lampOf(item, today),
    overdue: isOverdue(item, today),
    reports: reports.toReversed(),
    owed: schedule && going ? owedDays(schedule, item.marks, today) : [],
    supervision: notes.toReversed().map(({ version: _version, ...note }) => ({
      ...note,
      lamp: note.answer === undefined ? answerLamp(item, note.answerBy, today) : "none",
    })),
    history: history.toReversed(),
    allowed,
  };
}
