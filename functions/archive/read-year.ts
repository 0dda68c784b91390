import { answeredFeedback } from "../feedback/answered.ts";
import type { PublicFeedback } from "../feedback/contract.ts";
import { medianOf } from "../feedback/statistics.ts";
import { materialStates } from "../materials/contract.ts";
import { countsKey, findPublished, findWorking, listByState, listEditions, type Published } from "../materials/table.ts";
import { chinaDay, DAY } from "../platform/clock.ts";
import type { Store } from "../store/store.ts";
import { partOfYear, type Withdrawn, yearOf } from "./rules.ts";

export interface MonthFigures {
  /** `YYYY-MM` */
  month: string;
  published: number;
  views: number;
  downloads: number;
  answered: number;
}

export interface YearFigures {
  materials: number;
  attachments: number;
  withdrawn: number;
  answered: number;
  /** Median of the whole days from receipt to the answer; absent without answers. */
  medianDays?: number;
  months: MonthFigures[];
  categories: { category: string; materials: number; attachments: number }[];
  kinds: { kind: string; answered: number }[];
}

/** What a year's archive holds, in an order that depends on the data alone. */
export interface Year {
  year: number;
  editions: Published[];
  withdrawn: Withdrawn[];
  feedback: PublicFeedback[];
  figures: YearFigures;
}

/** Reads what the public saw of a year (Beijing); texts are held in memory, files are not. */
export async function readYear(store: Store, year: number): Promise<Year> {
  const editions: Published[] = [];
  const withdrawn: Withdrawn[] = [];
  for (const id of await everyMaterial(store)) {
    const working = await findWorking(store, id);
    if (!working) continue;
    const { live, steps } = working;
    const [page, earlier] = await Promise.all([live ? findPublished(store, id) : undefined, listEditions(store, id)]);
    const all = [...earlier, ...(page ? [page] : [])]
      .filter((each, place, list) => list.findIndex(({ edition }) => edition === each.edition) === place)
      .toSorted((a, b) => a.edition - b.edition);
    const facts = all.map(({ edition, card: { title, category, publishedAt } }) => ({ edition, title, category, publishedAt }));
    const withdrawals = steps.filter(({ step }) => step === "withdraw").map(({ at, note = "" }) => ({ at, reason: note }));
    const part = partOfYear({ live: page !== undefined, editions: facts, withdrawals }, year);
    editions.push(...all.filter(({ edition }) => part.editions.includes(edition)));
    withdrawn.push(...part.withdrawn);
  }
  const feedback = await answeredIn(store, year);
  editions.sort(by(({ card, edition }) => `${card.publishedAt}#${card.id}#${String(edition).padStart(6, "0")}`));
  withdrawn.sort(by((each) => `${each.withdrawnAt}#${each.publishedAt}#${each.title}`));
  return { year, editions, withdrawn, feedback, figures: await figuresOf(store, year, editions, withdrawn.length, feedback) };
}

const by =
  <T>(key: (value: T) => string) =>
  (a: T, b: T) =>
    Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b)));

/** The id of every working record once, also when one changes its state while the states are walked. */
async function everyMaterial(store: Store): Promise<Set<string>> {
  const found = new Set<string>();
  for (const state of materialStates) {
    let cursor: string | undefined;
    do {
      const page = await listByState(store, state, { cursor });
      for (const { id } of page.items) found.add(id);
      ({ cursor } = page);
    } while (cursor);
  }
  return found;
}

/** As everybody sees it: no contact, no personal name. Answers come newest first, so the walk ends with the year before. */
async function answeredIn(store: Store, year: number): Promise<PublicFeedback[]> {
  const found: PublicFeedback[] = [];
  let cursor: string | undefined;
  do {
    const page = await answeredFeedback({ store }, { cursor });
    found.push(...page.items.filter(({ answeredAt }) => yearOf(answeredAt) === year));
    cursor = page.items.some(({ answeredAt }) => yearOf(answeredAt) < year) ? undefined : page.cursor;
  } while (cursor);
  return found.toSorted(by(({ answeredAt, id }) => `${answeredAt}#${id}`));
}

async function figuresOf(
  store: Store,
  year: number,
  editions: Published[],
  withdrawn: number,
  feedback: PublicFeedback[],
): Promise<YearFigures> {
  const months: MonthFigures[] = Array.from({ length: 12 }, (_, month) => ({
    month: `${year}-${String(month + 1).padStart(2, "0")}`,
    published: 0,
    views: 0,
    downloads: 0,
    answered: 0,
  }));
  const monthOf = (iso: string) => months[Number(chinaDay(Date.parse(iso)).slice(5, 7)) - 1]!;
  for (const { card } of editions) monthOf(card.publishedAt).published += 1;
  for (const { answeredAt } of feedback) monthOf(answeredAt).answered += 1;
  for (const id of new Set(editions.map(({ card }) => card.id))) {
    const { items } = await store.query({ table: "materials", pk: countsKey(id).pk, sk: { prefix: `month#${year}-` }, limit: 12 });
    for (const { sk, views, downloads } of items) {
      const month = months.find((each) => sk === `month#${each.month}`);
      if (month) month.views += Number(views ?? 0);
      if (month) month.downloads += Number(downloads ?? 0);
    }
  }
  const files = ({ attachments }: Published) => attachments.filter(({ inline }) => !inline).length;
  const names = [...new Set(editions.map(({ card }) => card.category))].toSorted();
  const categories = names.map((category) => {
    const own = editions.filter(({ card }) => card.category === category);
    return { category, materials: own.length, attachments: own.reduce((sum, each) => sum + files(each), 0) };
  });
  const kinds = [...new Set(feedback.map(({ kind }) => kind))].toSorted().map((kind) => ({
    kind,
    answered: feedback.filter((each) => each.kind === kind).length,
  }));
  const days: number[] = [];
  for (const { receivedAt, answeredAt } of feedback) {
    const passed = Math.max(0, Math.floor((Date.parse(answeredAt) - Date.parse(receivedAt)) / DAY));
    days[passed] = (days[passed] ?? 0) + 1;
  }
  const medianDays = medianOf(Array.from(days, (count) => count ?? 0));
  return {
    materials: editions.length,
    attachments: categories.reduce((sum, each) => sum + each.attachments, 0),
    withdrawn,
    answered: feedback.length,
    ...(medianDays === undefined ? {} : { medianDays }),
    months,
    categories,
    kinds,
  };
}
