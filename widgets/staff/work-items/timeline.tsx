import "./timeline.css";

/** A project as the drawing needs it; all days are YYYY-MM-DD. */
export interface TimelineRow {
  id: string;
  title: string;
  /** State and lamp in words; the drawing repeats them, colour only underlines. */
  state: string;
  tone: "good" | "blue" | "amber" | "red" | "";
  from: string;
  to: string;
  marks: { date: string; title: string; done: boolean; late: boolean }[];
}

interface TimelineProps {
  title: string;
  /** First and last day of what is drawn. */
  from: string;
  to: string;
  today: string;
  rows: readonly TimelineRow[];
  hrefOf: (row: TimelineRow) => string;
}

const HEAD = 28;
const ROW = 52;
const DAY = 86_400_000;
const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY;

/** Where a day lies between two others, as a percentage of the width; what lies outside is drawn at the edge. */
export function placeOf(date: string, from: string, to: string): number {
  const whole = dayNumber(to) - dayNumber(from) + 1;
  return Math.min(100, Math.max(0, ((dayNumber(date) - dayNumber(from)) / whole) * 100));
}

/** The first days of the months from one day to another. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = `${from.slice(0, 7)}-01`; month <= to;) {
    months.push(month);
    const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
    month = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, "0")}-01`;
  }
  return months;
}

const nextDay = (date: string) => new Date((dayNumber(date) + 1) * DAY).toISOString().slice(0, 10);

/** What a row says to those who do not see the drawing. */
export function spoken({ title, state, from, to, marks }: TimelineRow): string {
  const done = marks.filter((mark) => mark.done).length;
  const milestones = marks.length === 0 ? "没有里程碑" : `里程碑 ${marks.length} 个，完成 ${done} 个`;
  return `${title}，${state}，${from} 到 ${to}，${milestones}`;
}

function Row({ row, top, at, end }: { row: TimelineRow; top: number; at: (date: string) => number; end: (date: string) => number }) {
  const left = at(row.from);
  // Titles of what begins late in the year would run out of the drawing.
  const onRight = left > 55;
  return (
    <>
      <rect class="timeline-hover" x="0" y={top} width="100%" height={ROW} />
      <text class="timeline-title" x={`${onRight ? end(row.to) : left}%`} y={top + 18} text-anchor={onRight ? "end" : "start"}>
        {row.title}
        <tspan class="timeline-state">　{row.state}</tspan>
      </text>
      <rect
        class={`timeline-bar ${row.tone}`}
        x={`${left}%`}
        y={top + 27}
        width={`${Math.max(0.6, end(row.to) - left)}%`}
        height="12"
        rx="3"
      />
      {row.marks.map(({ date, title, done, late }) => (
        // Nested, so that the place is a share of the width and the shape keeps its size.
        <svg key={date + title} x={`${at(date)}%`} y={top + 33} overflow="visible">
          <path class={done ? "timeline-mark done" : late ? "timeline-mark late" : "timeline-mark"} d="M0-9 9 0 0 9-9 0Z">
            <title>{`${date} ${title}${done ? "（已完成）" : late ? "（已过期）" : ""}`}</title>
          </path>
          {done && <path class="timeline-tick" d="M-4 0 -1 3 4-3" />}
          {late && !done && <path class="timeline-tick late" d="M0-4V1M0 3.2V4.4" />}
        </svg>
      ))}
    </>
  );
}

/** Projects and their milestones along the months: plain SVG, each row a link that the keyboard reaches. */
export function Timeline({ title, from, to, today, rows, hrefOf }: TimelineProps) {
  const at = (date: string) => placeOf(date, from, to);
  const end = (date: string) => (date >= to ? 100 : at(nextDay(date)));
  const height = HEAD + rows.length * ROW + 4;
  return (
    <div class="timeline">
      <svg width="100%" height={height} role="group" aria-label={title}>
        {monthsBetween(from, to).map((month) => (
          <g key={month} aria-hidden="true">
            <line class="timeline-month" x1={`${at(month)}%`} x2={`${at(month)}%`} y1={HEAD - 6} y2={height} />
            <text class="timeline-label" x={`${at(month)}%`} dx="4" y={HEAD - 10}>
              {Number(month.slice(5, 7)) === 1 ? `${month.slice(0, 4)}年1月` : `${Number(month.slice(5, 7))}月`}
            </text>
          </g>
        ))}
        {rows.map((row, place) => (
          <a key={row.id} href={hrefOf(row)} aria-label={spoken(row)}>
            <Row row={row} top={HEAD + place * ROW} at={at} end={end} />
          </a>
        ))}
        {today >= from && today <= to && (
          <g aria-hidden="true">
            <line class="timeline-today" x1={`${at(today)}%`} x2={`${at(today)}%`} y1={HEAD - 6} y2={height} />
            <text class="timeline-label today" x={`${at(today)}%`} dx="-4" y={HEAD - 10} text-anchor="end">
              今天
            </text>
          </g>
        )}
      </svg>
    </div>
  );
}
