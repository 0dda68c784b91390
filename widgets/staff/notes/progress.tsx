import type { MonthCounts, NoteFigures } from "../../../functions/notes/contract.ts";

/** What a person has written: 字数 of the 学习笔记 and number of 学习心得. 字数 of 心得 are said apart. */
export function sumOf(months: readonly MonthCounts[]) {
  const sum = { notes: 0, noteCharacters: 0, reflections: 0, reflectionCharacters: 0 };
  for (const month of months) for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += month[name];
  return sum;
}

export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

function Line({ label, done, target, unit }: { label: string; done: number; target: number; unit: string }) {
  return (
    <div>
      <p>
        {label}：<b>{grouped(done)}</b> {unit}
        {target > 0 && `，目标 ${grouped(target)} ${unit}${done >= target ? "，已达到" : ""}`}
      </p>
      {target > 0 && <progress value={Math.min(done, target)} max={target} aria-label={`${label}占目标的比例`} />}
    </div>
  );
}

/** The year against its targets, in words and as a bar; and the month that is shown. */
export function Progress({ figures, month }: { figures: NoteFigures; month: string }) {
  const year = sumOf(figures.months);
  const now = sumOf(figures.months.filter((one) => one.month === month));
  return (
    <section class="card stack note-progress" aria-label="字数和目标">
      <Line label={`${figures.year} 年学习笔记`} done={year.noteCharacters} target={figures.targets.noteCharacters} unit="字" />
      <Line label={`${figures.year} 年学习心得`} done={year.reflections} target={figures.targets.reflections} unit="篇" />
      <p class="muted small">
        {Number(month.slice(5))} 月：笔记 {now.notes} 篇 {grouped(now.noteCharacters)} 字，心得 {now.reflections} 篇{" "}
        {grouped(now.reflectionCharacters)} 字
      </p>
    </section>
  );
}
