import "./notes.css";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Screen } from "../shell/states.tsx";
import { MonthNav, monthName, NotesOfMonth, useMonth } from "./month-list.tsx";
import { today } from "./note-values.ts";

/** `#/notes/people/:person?month=2026-11`: titles and 字数 of one person's notes. */
export default function PersonScreen({ params, query }: ScreenProps) {
  const person = params["person"]!;
  const month = /^20\d{2}-(0[1-9]|1[0-2])$/.test(query["month"] ?? "") ? query["month"]! : today().slice(0, 7);
  const from = useMonth(month, person, 0);
  const figures = from.value?.figures;
  const year = month.slice(0, 4);
  return (
    <Screen
      title={figures ? `${figures.name}的学习笔记` : "学习笔记"}
      note={figures?.office}
      actions={
        <>
          <a class="button plain" href={href("/notes/people", { year })}>
            返回
          </a>
          <a class="button plain" href={href(`/notes/print/${year}`, { person })}>
            打印全年
          </a>
        </>
      }
    >
      <MonthNav path={`/notes/people/${person}`} month={month} />
      <NotesOfMonth from={from} month={month} person={person} empty={`${monthName(month)}没有笔记`} />
      <p class="muted small">打开一篇笔记会记入审计日志。</p>
    </Screen>
  );
}
