import { expect, test } from "vitest";
import { traceTimes, type TraceEvent } from "./trace-times.ts";

const URL = "http://host.test/page";
const ours = { fileName: "http://column.test/embed/gxjt.js" };

/** An event of the page's main thread; times in ms. Of each ms that went by, the thread had half. */
const event = (name: string, at: number, length: number, more: Partial<TraceEvent> = {}): TraceEvent => ({
  name,
  ph: "X",
  pid: 7,
  tid: 7,
  ts: at * 1000,
  dur: length * 1000,
  tdur: length * 500,
  args: {},
  ...more,
});
const task = (at: number, length: number) => event("ThreadControllerImpl::RunTask", at, length);
const start = event("navigationStart", 1, 0, { ph: "R", args: { data: { documentLoaderURL: URL } } });

test("nested events count once, in processor time, on the page's own thread alone", () => {
  const times = traceTimes(
    [
      start,
      task(0, 10),
      // A task within a task, as a dialog or a debugger makes one.
      task(2, 4),
      task(20, 20.001),
      // Its neighbour, which by rounding begins before the other ends.
      task(40, 20),
      event("v8.callFunction", 22, 10),
      event("RunMicrotasks", 30, 2),
      // After an await: in no call of a function.
      event("RunMicrotasks", 40, 20),
      event("v8.run", 100, 50, { pid: 8, tid: 8 }),
      event("v8.run", 100, 50, { tid: 9 }),
      event("v8.run", 100, 0, { ph: "B" }),
      event("Layout", 70, 50),
    ],
    URL,
  );
  expect(times.script).toBe(15);
  expect(times.mainThread).toBeCloseTo(25, 2);
  expect(times.longestTask).toBeCloseTo(10, 2);
});

test("the longest task of an origin is the longest from its first script on", () => {
  const events = [
    start,
    task(0, 80),
    event("v8.run", 10, 10, { args: { fileName: "http://column.test.evil/x.js" } }),
    task(100, 30),
    event("v8.run", 110, 10, { args: ours }),
    task(200, 50),
  ];
  const longest = (origin?: string) => traceTimes(events, URL, origin).longestTask;
  expect(longest()).toBe(40);
  expect(longest("http://column.test")).toBe(25);
  const module = event("v8.compileModule", 1, 2, { args: { fileName: "http://column.test/embed/list.js" } });
  expect(traceTimes([...events, module], URL, "http://column.test").longestTask).toBe(40);
});

test("what runs after a task, in no task, holds the thread all the same", () => {
  const times = traceTimes([start, task(0, 10), event("RunMicrotasks", 25, 50)], URL);
  expect(times).toEqual({ script: 25, mainThread: 30, longestTask: 25 });
});

test("a trace without the page, or without the origin's scripts, is refused", () => {
  expect(() => traceTimes([task(0, 10)], URL)).toThrow(URL);
  expect(() => traceTimes([start, task(0, 10)], URL, "http://column.test")).toThrow("http://column.test");
});
