// The chunk for what is asked for less often: 查询, 答复公开, and the sentences for rare problems.
import type { ComponentChild } from "preact";
import type { FeedbackProgress, PublicFeedback, PublicFeedbackList, Statistics } from "../../functions/feedback/contract.ts";
import { call } from "../core/api.ts";
import type { Problem } from "../core/api.ts";
import { json } from "../core/json.ts";
import { materialHref } from "../core/nav.ts";
import * as t from "../core/texts.ts";
import answersCss from "../core/answers.css?inline";
import type { Feedback } from "./element.tsx";
import css from "./more.css?inline";
import { AnsweredView, ProgressView, TrackView } from "./view-progress.tsx";

export { problemText } from "../core/texts.ts";

export type Draw = (tab: "thanks" | "track" | "answers") => ComponentChild;

interface Other {
  code: string;
  error?: string | undefined;
  busy: boolean;
  progress?: FeedbackProgress | undefined;
  /** 撤回并删除 was pressed and has to be confirmed. */
  asking: boolean;
  /** The 查询码 is on the clipboard. */
  copied?: string;
  /** The 查询码 whose thanks have had the focus. */
  thanked?: string;
  note: string;
  items?: PublicFeedback[];
  cursor?: string | undefined;
  statistics?: Statistics;
  away: boolean;
}

/** Gives the element what draws its two other tabs. */
export function attach(widget: Feedback): Draw {
  const now: Other = { code: "", busy: false, asking: false, note: "", away: false };
  widget.addCss(answersCss + css);

  const set = (patch: Partial<Other>): void => {
    Object.assign(now, patch);
    widget.set({});
  };
  const receipt = (): string => `${widget.base}/api/feedback/receipts/${encodeURIComponent(now.code)}`;
  const focus = (selector: string): void => widget.root.querySelector<HTMLElement>(selector)?.focus();

  async function find(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (now.busy) return;
    const typed = (event.currentTarget as HTMLFormElement & { code: HTMLInputElement }).code.value;
    const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
    const code = letters.replace(/(.{4})(?=.)/g, "$1-");
    set({ code, progress: undefined, asking: false, note: "", error: letters.length === 12 ? undefined : t.codeMissing });
    if (now.error) return focus("#code");
    set({ busy: true });
    try {
      set({ busy: false, progress: json.parse(await call(receipt(), "receivedAt")) as FeedbackProgress });
      focus(".progress");
    } catch (problem) {
      const { code: why } = problem as Problem;
      set({ busy: false, error: why === "not-found" ? t.codeUnknown : t.problemText(problem as Problem) });
      focus("#code");
    }
  }

  /** Asks before it deletes, or takes the question back; the focus stays where the next step is. */
  function ask(asking: boolean): void {
    set({ asking });
    focus(".sure .plain");
  }

  async function withdraw(): Promise<void> {
    if (now.busy) return;
    set({ busy: true });
    try {
      await call(receipt(), "", { method: "DELETE" });
      set({ busy: false, progress: undefined, asking: false, code: "", note: t.withdrawn });
      focus("#code");
    } catch (problem) {
      set({ busy: false, note: t.problemText(problem as Problem) });
      ask(false);
    }
  }

  /** @param pressed by a button, which may be gone afterwards: the focus goes on to what has come */
  async function loadAnswers(pressed?: boolean): Promise<void> {
    if (now.busy) return;
    const before = now.items?.length ?? 0;
    set({ away: false, busy: true });
    try {
      const from = now.cursor ? "?cursor=" + encodeURIComponent(now.cursor) : "";
      const list = json.parse(await call(widget.base + "/api/feedback" + from, "items")) as PublicFeedbackList;
      set({ items: [...(now.items ?? []), ...list.items], cursor: list.cursor, busy: false });
      const next = widget.root.querySelectorAll<HTMLElement>(".answers > li")[before];
      if (pressed && next) {
        next.tabIndex = -1;
        next.focus();
      }
      if (!now.statistics) set({ statistics: json.parse(await call(widget.base + "/api/statistics", "received")) as Statistics });
    } catch {
      // The answers are worth showing without their figures.
      set({ away: !now.items, busy: false });
      if (pressed) focus(".sure button");
    }
  }

  function track(): ComponentChild {
    const { progress, busy } = now;
    return (
      <TrackView code={now.code} error={now.error} busy={busy} onSubmit={(event) => void find(event)}>
        <div role="status">{now.note && <p class="note">{now.note}</p>}</div>
        {progress && (
          <ProgressView progress={progress}>
            {progress.state !== "withdrawn" &&
              (now.asking ? (
                <div class="sure" role="group" aria-label={t.withdrawAsk}>
                  <p>{t.withdrawAsk}</p>
                  <button type="button" aria-disabled={busy} onClick={() => void withdraw()}>
                    {t.withdrawYes}
                  </button>
                  <button type="button" class="plain" onClick={() => ask(false)}>
                    {t.withdrawNo}
                  </button>
                </div>
              ) : (
                <p class="sure">
                  <button type="button" class="plain" onClick={() => ask(true)}>
                    {t.withdraw}
                  </button>
                </p>
              ))}
          </ProgressView>
        )}
      </TrackView>
    );
  }

  function answers(): ComponentChild {
    if (!now.items && !now.busy && !now.away) void Promise.resolve().then(() => loadAnswers());
    const button = (label: string): ComponentChild => (
      <p class="sure">
        <button type="button" class="plain" aria-disabled={now.busy} onClick={() => void loadAnswers(true)}>
          {label}
        </button>
      </p>
    );
    if (!now.items && !now.away) return <p role="status">{t.loading}</p>;
    if (!now.items) {
      return (
        <div role="alert">
          <p class="note">{t.listAway}</p>
          {button(t.retry)}
        </div>
      );
    }
    return (
      <AnsweredView
        items={now.items}
        statistics={now.statistics}
        materialHref={(id) => ({ href: materialHref(widget.base, id) })}
        more={now.cursor && button(t.more)}
      />
    );
  }

  async function copy(code: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(code);
    } catch {
      // No clipboard on plain-HTTP hosts: the selected code waits for Ctrl+C.
      getSelection()?.selectAllChildren(widget.root.querySelector(".code")!);
      document.execCommand("copy");
    }
    set({ copied: code });
  }

  function thanks(): ComponentChild {
    const { code } = widget.state.receipt!;
    // Once, when it appears: the reader's place is the code.
    if (now.thanked !== code) void Promise.resolve().then(() => focus(".thanks"));
    now.thanked = code;
    return (
      <div class="thanks" role="status" tabindex={-1}>
        <p>{t.thanks}</p>
        <p class="meta">{t.receiptCode}</p>
        <p class="code">{code}</p>
        <p>{t.receiptHint}</p>
        <button type="button" onClick={() => void copy(code)}>
          {now.copied === code ? t.copiedShort : t.copy}
        </button>
        <button
          type="button"
          class="plain"
          onClick={() => {
            widget.set({ tab: "form", message: "" });
            focus("#text");
          }}
        >
          {t.another}
        </button>
      </div>
    );
  }

  return (tab) => (tab === "thanks" ? thanks() : tab === "track" ? track() : answers());
}
