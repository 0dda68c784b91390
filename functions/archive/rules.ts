import { chinaDay } from "../platform/clock.ts";

/** 制度规范 keep all their texts in public: what was in force is part of what is in force. */
export const REGULATIONS = "制度规范";

/** One text that was public once. */
export interface EditionFacts {
  edition: number;
  title: string;
  category: string;
  publishedAt: string;
}

export interface MaterialFacts {
  /** Whether the public sees the last edition now. */
  live: boolean;
  /** From the first to the last. */
  editions: EditionFacts[];
  withdrawals: { at: string; reason: string }[];
}

export interface Withdrawn {
  title: string;
  category: string;
  publishedAt: string;
  withdrawnAt: string;
  reason: string;
}

export const yearOf = (iso: string): number => Number(chinaDay(Date.parse(iso)).slice(0, 4));

/**
 * What a year's archive holds of one material: the text that stood last among those published in the year; of 制度规范 each of them. What was
 * withdrawn stands there by title, date and reason alone, in the year of its publishing and in that of its withdrawal: an archive
 * must not bring a text back that was taken from the public.
 */
export function partOfYear(material: MaterialFacts, year: number): { editions: number[]; withdrawn: Withdrawn[] } {
  const withdrawn: Withdrawn[] = [];
  const gone = new Set<number>();
  for (const [place, edition] of material.editions.entries()) {
    const until = material.editions[place + 1]?.publishedAt ?? "~";
    const taken = material.withdrawals.find(({ at }) => at > edition.publishedAt && at <= until);
    const last = place === material.editions.length - 1;
    if (!taken && (material.live || !last)) continue;
    gone.add(edition.edition);
    const { title, category, publishedAt } = edition;
    const withdrawnAt = taken?.at ?? publishedAt;
    if (yearOf(publishedAt) === year || yearOf(withdrawnAt) === year)
      withdrawn.push({ title, category, publishedAt, withdrawnAt, reason: taken?.reason ?? "" });
  }
  if (!material.live) return { editions: [], withdrawn };
  const ofYear = material.editions.filter(({ publishedAt }) => yearOf(publishedAt) === year);
  const last = ofYear.at(-1);
  const kept = ofYear.filter((each) => each === last || each.category === REGULATIONS);
  return { editions: kept.map(({ edition }) => edition).filter((edition) => !gone.has(edition)), withdrawn };
}
