import { useEffect, useRef, useState } from "preact/hooks";
import type { Note, NoteInput } from "../../../functions/notes/contract.ts";
import { announce } from "../shell/announce.tsx";
import { keepDraft, useDraft } from "../shell/drafts.ts";
import { whenBack } from "../shell/online.ts";
import { rename } from "../shell/router.ts";
import type { NoteSaver } from "./note-saver.ts";
import { DRAFTS, mergedWords, type Writing } from "./note-values.ts";
import { openSaver } from "./open-saver.ts";
import { inEditor, sentCount, watchKept } from "./send-kept.ts";

/**
 * The saver of the open editor. Everything that the server does not hold is kept on the device under the note's name; from its first save
 * on the address names the note by its id, and the open screen stays as it is.
 */
export function useNoteSaver(firstName: string, writing: Writing, record: Note | undefined): NoteSaver {
  const [, draw] = useState(0);
  const [name, setName] = useState(firstName);
  const onChanged = useRef<() => void>(() => {});
  const [saver] = useState(() =>
    openSaver(
      firstName,
      writing,
      {
        changed: () => onChanged.current(),
        merged: () => announce(mergedWords),
      },
      record,
    ),
  );
  const draft = useDraft<Writing | null>(DRAFTS + name, null);
  onChanged.current = () => {
    const id = saver.record?.id;
    if (id && id !== name) {
      draft.clear(null);
      rename(`/notes/${id}`);
      inEditor.add(id);
      setName(id);
    } else if (saver.pending) draft.set(saver.writing);
    else draft.clear(null);
    draw((count) => count + 1);
  };
  // What was typed during the first save is kept under the new name.
  useEffect(() => {
    if (saver.pending) draft.set(saver.writing);
  }, [name]);

  useEffect(() => {
    inEditor.add(firstName);
    watchKept();
    if (record && record.version !== writing.version) saver.meet(record);
    if (saver.pending) void saver.flush();
    const stopWaiting = whenBack(() => void saver.flush());
    return () => {
      stopWaiting();
      // The address is another screen's from now on.
      onChanged.current = () => {};
      void leave(saver, firstName);
    };
  }, []);
  return saver;
}

/** Leaving sends the last words off; should that fail, they are on the device. */
async function leave(saver: NoteSaver, firstName: string): Promise<void> {
  await saver.flush();
  saver.stop();
  const name = saver.record?.id ?? firstName;
  if (name !== firstName) keepDraft(DRAFTS + firstName, undefined);
  keepDraft(DRAFTS + name, saver.pending ? saver.writing : undefined);
  inEditor.delete(firstName);
  inEditor.delete(name);
  sentCount.set(sentCount.get() + 1);
}

/** @returns the way to change one or more fields */
export const changer = (saver: NoteSaver) => (patch: Partial<NoteInput>) => saver.change({ ...saver.values, ...patch });
