import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { announce } from "./announce.tsx";
import { api, ApiProblem } from "./api.ts";
import { Conflict, type ConflictField } from "./conflict.tsx";
import { useDraft } from "./drafts.ts";
import { Button } from "./form.tsx";
import { useLeaveGuard } from "./router.ts";

/** What the fields of the form are drawn from. */
export interface Editing<T> {
  text: T;
  problem: unknown;
  /** Whether saving was tried, so that what is missing may be said. */
  tried: boolean;
  onInput: (text: T) => void;
}

interface EditRecordProps<R extends { version: number }, T extends object> {
  record: R;
  /** Names the draft on the device, such as `topic:<id>`; another shape of `T` needs another name. */
  draft: string;
  /** Where it is saved by PUT, with the version that was read. */
  address: string;
  textOf: (record: R) => T;
  /** What is sent; the text itself when absent. */
  bodyOf?: (text: T) => object;
  /** A text that need not be sent to be refused: the fields say why. */
  incomplete?: (text: T) => boolean;
  /** How the two versions are shown beside one another. */
  fields: (theirs: R) => ConflictField<T>[];
  /** Puts right what belongs together after fields of both were chosen. */
  settle?: (chosen: T, mine: T, theirs: R) => T;
  /** Words of the button; 保存 when absent. */
  save?: string;
  /** What is announced when it is saved. */
  saved?: string;
  class?: string;
  onSaved: (record: R) => void;
  /** Leaves the form; without it the form is always there, and its buttons wait for a change. */
  onClose?: () => void;
  children: (editing: Editing<T>) => ComponentChildren;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Changes a record: what is typed survives on the device, and of two people the second sees the first's text and chooses. */
export function EditRecord<R extends { version: number }, T extends object>(props: EditRecordProps<R, T>) {
  const { record, address, textOf, onSaved, onClose } = props;
  const stateOf = (one: R) => ({ text: textOf(one), version: one.version });
  const draft = useDraft(props.draft, stateOf(record));
  const { text, version } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [theirs, setTheirs] = useState<R>();
  const dirty = !same(text, textOf(record));
  useLeaveGuard(dirty);

  const save = async (chosen: T, at: number) => {
    setTried(true);
    if (props.incomplete?.(chosen)) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<R>("PUT", address, { ...(props.bodyOf?.(chosen) ?? chosen), version: at });
      draft.clear(stateOf(saved));
      announce(props.saved ?? "已保存");
      onSaved(saved);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "conflict" && error.current) setTheirs(error.current as R);
      else setProblem(error);
    }
    setBusy(false);
  };
  return (
    <form
      class={props.class ?? "card stack form-card"}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save(text, version);
      }}
    >
      {props.children({ text, problem, tried, onInput: (next) => draft.set({ text: next, version }) })}
      <div class="toolbar">
        <Button submit busy={busy} disabled={!onClose && !dirty}>
          {props.save ?? "保存"}
        </Button>
        {(onClose || dirty) && (
          <Button
            kind="plain"
            onClick={() => {
              draft.clear(stateOf(record));
              onClose?.();
            }}
          >
            不改了
          </Button>
        )}
      </div>
      {theirs && (
        <Conflict
          mine={text}
          theirs={textOf(theirs)}
          fields={props.fields(theirs)}
          onClose={() => setTheirs(undefined)}
          onChoose={(chosen) => {
            const merged = props.settle?.(chosen, text, theirs) ?? chosen;
            draft.set({ text: merged, version: theirs.version });
            setTheirs(undefined);
            void save(merged, theirs.version);
          }}
        />
      )}
    </form>
  );
}
