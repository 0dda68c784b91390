import { useLayoutEffect, useState } from "preact/hooks";
import { Dialog } from "../shell/dialog.tsx";

const KEPT = "gxjt:feedback-keys";

function kept(): boolean {
  try {
    return localStorage.getItem(KEPT) === "on";
  } catch {
    return false;
  }
}

/** Whether this device works by single keys. Off until somebody wants it (WCAG 2.1.4), and remembered. */
export function useKeysSwitch(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(kept);
  return [
    on,
    (next) => {
      setOn(next);
      try {
        localStorage.setItem(KEPT, next ? "on" : "off");
      } catch {
        // Then it holds for this visit alone.
      }
    },
  ];
}

const typing = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/**
 * Calls what belongs to a key. Never while somebody types, with a modifier held, or under a dialog.
 * @param actions by key; one that gives false leaves the key to the browser
 */
export function useKeys(on: boolean, actions: Record<string, () => unknown>): void {
  // At once: somebody who works by keys is quicker than the next frame.
  useLayoutEffect(() => {
    if (!on) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (target.closest(typing) || document.querySelector("dialog[open]")) return;
      const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (action && action() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
}

const keys: [string, string][] = [
  ["j", "下一条"],
  ["k", "上一条"],
  ["a", "受理"],
  ["r", "写答复"],
  ["x", "不予公开"],
  ["o", "分办"],
  ["?", "显示这张表"],
];

export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="快捷键" onClose={onClose}>
      <dl class="facts">
        {keys.map(([key, does]) => (
          <>
            <dt key={key}>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </>
        ))}
      </dl>
      <p class="muted">写字的时候快捷键不起作用；不需要时取消勾选“快捷键”。</p>
    </Dialog>
  );
}
