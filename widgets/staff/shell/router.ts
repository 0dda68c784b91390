import { useLayoutEffect } from "preact/hooks";
import { confirm } from "./dialog.tsx";
import { observable, useObservable } from "./observable.ts";

export interface Route {
  path: string;
  query: Record<string, string>;
}

function read(): Route {
  const [path = "", search = ""] = location.hash.slice(1).split("?");
  return { path: path || "/", query: Object.fromEntries(new URLSearchParams(search)) };
}

const route = observable(read());
export const useRoute = (): Route => useObservable(route);

/** `#/feedback?state=pending`; empty and undefined values are left out. */
export function href(path: string, query: Record<string, string | undefined> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return `#${path}${text ? `?${text}` : ""}`;
}

/** @param target a path with its query, such as `/feedback/abc?state=pending` */
export function go(target: string): void {
  location.hash = target;
}

/** Changes the query in place: filters are part of the address, but each keystroke is no step back. */
export function setQuery(query: Record<string, string | undefined>): void {
  history.replaceState(null, "", href(route.get().path, query));
  current = location.hash;
  route.set(read());
}

let moved = false;
/** Whether the person has gone from one screen to another since the page was opened. */
export const hasMoved = (): boolean => moved;

let guards = 0;
/** The address that is shown; a link to another one, and be it the same without its filters, is a way to go. */
let current = location.hash;

async function onHashChange(): Promise<void> {
  const wanted = location.hash;
  if (wanted === current) return;
  const samePath = wanted.split("?")[0] === current.split("?")[0];
  if (guards > 0 && !samePath) {
    history.replaceState(null, "", current || "#/");
    const left = await confirm({
      title: "还有没保存的内容",
      text: "离开这一页吗？没有保存的内容存在本机，下次打开时可以恢复。",
      action: "离开",
    });
    if (left === undefined) return;
    guards = 0;
    location.hash = wanted;
    return;
  }
  current = wanted;
  moved = true;
  route.set(read());
}
window.addEventListener("hashchange", () => void onHashChange());
window.addEventListener("beforeunload", (event) => {
  if (guards > 0) event.preventDefault();
});

/** The open screen has got another address, such as a new record its own: it stays as it is. */
export function rename(path: string): void {
  history.replaceState(null, "", href(path));
  current = location.hash;
}

/** While `dirty`, leaving the screen or the page asks first. */
export function useLeaveGuard(dirty: boolean): void {
  // At once with what is drawn: whoever sees that it is saved may leave.
  useLayoutEffect(() => {
    if (!dirty) return undefined;
    guards += 1;
    return () => void (guards = Math.max(0, guards - 1));
  }, [dirty]);
}

/** Parameters of `path` if it fits the pattern `/materials/:id`. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const text = given[place]!;
    if (part.startsWith(":") && text) params[part.slice(1)] = decodeURIComponent(text);
    else if (part !== text) return undefined;
  }
  return params;
}
