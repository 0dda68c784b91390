import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Button, TextArea } from "./form.tsx";
import { observable, useObservable } from "./observable.ts";

interface DialogProps {
  title: string;
  /** Escape, the close button or a click outside; without it the dialog can only be left through its actions. */
  onClose?: (() => void) | undefined;
  actions?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}

/** A modal dialog: the browser keeps the focus inside and gives it back afterwards. Firefox below 98 and Safari below 15.4 get it unmodal. */
export function Dialog({ title, onClose, actions, wide = false, children }: DialogProps) {
  const node = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = node.current!;
    const before = document.activeElement as HTMLElement | null;
    if (typeof dialog.showModal === "function") dialog.showModal();
    else dialog.setAttribute("open", "");
    // Only what still stands in the page can have the focus back.
    return () => void (before?.isConnected && before.focus());
  }, []);
  return (
    <dialog
      ref={node}
      class={wide ? "wide" : ""}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClose={() => {
        // Chromium closes at a repeated Escape without asking; what can only be left through its actions opens again.
        if (onClose) onClose();
        else if (node.current?.isConnected) node.current.showModal();
      }}
      onKeyDown={(event) => {
        // Shortcuts of the screen below do not reach through.
        event.stopPropagation();
      }}
    >
      <header class="dialog-head">
        <h2 id={id}>{title}</h2>
        {onClose && (
          <button type="button" class="quiet" aria-label="关闭" onClick={onClose}>
            ×
          </button>
        )}
      </header>
      <div class="dialog-body">{children}</div>
      {actions && <footer class="toolbar dialog-foot">{actions}</footer>}
    </dialog>
  );
}

export interface Question {
  title: string;
  text?: ComponentChildren;
  /** Words of the button that goes on. */
  action: string;
  cancel?: string;
  danger?: boolean;
  /** Asks for a reason as well. */
  reason?: { label: string; required?: boolean; maxLength?: number; hint?: string };
}

const open = observable<{ question: Question; answer: (reason: string | undefined) => void } | undefined>(undefined);

/** Asks before a step. @returns the reason ("" when none was asked for), or undefined when the person thought better of it */
export function confirm(question: Question): Promise<string | undefined> {
  open.get()?.answer(undefined);
  return new Promise((done) => {
    open.set({
      question,
      answer: (reason) => {
        open.set(undefined);
        done(reason);
      },
    });
  });
}

function Confirm({ question, answer }: { question: Question; answer: (reason: string | undefined) => void }) {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const { title, text, action, cancel = "取消", danger, reason: asked } = question;
  const goOn = () => {
    if (asked?.required && reason.trim() === "") setMissing(true);
    else answer(reason.trim());
  };
  return (
    <Dialog
      title={title}
      onClose={() => answer(undefined)}
      actions={
        <>
          <Button kind="plain" onClick={() => answer(undefined)}>
            {cancel}
          </Button>
          <Button kind={danger ? "danger" : "main"} onClick={goOn}>
            {action}
          </Button>
        </>
      }
    >
      {typeof text === "string" ? <p>{text}</p> : text}
      {asked && (
        <TextArea
          label={asked.label}
          name="reason"
          rows={3}
          value={reason}
          onInput={setReason}
          required={asked.required ?? false}
          maxLength={asked.maxLength ?? 300}
          hint={asked.hint}
          error={missing && reason.trim() === "" ? "请写明原因。" : undefined}
        />
      )}
    </Dialog>
  );
}

/** Where `confirm` appears; the frame has one. */
export function Confirmations() {
  const now = useObservable(open);
  return now ? <Confirm key={now.question.title} {...now} /> : null;
}
