import "./notes.css";
import { useEffect, useState } from "preact/hooks";
import { countCharacters } from "../../../functions/notes/count.ts";
import { useObservable } from "../shell/observable.ts";
import { keepOnDevice } from "../shell/offline.ts";
import { useOnline } from "../shell/online.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Screen } from "../shell/states.tsx";
import { MonthNav, monthName, NotesOfMonth, useMonth } from "./month-list.tsx";
import { kindNames, titleOf, today } from "./note-values.ts";
import { keptWritings, sendKept, sentCount } from "./send-kept.ts";

/** What was written without a line, until the server has it. */
function OnDevice() {
  const online = useOnline();
  const waiting = keptWritings();
  if (waiting.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="on-device">
      <h2 id="on-device">存在本机</h2>
      <p class="muted small">{online ? "正在保存到系统。如果一直留在这里，请点开看一下。" : "网络恢复后自动保存到系统，不用再做什么。"}</p>
      <ul class="plain-list stack">
        {waiting.map(({ name, writing: { values } }) => (
          <li key={name} class="card">
            <a class="note-link" href={href(`/notes/${name}`)}>
              {titleOf(values)}
            </a>
            <p class="muted small">
              {values.day} · {kindNames[values.kind]} · {countCharacters(values.text)} 字 <span class="badge amber">存在本机</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `#/notes?month=2026-11`: one's own notes. */
export default function NotesScreen({ query }: ScreenProps) {
  const month = /^20\d{2}-(0[1-9]|1[0-2])$/.test(query["month"] ?? "") ? query["month"]! : today().slice(0, 7);
  const round = useObservable(sentCount);
  const [, draw] = useState(0);
  const from = useMonth(month, undefined, round);
  useEffect(() => {
    // The page to write on is fetched while there is a line, and kept for when there is none.
    void import("./editor-screen.tsx").then(keepOnDevice, () => undefined);
    void sendKept().then(() => draw((count) => count + 1));
  }, []);
  return (
    <Screen
      title="学习笔记"
      actions={
        <>
          <a class="button plain" href={href(`/notes/print/${month.slice(0, 4)}`)}>
            打印全年
          </a>
        </>
      }
    >
      <div class="note-new">
        <a class="button main" href={href("/notes/new")}>
          写学习笔记
        </a>
        <a class="button plain" href={href("/notes/new", { kind: "reflection" })}>
          写学习心得
        </a>
      </div>
      <OnDevice />
      <MonthNav path="/notes" month={month} />
      <NotesOfMonth from={from} month={month} empty={`${monthName(month)}还没有笔记`} />
    </Screen>
  );
}
