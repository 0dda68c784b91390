import type { Note } from "../../../functions/notes/contract.ts";
import { href } from "../shell/router.ts";
import { useMe } from "../shell/session.ts";
import { Screen } from "../shell/states.tsx";
import { kindNames, titleOf } from "./note-values.ts";

export function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line, place) => (
          <p key={place}>{line}</p>
        ))}
    </>
  );
}

/** Somebody else's note, for the lead of the 组室 and the director. */
export function Reading({ note }: { note: Note }) {
  const person = useMe();
  const month = note.day.slice(0, 7);
  return (
    <Screen
      title={titleOf(note)}
      note={`${note.byName} · ${kindNames[note.kind]} · ${note.day} · ${note.characters} 字`}
      actions={
        <a class="button plain" href={href(`/notes/people/${note.by}`, { month })}>
          返回
        </a>
      }
    >
      <article class="card note-reading">
        {note.about && <p class="muted">关于《{note.about.title}》</p>}
        {note.ties.length > 0 && <p class="muted">结合{note.ties.join("、")}</p>}
        <Paragraphs text={note.text} />
        {note.text.trim() === "" && <p class="muted">还没有写正文。</p>}
      </article>
      {note.by !== person.id && <p class="muted small">学习笔记只有本人、本组室负责人和部领导能看；您的这次查看已记入审计日志。</p>}
    </Screen>
  );
}
