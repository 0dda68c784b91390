import { observable, useObservable } from "./observable.ts";

interface Notice {
  text: string;
  kind: "done" | "error";
}

const notice = observable<Notice | undefined>(undefined);
let timer = 0;

/** Says in a corner and to the screen reader what has just happened. Errors stay until the next notice or until they are closed. */
export function announce(text: string, kind: Notice["kind"] = "done"): void {
  window.clearTimeout(timer);
  notice.set({ text, kind });
  if (kind === "done") timer = window.setTimeout(() => notice.set(undefined), 5_000);
}

/** Both live regions are always there: one that appears together with its text is not read out. */
export function Announcements() {
  const now = useObservable(notice);
  const of = (kind: Notice["kind"]) =>
    now?.kind === kind && (
      <p class={`toast ${kind}`}>
        {now.text}
        <button type="button" class="quiet" aria-label="关闭提示" onClick={() => notice.set(undefined)}>
          ×
        </button>
      </p>
    );
  return (
    <div class="toasts">
      <div role="status">{of("done")}</div>
      <div role="alert">{of("error")}</div>
    </div>
  );
}
