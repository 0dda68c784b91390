import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ApiProblem } from "./api.ts";
import { Button } from "./form.tsx";
import { problemText } from "./problems.ts";
import { hasMoved } from "./router.ts";
import type { Loaded } from "./use-load.ts";

interface ScreenProps {
  title: string;
  /** Buttons to the right of the title. */
  actions?: ComponentChildren;
  /** A line under the title. */
  note?: ComponentChildren;
  children: ComponentChildren;
}

/** The frame of every screen: names it in the page's title, and takes the focus there when one screen follows another. */
export function Screen({ title, actions, note, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasMoved() && !document.querySelector("dialog[open]")) heading.current?.focus();
  }, []);
  useEffect(() => {
    document.title = `${title} · 干训讲堂工作台`;
  }, [title]);
  return (
    <div class="screen">
      <header class="screen-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {note && <p class="muted">{note}</p>}
        </div>
        {actions && <div class="toolbar">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Loading() {
  return (
    <p class="state" role="status">
      <span class="spinner" aria-hidden="true" />
      正在载入…
    </p>
  );
}

/** An empty list says so in words, and what one can do about it. */
export function Empty({ title, hint, action }: { title: string; hint?: string; action?: ComponentChildren }) {
  return (
    <div class="state">
      <p class="state-title">{title}</p>
      {hint && <p class="muted">{hint}</p>}
      {action}
    </div>
  );
}

export function NoPermission() {
  return <Empty title="您没有权限看这一页" hint="如果工作需要，请找系统管理员调整角色。" />;
}

export function Failed({ problem, onRetry }: { problem: unknown; onRetry: () => void }) {
  if (problem instanceof ApiProblem && problem.code === "forbidden") return <NoPermission />;
  return (
    <div class="state" role="alert">
      <p class="state-title">{problemText(problem)}</p>
      <Button kind="plain" onClick={onRetry}>
        重试
      </Button>
    </div>
  );
}

/** Draws what was loaded, or why it is not there. An older value stays visible while a newer one comes. */
export function Load<T>({ from, children }: { from: Loaded<T>; children: (value: T) => ComponentChildren }) {
  if (from.problem !== undefined) return <Failed problem={from.problem} onRetry={from.reload} />;
  if (from.value === undefined) return <Loading />;
  return <div aria-busy={from.loading}>{children(from.value)}</div>;
}
