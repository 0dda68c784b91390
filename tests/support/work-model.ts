import fc from "fast-check";
import { expect } from "vitest";
import type { Deps } from "../../functions/deps.ts";
import { Problem } from "../../functions/http/problem.ts";
import type { WhoAmI } from "../../functions/people/contract.ts";
import { chinaDay, DAY } from "../../functions/platform/clock.ts";
import type { WorkItemState } from "../../functions/work-items/contract.ts";
import { owedOf } from "../../functions/work-items/lines.rules.ts";
import { answerSupervision, supervise } from "../../functions/work-items/supervising.ts";
import { discardItem } from "../../functions/work-items/planning.ts";
import { pledge, sign } from "../../functions/work-items/projects.ts";
import { reportItem, reportMany } from "../../functions/work-items/reporting.ts";
import { allowedFor } from "../../functions/work-items/state-machine.rules.ts";
import { daysAfter } from "../../functions/work-items/rules.ts";
import { stepItem } from "../../functions/work-items/stepping.ts";
import { findWhole, type WholeItem } from "../../functions/work-items/table.ts";

/** What the product promises about an item, told once more and more plainly than in the product. */
export interface WorkModel {
  state: WorkItemState;
  end: string;
  deadlines: string[];
  /** Days that were reported. */
  reported: string[];
  notes: number;
  answered: number;
  signed: string[];
  entries: number;
}

export interface WorkReal {
  deps: Deps;
  pass: (days: number) => void;
  people: Record<"owner" | "member" | "lead" | "director", WhoAmI>;
  id: string;
  /** History entries by what succeeded: `who action`. */
  done: string[];
}

type Who = keyof WorkReal["people"];
interface Op {
  who: Who;
  /** `legal`: one of those that this person may take now. */
  what:
    | "legal"
    | "start"
    | "delay"
    | "resume"
    | "close"
    | "cancel"
    | "report"
    | "reports"
    | "pledge"
    | "sign"
    | "supervise"
    | "answer"
    | "discard";
  /** Which of the days that are owed, how far ahead a new date lies. */
  place: number;
}

const next: Partial<Record<string, [from: WorkItemState[], to: WorkItemState]>> = {
  start: [["draft"], "underway"],
  delay: [["underway", "unfinished"], "unfinished"],
  resume: [["unfinished"], "underway"],
  close: [["underway"], "closed"],
  cancel: [["draft", "underway", "unfinished"], "cancelled"],
};
const open: WorkItemState[] = ["draft", "underway", "unfinished"];

/** One entry of the history, carried out on the model: it must have been legal at its place. */
function replay(model: WorkModel, { number, action, state, from, until, text, at, byName }: WholeItem["history"][number]): void {
  expect(number).toBe(model.entries + 1);
  model.entries = number;
  expect(open, `${action} after the end`).toContain(model.state);
  const today = chinaDay(Date.parse(at));
  const overdue = model.state !== "draft" && model.end < today;
  if (["start", "resume", "close", "cancel", "report"].includes(action)) expect(overdue, `${action} past the date`).toBe(false);
  const step = next[action];
  if (step) {
    expect(step[0], `${action} from ${model.state}`).toContain(model.state);
    model.state = step[1];
  }
  if (action === "delay") {
    expect(from).toBe(model.end);
    expect(until! > today && until! > model.end).toBe(true);
    model.deadlines.push(model.end);
    model.end = until!;
  }
  if (action === "report") {
    expect(model.reported).not.toContain(text);
    model.reported.push(text!);
  }
  if (action === "supervise") model.notes += 1;
  if (action === "answer") model.answered += 1;
  if (action === "pledge") model.signed = [];
  if (action === "sign") {
    expect(model.signed).not.toContain(byName);
    model.signed.push(byName);
  }
  expect(state).toBe(model.state);
}

/** A legal action; the end only now and then, or most runs would be short. */
function legal(who: WhoAmI, item: WholeItem["item"], place: number, today: string): Exclude<Op["what"], "legal"> {
  const rare = ["close", "cancel", "discard"];
  const others = ["change", "milestone"];
  const allowed = allowedFor(who, item, today).filter((action) => !others.includes(action) && (place % 2 === 0 || !rare.includes(action)));
  return (allowed[place % Math.max(1, allowed.length)] ?? "report") as Exclude<Op["what"], "legal">;
}

/** One operation. @returns the entries that it must have left when it succeeded */
async function carryOut({ deps, people, id }: WorkReal, { who: name, what: wanted, place }: Op, seen: WholeItem): Promise<string[]> {
  const who = people[name];
  const { item, notes } = seen;
  const what = wanted === "legal" ? legal(who, item, place, chinaDay(deps.clock())) : wanted;
  const { version } = item;
  const today = chinaDay(deps.clock());
  const until = daysAfter(today > item.end ? today : item.end, place % 40);
  const three = { reason: "原因", measures: "措施", until };
  const owed = owedOf(item, today);
  const due = owed[place % Math.max(1, owed.length)]?.due ?? today;
  const overdue = item.state !== "draft" && item.end < today;
  const report = { due, done: "完成", problems: "", next: "", ...(overdue && place % 2 ? { explanation: three } : {}) };
  const left = (...actions: string[]) => actions.map((action) => `${who.name} ${action}`);
  const reportEntries = () => (report.explanation ? left("delay", "report") : left("report"));
  if (what === "start" || what === "resume") await stepItem(deps, who, id, { step: what, version });
  else if (what === "delay") await stepItem(deps, who, id, { step: what, version, ...three });
  else if (what === "close") await stepItem(deps, who, id, { step: what, version, result: "成果" });
  else if (what === "cancel") await stepItem(deps, who, id, { step: what, version, reason: "不办" });
  else if (what === "report") {
    await reportItem(deps, who, id, report);
    return reportEntries();
  } else if (what === "reports") {
    const { results } = await reportMany(deps, who, { reports: [{ item: id, ...report }] });
    return results[0]!.outcome === "reported" ? reportEntries() : [];
  } else if (what === "pledge") await pledge(deps, who, id, version, `责任 ${version} ${place}`);
  else if (what === "sign") await sign(deps, who, id, item.responsibility?.revision ?? 1);
  else if (what === "supervise") await supervise(deps, who, id, { text: "请说明", answerBy: today });
  else if (what === "answer") await answerSupervision(deps, who, id, notes[place % Math.max(1, notes.length)]?.id ?? "none", "已办");
  else await discardItem(deps, who, id, version + 1_000_000);
  return left(what);
}

async function whole({ deps, id }: WorkReal): Promise<WholeItem> {
  return (await findWhole(deps.store, id))!;
}

/** What is stored is what the model says, and holds exactly what succeeded. */
async function compare(model: WorkModel, real: WorkReal): Promise<void> {
  const { item, history, reports, notes } = await whole(real);
  for (const entry of history.slice(model.entries)) replay(model, entry);
  expect({ state: item.state, end: item.end, deadlines: item.deadlines, entries: item.entries }).toEqual({
    state: model.state,
    end: model.end,
    deadlines: model.deadlines,
    entries: model.entries,
  });
  expect(history).toHaveLength(model.entries);
  expect(history.map(({ byName, action }) => `${byName} ${action}`).toSorted()).toEqual(real.done.toSorted());
  expect(reports.map(({ due }) => due)).toEqual(model.reported.toSorted());
  expect(notes.map(({ answer }) => answer !== undefined).filter(Boolean)).toHaveLength(model.answered);
  expect(notes).toHaveLength(model.notes);
  expect(item.responsibility?.signatures.map(({ name }) => name) ?? []).toEqual(model.signed);
}

type Command = fc.AsyncCommand<WorkModel, WorkReal>;

const codes = ["conflict", "illegal-step", "explanation-needed", "invalid-body", "forbidden", "not-found"];

/** Several people at once, each with what they saw before: each succeeds or is told why not, and nothing else happens. */
const burst = (ops: Op[]): Command => ({
  check: () => true,
  toString: () => `together(${ops.map(({ who, what, place }) => `${who} ${what} ${place}`).join(", ")})`,
  run: async (model, real) => {
    const seen = await whole(real);
    const settled = await Promise.allSettled(ops.map((op) => carryOut(real, op, seen)));
    for (const each of settled) {
      if (each.status === "fulfilled") real.done.push(...each.value);
      else {
        if (!(each.reason instanceof Problem)) throw each.reason;
        expect(codes).toContain(each.reason.code);
        if (each.reason.code === "illegal-step" || each.reason.code === "explanation-needed")
          expect(Array.isArray(each.reason.details.allowed)).toBe(true);
        if (each.reason.code === "conflict") expect(each.reason.details.current).toBeDefined();
      }
    }
    await compare(model, real);
  },
});

const days = (n: number): Command => ({
  check: () => true,
  toString: () => `pass(${n} days)`,
  run: async (_, real) => real.pass(n * DAY),
});

const who = fc.constantFrom<Who>("owner", "member", "lead", "director");
const place = fc.integer({ min: 0, max: 60 });
const of = (...what: Op["what"][]) => fc.record({ who, what: fc.constantFrom(...what), place });
// Who may is tried more often than who may not, or most runs would never get far.
const likely = fc.oneof(
  fc.record({ who, what: fc.constant<Op["what"]>("legal"), place }),
  fc.record({ who: fc.constantFrom<Who>("lead", "director"), what: fc.constant<Op["what"]>("legal"), place }),
  fc.record({ who: fc.constantFrom<Who>("owner", "member", "lead"), what: fc.constantFrom<Op["what"]>("report", "reports"), place }),
  fc.record({ who: fc.constantFrom<Who>("lead", "director"), what: fc.constantFrom<Op["what"]>("start", "delay", "resume"), place }),
  fc.record({ who: fc.constant<Who>("director"), what: fc.constant<Op["what"]>("supervise"), place }),
);
const any = of("start", "delay", "resume", "close", "cancel", "report", "reports", "pledge", "sign", "supervise", "answer", "discard");

export const workCommands = (max: number): fc.Arbitrary<Iterable<Command>> =>
  fc.commands(
    [
      fc.array(fc.oneof({ weight: 3, arbitrary: likely }, { weight: 2, arbitrary: any }), { minLength: 1, maxLength: 4 }).map(burst),
      fc.integer({ min: 1, max: 25 }).map(days),
    ],
    { maxCommands: max, size: "max" },
  );
