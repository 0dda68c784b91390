/** A `layout-shift` entry without recent input; `startTime` in ms. */
export interface Shift {
  value: number;
  startTime: number;
}

/**
 * Cumulative Layout Shift: the worst session window, which ends after a second without a shift and lasts five seconds at the most.
 * The rule is that of https://web.dev/articles/cls.
 */
export function cumulativeLayoutShift(shifts: Shift[]): number {
  let worst = 0;
  let window = 0;
  let first = 0;
  let last = 0;
  for (const { value, startTime } of shifts.toSorted((a, b) => a.startTime - b.startTime)) {
    const goesOn = window > 0 && startTime - last < 1000 && startTime - first < 5000;
    if (!goesOn) first = startTime;
    window = goesOn ? window + value : value;
    last = startTime;
    worst = Math.max(worst, window);
  }
  return worst;
}
