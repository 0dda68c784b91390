import "./notes.css";
import { useState } from "preact/hooks";
import type { About, Note } from "../../../functions/notes/contract.ts";
import { api, ApiProblem, newKey } from "../shell/api.ts";
import { href, rename } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, NoPermission, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Editor } from "./editor.tsx";
import { emptyNote, keyOfNew, newName, newWriting, valuesOf, type Writing } from "./note-values.ts";
import { Reading } from "./reading.tsx";
import { keptWritings } from "./send-kept.ts";

/** `#/notes/new?about=task&id=…&title=…&kind=reflection` and `#/notes/:id`; what is not on the server yet is `#/notes/new-<key>`. */
export default function EditorScreen({ params, query }: ScreenProps) {
  const id = params["id"];
  if (id === undefined) return <Begin query={query} />;
  return keyOfNew(id) === undefined ? <Existing id={id} /> : <Waiting name={id} />;
}

const kept = (name: string) => keptWritings().find((one) => one.name === name)?.writing;

function aboutOf({ about, id = "", title = "" }: Record<string, string>): About | null {
  return about === "material" || about === "task" || about === "lecture" ? { kind: about, id, title: title.trim().slice(0, 200) } : null;
}

function Begin({ query }: { query: Record<string, string> }) {
  const [begun] = useState(() => {
    const name = newName(newKey());
    // A reload finds what was written under this address.
    rename(`/notes/${name}`);
    const kind = query["kind"] === "reflection" ? "reflection" : "note";
    return { name, writing: newWriting(emptyNote({ kind, about: aboutOf(query) })) };
  });
  return <Editor {...begun} />;
}

/** Written without a line, and not sent yet. */
function Waiting({ name }: { name: string }) {
  const [writing] = useState(() => kept(name));
  if (writing) return <Editor name={name} writing={writing} />;
  return (
    <Screen title="学习笔记">
      <Empty
        title="本机没有这篇还没保存的笔记"
        hint="写过的内容已经保存到系统，在列表里。"
        action={
          <a class="button plain" href={href("/notes")}>
            看学习笔记
          </a>
        }
      />
    </Screen>
  );
}

async function load(id: string, signal: AbortSignal): Promise<{ record?: Note; writing?: Writing | undefined }> {
  const writing = kept(id);
  try {
    return { record: await api<Note>("GET", `/api/staff/notes/${id}`, undefined, { signal }), writing };
  } catch (problem) {
    // What was being written goes on without a line, and when the note has been deleted elsewhere.
    if (writing && problem instanceof ApiProblem && ["offline", "unavailable", "not-found"].includes(problem.code)) return { writing };
    throw problem;
  }
}

function Existing({ id }: { id: string }) {
  const person = useMe();
  const from = useLoad((signal) => load(id, signal), [id]);
  if (!from.value)
    return (
      <Screen title="学习笔记">
        <Load from={from}>{() => null}</Load>
      </Screen>
    );
  const { record, writing } = from.value;
  if (record && record.by !== person.id) return <Reading note={record} />;
  if (!can(person, "cadre", "lead")) return record ? <Reading note={record} /> : <NoPermission />;
  const own = record && { values: valuesOf(record), base: valuesOf(record), version: record.version, sent: [] };
  return <Editor key={id} name={id} writing={writing ?? own!} record={record} />;
}
