import { useState } from "preact/hooks";
import type { KeptList, KeptNote, Note } from "../../../functions/notes/contract.ts";
import { contentOf } from "../../../functions/notes/content.ts";
import { api } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button, FormError } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import type { NoteSaver } from "./note-saver.ts";
import { titleOf } from "./note-values.ts";
import { Paragraphs } from "./reading.tsx";

interface VersionsProps {
  saver: NoteSaver;
  note: Note;
  onClose: () => void;
}

/** What was overwritten, newest first; any of it can be read and brought back. The present text is kept then. */
export function VersionsDialog({ saver, note, onClose }: VersionsProps) {
  const list = useLoad((signal) => api<KeptList>("GET", `/api/staff/notes/${note.id}/versions`, undefined, { signal }), [note.id]);
  const [shown, setShown] = useState<KeptNote>();
  const [problem, setProblem] = useState<unknown>();
  const show = async (number: number) => {
    setProblem(undefined);
    try {
      setShown(await api<KeptNote>("GET", `/api/staff/notes/${note.id}/versions/${number}`));
    } catch (error) {
      setProblem(error);
    }
  };
  if (shown)
    return (
      <Dialog
        title={`${dateTime(shown.at)} 的版本`}
        wide
        onClose={onClose}
        actions={
          <>
            <Button kind="plain" onClick={() => setShown(undefined)}>
              看别的版本
            </Button>
            <Button
              onClick={() => {
                saver.restore(contentOf(shown));
                onClose();
              }}
            >
              换回这一版
            </Button>
          </>
        }
      >
        <h3>{titleOf(shown)}</h3>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be within reach of the keyboard */}
        <article class="note-version" tabIndex={0} aria-label="这一版的正文">
          <Paragraphs text={shown.text} />
        </article>
        <p class="muted">换回后，现在的文字也会留作一个版本。</p>
      </Dialog>
    );
  return (
    <Dialog title="以前的版本" onClose={onClose}>
      <FormError problem={problem} />
      <Load from={list}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">还没有以前的版本。隔几分钟、或在另一台设备上改动时，原来的文字会自动留下一版。</p>
          ) : (
            <ul class="plain-list note-found">
              {items.map(({ number, at, characters }) => (
                <li key={number}>
                  <Button kind="quiet" onClick={() => void show(number)}>
                    {dateTime(at)}，{characters} 字
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Load>
    </Dialog>
  );
}
