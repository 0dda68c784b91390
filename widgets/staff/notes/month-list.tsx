import { useState } from "preact/hooks";
import type { NoteFigures, NoteLine, NoteList } from "../../../functions/notes/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import { Empty, Load } from "../shell/states.tsx";
import { Pager } from "../shell/table.tsx";
import { useLoad, type Loaded } from "../shell/use-load.ts";
import { kindNames, titleOf } from "./note-values.ts";
import { Progress } from "./progress.tsx";

/** `2026-01` and -1 → `2025-12` */
export function monthAfter(month: string, by: number): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1)).toISOString().slice(0, 7);
}
export const monthName = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`;

export interface Month {
  list: NoteList;
  figures: NoteFigures;
}

/** Titles and counts of one month, and the figures of its year. @param person somebody else's; absent for one's own */
export function useMonth(month: string, person: string | undefined, round: number): Loaded<Month> {
  return useLoad(
    async (signal) => {
      const of = person ? `&person=${person}` : "";
      const [list, figures] = await Promise.all([
        api<NoteList>("GET", `/api/staff/notes?month=${month}${of}`, undefined, { signal }),
        api<NoteFigures>("GET", `/api/staff/notes/figures?year=${month.slice(0, 4)}${of}`, undefined, { signal }),
      ]);
      return { list, figures };
    },
    [month, person, round],
  );
}

export function MonthNav({ path, month }: { path: string; month: string }) {
  return (
    <nav class="toolbar note-months" aria-label="月份">
      <a class="button plain" href={href(path, { month: monthAfter(month, -1) })}>
        上月
      </a>
      <b aria-live="polite">{monthName(month)}</b>
      <a class="button plain" href={href(path, { month: monthAfter(month, 1) })}>
        下月
      </a>
    </nav>
  );
}

export function NoteCard({ line }: { line: NoteLine }) {
  return (
    <li class="card">
      <a class="note-link" href={href(`/notes/${line.id}`)}>
        {titleOf(line)}
      </a>
      <p class="muted small">
        {line.day} · {kindNames[line.kind]} · {line.characters} 字
        {line.offered && (
          <>
            {" "}
            <span class="badge blue">已提供发表</span>
          </>
        )}
      </p>
    </li>
  );
}

interface ListProps {
  from: Loaded<Month>;
  month: string;
  person?: string | undefined;
  /** What to say when the month has none. */
  empty: string;
}

export function NotesOfMonth({ from, month, person, empty }: ListProps) {
  const [busy, setBusy] = useState(false);
  const more = async ({ list, figures }: Month) => {
    setBusy(true);
    const of = person ? `&person=${person}` : "";
    try {
      const next = await api<NoteList>("GET", `/api/staff/notes?month=${month}${of}&cursor=${encodeURIComponent(list.cursor ?? "")}`);
      from.replace({ list: { ...next, items: [...list.items, ...next.items] }, figures });
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };
  return (
    <Load from={from}>
      {(shown) => (
        <div class="stack">
          <Progress figures={shown.figures} month={month} />
          {shown.list.items.length === 0 && <Empty title={empty} />}
          <ul class="plain-list stack">
            {shown.list.items.map((line) => (
              <NoteCard key={line.id} line={line} />
            ))}
          </ul>
          <Pager more={shown.list.cursor !== undefined} busy={busy} onMore={() => void more(shown)} />
        </div>
      )}
    </Load>
  );
}
