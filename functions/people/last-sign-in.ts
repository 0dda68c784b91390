import type { Deps } from "../deps.ts";
import { chinaDay } from "../platform/clock.ts";
import { ConditionFailed, type Store } from "../store/store.ts";

const key = (person: string) => ({ pk: `person#${person}`, sk: "last-sign-in" });

/** Keeps the day of a sign-in beside the account, whose version it must not raise; written once a day. */
export async function noteSignIn({ store, clock }: Pick<Deps, "store" | "clock">, person: string): Promise<void> {
  const day = chinaDay(clock());
  const last = await store.get("people", key(person));
  if (last?.["day"] === day) return;
  const condition = last ? { ifVersion: last.version } : ({ ifAbsent: true } as const);
  // Another sign-in of this person in the same moment has written the same day.
  await store.put("people", { ...key(person), day }, condition).catch((error: unknown) => {
    if (!(error instanceof ConditionFailed)) throw error;
  });
}

/** The days of the last sign-ins, one place per person. */
export async function lastSignIns(store: Store, people: readonly string[]): Promise<(string | undefined)[]> {
  const days: (string | undefined)[] = [];
  for (let from = 0; from < people.length; from += 100) {
    const items = await store.getMany("people", people.slice(from, from + 100).map(key));
    days.push(...items.map((item) => item?.["day"] as string | undefined));
  }
  return days;
}
