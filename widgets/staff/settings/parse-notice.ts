import type { HolidayYear } from "../../../functions/calendar/contract.ts";

export type ParsedNotice = Pick<HolidayYear, "holidays" | "workdays"> & { year: number | undefined; source: string | undefined };

const iso = (year: number, month: number, day: number) => `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

const date = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日/g;

/** Every date of a sentence; what is left out is that of the date before. */
function datesOf(sentence: string, year: number, firstMonth?: number): string[] {
  let month = firstMonth ?? 0;
  let ofYear = year;
  return Array.from(sentence.matchAll(date)).flatMap(([, namedYear, namedMonth, day]) => {
    if (namedYear) ofYear = Number(namedYear);
    if (namedMonth) {
      const next = Number(namedMonth);
      // 12月30日至1月1日 crosses the year; a notice for January may begin in the December before.
      if (!namedYear && month === 12 && next === 1) ofYear = year;
      month = next;
    }
    return month >= 1 && month <= 12 && Number(day) <= 31 ? [iso(ofYear, month, Number(day))] : [];
  });
}

/** Which year a December date of 元旦 belongs to: the one before the notice's. */
const ofNewYear = (name: string, days: string[], year: number) =>
  name.includes("元旦") ? days.map((day) => (day.startsWith(`${year}-12`) ? `${year - 1}${day.slice(4)}` : day)) : days;

/**
 * Days off and worked weekends of the State Council's yearly notice, as people copy it from the web. What is not understood is left
 * out; the person looks at the table before saving it.
 * @param year taken when the text does not say for which year it is
 */
export function parseNotice(text: string, year: number): ParsedNotice {
  const plain = text
    .normalize("NFKC")
    .replace(/\([^()]*\)|〔|〕/g, (piece) => (piece === "〔" || piece === "〕" ? piece : ""))
    .replace(/\s+/g, "");
  const named = /(\d{4})年(?:部分)?节假日/.exec(plain)?.[1];
  const ofYear = named ? Number(named) : year;
  const source = /国办发明电[〔[](\d{4})[〕\]](\d+)号/.exec(plain);
  const holidays: HolidayYear["holidays"] = [];
  const workdays = new Set<string>();
  for (const [, name, content] of plain.matchAll(
    /[一二三四五六七八九十]+、([^、。:]{2,4}(?:、[^、。:]{2,4})*):(.*?)(?=[一二三四五六七八九十]+、[^、。:]{2,4}(?:、[^、。:]{2,4})*:|$)/g,
  )) {
    let month: number | undefined;
    for (const sentence of content!.split(/[。;]/)) {
      // 节假日期间… is no list of days.
      const days = ofNewYear(name!, datesOf(sentence, ofYear, month), ofYear);
      if (days.length === 0) continue;
      month = Number(days[days.length - 1]!.slice(5, 7));
      if (/上班/.test(sentence) && !/放假/.test(sentence)) for (const day of days) workdays.add(day);
      else if (/放假|休/.test(sentence)) holidays.push({ name: name!, from: days[0]!, to: days[1] ?? days[0]! });
    }
  }
  return {
    year: named ? ofYear : undefined,
    source: source ? `国办发明电〔${source[1]}〕${source[2]}号` : undefined,
    holidays,
    workdays: Array.from(workdays).sort(),
  };
}
