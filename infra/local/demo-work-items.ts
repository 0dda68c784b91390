import { readFileSync } from "node:fs";
import { join } from "node:path";
import { wholeYear } from "../../functions/activities/table.ts";
import type { Deps } from "../../functions/deps.ts";
import { check } from "../../functions/http/body.ts";
import type { WhoAmI } from "../../functions/people/contract.ts";
import { chinaDay, DAY } from "../../functions/platform/clock.ts";
import { type Rhythm, workItemInput } from "../../functions/work-items/contract.ts";
import { dueDay } from "../../functions/work-items/due-dates.rules.ts";
import type { WorkItem } from "../../functions/work-items/item.contract.ts";
import { planItem } from "../../functions/work-items/planning.ts";
import { markMilestone, pledge, sign } from "../../functions/work-items/projects.ts";
import { reportItem } from "../../functions/work-items/reporting.ts";
import { readItem } from "../../functions/work-items/saving.ts";
import { stepItem } from "../../functions/work-items/stepping.ts";
import { supervise } from "../../functions/work-items/supervising.ts";
import type { DemoPeople } from "./demo-people.ts";

/** An item of the demo. Days are counted from today, those that are over with a minus. */
interface DemoItem {
  kind: string;
  title: string;
  /** Who plans it, and sets it going unless it lies ahead. */
  by: string;
  owner: string;
  office?: string;
  members: string[];
  start: number;
  end: number;
  rhythm: Rhythm;
  target: string;
  unit?: string;
  village?: string;
  /** Title, its day, and the day on which it was done. */
  milestones?: [title: string, at: number, done?: number][];
  pledge?: string;
  /** Title of the activity that it comes from, and which of its problems. */
  visit?: string;
  symposium?: string;
  problem?: number;
  /** So many of the last reports are not there; the one before them came late. */
  skip?: number;
  delay?: [at: number, reason: string, measures: string, until: number];
  supervision?: [at: number, text: string, answerBy: number];
  closed?: [at: number, result: string];
  cancelled?: [at: number, reason: string];
}

const MARK = "（演示数据）";

/** Plans and drives the items of the demo, each thing on its own day. @returns their ids by title */
export async function seedWorkItems(deps: Deps, folder: string, people: DemoPeople, now: number): Promise<Map<string, string>> {
  const items = JSON.parse(readFileSync(join(folder, "work-items.json"), "utf8")) as DemoItem[];
  const ids = new Map<string, string>();
  for (const item of items) ids.set(item.title, await seedItem(deps, people, now, item));
  return ids;
}

/** Ten o'clock of a day, counted from today, and never later than now. */
const timeOf = (now: number, day: number) => Math.min(now, Date.parse(`${chinaDay(now + day * DAY)}T10:00:00+08:00`));

async function sourceOf(deps: Deps, now: number, { visit, symposium, problem = 0 }: DemoItem): Promise<object> {
  const wanted = visit ?? symposium;
  if (wanted === undefined) return { kind: "plan" };
  const year = Number(chinaDay(now).slice(0, 4));
  const years = await Promise.all([year, year - 1].map((one) => wholeYear(deps.store, String(one))));
  const activity = years.flatMap(({ items }) => items).find(({ title }) => title === wanted);
  const found = activity?.problems[problem];
  return found ? { kind: visit ? "visit" : "symposium", activity: activity.id, problem: found.id } : { kind: "plan" };
}

async function seedItem(deps: Deps, people: DemoPeople, now: number, demo: DemoItem): Promise<string> {
  const at = (day: number): Deps => ({ ...deps, clock: () => timeOf(now, day) });
  const day = (distance: number) => chinaDay(now + distance * DAY);
  const [planner, owner, director] = [people(demo.by), people(demo.owner), people("director")];
  const { kind, title, target, start, end, rhythm, unit = "", village = "", milestones = [] } = demo;
  const input = check(workItemInput, {
    kind,
    title,
    rhythm,
    unit,
    village,
    office: demo.office ?? planner.office,
    owner: owner.id,
    members: demo.members.map((login) => people(login).id),
    target: target + MARK,
    start: day(start),
    end: day(end),
    milestones: milestones.map(([name, when]) => ({ title: name, date: day(when) })),
    source: await sourceOf(deps, now, demo),
  });
  let item = await planItem(at(Math.min(0, start - 2)), planner, input);
  const { id } = item;
  if (start > 0) return id;
  item = await stepItem(at(start), planner, id, { step: "start", version: item.version });
  if (demo.pledge) {
    item = await pledge(at(start), planner, id, item.version, demo.pledge + MARK);
    for (const who of [owner, ...demo.members.map(people)]) item = await sign(at(start + 1), who, id, 1);
  }
  const last = demo.closed?.[0] ?? demo.cancelled?.[0] ?? demo.delay?.[0] ?? 0;
  await seedReports(deps, owner, item, demo, Math.min(last, end), now);
  for (const [place, [, , done]] of milestones.entries()) if (done !== undefined) await mark(at(done), planner, id, place, day(done));
  await seedEnd(deps, people, now, demo, id);
  if (demo.supervision) {
    const [when, text, answerBy] = demo.supervision;
    await supervise(at(when), director, id, { text: text + MARK, answerBy: day(answerBy) });
  }
  return id;
}

async function mark(deps: Deps, who: WhoAmI, id: string, place: number, doneOn: string): Promise<void> {
  const { version, milestones } = await readItem(deps, who, id);
  await markMilestone(deps, who, id, milestones[place]!.id, version, doneOn);
}

/** The reports until a day, but for those that are left out; the one before these came two days late. */
async function seedReports(deps: Deps, owner: WhoAmI, item: WorkItem, { rhythm, skip = 0 }: DemoItem, last: number, now: number) {
  const until = chinaDay(now + last * DAY);
  const dues: string[] = [];
  for (let place = 0; dueDay({ rhythm, from: item.start }, place) < until; place += 1)
    dues.push(dueDay({ rhythm, from: item.start }, place));
  const kept = skip > 0 ? dues.slice(0, -skip) : dues;
  for (const [place, due] of kept.entries()) {
    const late = skip > 0 && place === kept.length - 1 ? 2 * DAY : 0;
    const clock = () => Math.min(now, Date.parse(`${due}T10:00:00+08:00`) + late);
    const problems = place % 3 === 1 ? `个别单位进度偏慢，需要再督促。${MARK}` : "";
    const report = {
      due,
      done: `按计划完成第 ${place + 1} 步，走访有关单位并听取意见。${MARK}`,
      problems,
      next: `继续推进，做好记录。${MARK}`,
    };
    await reportItem({ ...deps, clock }, owner, item.id, report);
  }
}

/** How it ended, or why it did not. */
async function seedEnd(deps: Deps, people: DemoPeople, now: number, { by, owner, closed, cancelled, delay }: DemoItem, id: string) {
  const at = (day: number): Deps => ({ ...deps, clock: () => timeOf(now, day) });
  const versionBy = async (who: WhoAmI) => (await readItem(deps, who, id)).version;
  if (closed) {
    const who = people(by);
    await stepItem(at(closed[0]), who, id, { step: "close", version: await versionBy(who), result: closed[1] + MARK });
  }
  if (cancelled) {
    const who = people("director");
    await stepItem(at(cancelled[0]), who, id, { step: "cancel", version: await versionBy(who), reason: cancelled[1] + MARK });
  }
  if (delay) {
    const who = people(owner);
    const [when, reason, measures, until] = delay;
    const three = { reason: reason + MARK, measures: measures + MARK, until: chinaDay(now + until * DAY) };
    await stepItem(at(when), who, id, { step: "delay", version: await versionBy(who), ...three });
  }
}
