/** What of Chromium's trace events is used here; times in microseconds. */
export interface TraceEvent {
  name: string;
  /** Only "X", an event with its length, counts. */
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Processor time of the thread: what other programs on the machine took meanwhile is left out. */
  tdur?: number;
  args: { data?: { documentLoaderURL?: string }; fileName?: string };
}

/** Of which `RunMicrotasks` matters: all that comes after an `await` runs there, and `Performance.getMetrics` leaves it out of its script time. */
const scripting = new Set(["v8.compile", "v8.compileModule", "v8.run", "v8.evaluateModule", "v8.callFunction", "RunMicrotasks"]);
/** With scripts beside tasks: what runs after an `await` follows its task in the trace, not within it. */
const working = new Set(["ThreadControllerImpl::RunTask", ...scripting]);

/**
 * The events with these names that lie in no other of them, so that nothing is counted twice. Events come from one thread. One that ends
 * later than the last is not inside it: whole microseconds let neighbours overlap.
 */
function outermost(events: TraceEvent[], names: Set<string>): TraceEvent[] {
  let end = 0;
  return events
    .filter(({ ph, name }) => ph === "X" && names.has(name))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter((event) => {
      const last = end;
      end = Math.max(end, event.ts + (event.dur ?? 0));
      return end > last;
    });
}

const milliseconds = ({ tdur, dur }: TraceEvent) => (tdur ?? dur ?? 0) / 1000;
const sum = (events: TraceEvent[]) => events.reduce((total, event) => total + milliseconds(event), 0);

/** When the first script from an origin was compiled. */
function firstScriptOf(origin: string, events: TraceEvent[]): number {
  const scripts = events.filter(({ name, args }) => scripting.has(name) && args.fileName?.startsWith(`${origin}/`));
  if (!scripts[0]) throw new Error(`the trace knows no script of ${origin}`);
  return Math.min(...scripts.map(({ ts }) => ts));
}

/**
 * How long a page held its main thread, ms of processor time. Script is counted with whatever it made the browser do at once, such as
 * layout that it asked for.
 * @param url of the page, as it was navigated to
 * @param origin whose longest task is asked for: of all that the page did from the first script of that origin on, frames included.
 * Without one it is the longest of all.
 */
export function traceTimes(
  events: TraceEvent[],
  url: string,
  origin?: string,
): { script: number; mainThread: number; longestTask: number } {
  const start = events.find(({ name, args }) => name === "navigationStart" && args.data?.documentLoaderURL === url);
  if (!start) throw new Error(`the trace knows no page ${url}`);
  const own = events.filter(({ pid, tid }) => pid === start.pid && tid === start.tid);
  const tasks = outermost(own, working);
  const since = origin === undefined ? 0 : firstScriptOf(origin, own);
  const later = tasks.filter(({ ts, dur }) => ts + (dur ?? 0) > since);
  return { script: sum(outermost(own, scripting)), mainThread: sum(tasks), longestTask: Math.max(0, ...later.map(milliseconds)) };
}
