import { randomUUID } from "node:crypto";
import type { Role } from "../../functions/people/contract.ts";
import { hashPassword } from "../../functions/people/passwords.ts";
import { createAccount } from "../../functions/people/table.ts";
import { chinaDay, DAY, isoTime } from "../../functions/platform/clock.ts";
import type { Store } from "../../functions/store/store.ts";
import { workItemKinds } from "../../functions/work-items/contract.ts";
import { duesBefore, dueDay } from "../../functions/work-items/due-dates.rules.ts";
import type { StoredWorkItem } from "../../functions/work-items/rules.ts";
import { putItem } from "../../functions/work-items/table.ts";
import { sampleItem } from "../support/work-sample.ts";
import type { LoadRequest } from "./load.ts";

const PASSWORD = "a password of the bench alone";
const PER_TRANSACTION = 30;

async function addAccounts(store: Store): Promise<void> {
  const hash = await hashPassword(PASSWORD);
  for (const role of ["lead", "director"] satisfies Role[]) {
    const person = { login: role, name: role, roles: [role], office: "组织科", unit: "" };
    await store.transact(createAccount(person, hash, `bench-${role}`).operations);
  }
}

/** Items of this year in six 组室, most of them under way for ten weeks. @returns the ids of all, and the day that each has to report */
async function addItems(store: Store, count: number): Promise<{ ids: string[]; due: string }> {
  const now = Date.now();
  const day = (distance: number) => chinaDay(now + distance * DAY);
  const schedule = { rhythm: "weekly", from: day(-70) } as const;
  const due = dueDay(schedule, duesBefore(schedule, day(0)));
  const items = Array.from({ length: count }, (_, place): StoredWorkItem => {
    const id = `bench-${String(place).padStart(6, "0")}`;
    const office = ["组织科", "干部科", "党员教育科", "研究室", "办公室", "综合科"][place % 6]!;
    const when = { start: schedule.from, startedOn: schedule.from, end: day(5 + (place % 90)), rhythm: schedule.rhythm };
    const times = { year: Number(day(0).slice(0, 4)), createdAt: isoTime(now - 70 * DAY), updatedAt: isoTime(now - DAY) };
    const what = { kind: workItemKinds[place % 5]!, title: `第${place}项：基层党建工作推进`, marks: "1112110111" };
    // Every one of them is reported by the same lead.
    return sampleItem({
      id,
      office,
      owner: { id: "bench-lead", name: "lead", office },
      ...what,
      ...when,
      ...times,
      entries: 0,
      version: 0,
    });
  });
  for (let from = 0; from < items.length; from += PER_TRANSACTION)
    await store.transact(items.slice(from, from + PER_TRANSACTION).flatMap((item) => putItem(item, [])));
  return { ids: items.map(({ id }) => id), due };
}

export async function fillWorkItems(store: Store, count: number): Promise<(url: string) => Promise<WorkLoad>> {
  await addAccounts(store);
  const { ids, due } = await addItems(store, count);
  return async (url) => {
    const [lead, director] = await Promise.all(["lead", "director"].map((login) => cookieOf(url, login)));
    return {
      menu: { path: "/api/staff/work-items", headers: { cookie: director! } },
      reports: ids.map((id) => ({
        path: `/api/staff/work-items/${id}/reports`,
        method: "POST",
        body: JSON.stringify({ due, done: "走访三个村，听取意见，督促进度。", next: "下周汇总。" }),
        headers: { "content-type": "application/json", origin: url, cookie: lead!, "idempotency-key": randomUUID() },
      })),
    };
  };
}

/** The menu of a year, and one report for each item. */
export interface WorkLoad {
  menu: LoadRequest;
  reports: LoadRequest[];
}

async function cookieOf(url: string, login: string): Promise<string> {
  const body = JSON.stringify({ login, password: PASSWORD });
  const headers = { "content-type": "application/json", origin: url };
  const answer = await fetch(`${url}/api/staff/session`, { method: "POST", headers, body });
  return answer.headers.get("set-cookie")!.split(";")[0]!;
}

/** As many people as send at the same moment; more connections than that an operating system may refuse. */
const IN_FLIGHT = 100;

/** Sends everything, a hundred at a time. @returns how long it took in all, ms, and how many failed */
export async function atOnce(url: string, requests: LoadRequest[]): Promise<{ ms: number; failed: number }> {
  const began = performance.now();
  const left = requests.values();
  let failed = 0;
  const send = async () => {
    for (const { path, method = "GET", body, headers = {} } of left) {
      const answer = await fetch(url + path, { method, headers, ...(body ? { body } : {}) });
      await answer.arrayBuffer();
      if (!answer.ok) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, send));
  return { ms: performance.now() - began, failed };
}
