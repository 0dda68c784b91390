import "./notes.css";
import "./print.css";
import { useEffect } from "preact/hooks";
import type { Note, NoteFigures, NoteTexts } from "../../../functions/notes/contract.ts";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import type { ScreenProps } from "../shell/screens.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { kindNames, titleOf } from "./note-values.ts";
import { grouped, sumOf } from "./progress.tsx";
import { Paragraphs } from "./reading.tsx";

interface Booklet {
  figures: NoteFigures;
  notes: Note[];
}

/** Month by month, so that no answer holds a whole year's texts. */
async function load(year: string, person: string | undefined, signal: AbortSignal): Promise<Booklet> {
  const of = person ? `&person=${person}` : "";
  const figures = await api<NoteFigures>("GET", `/api/staff/notes/figures?year=${year}${of}`, undefined, { signal });
  const notes: Note[] = [];
  for (const { month } of figures.months) {
    const pages: Note[] = [];
    let cursor = "";
    do {
      const path = `/api/staff/notes/texts?month=${month}${of}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = await api<NoteTexts>("GET", path, undefined, { signal });
      pages.push(...page.items);
      cursor = page.cursor ?? "";
    } while (cursor);
    // Lists begin with the latest, a booklet with the first.
    notes.push(...pages.reverse());
  }
  return { figures, notes };
}

function Contents({ figures, notes }: Booklet) {
  const sum = sumOf(figures.months);
  return (
    <>
      <section class="booklet-cover">
        <p class="booklet-name">学习笔记</p>
        <p>{figures.year} 年</p>
        <p>{figures.office}</p>
        <p>{figures.name}</p>
        <p class="booklet-sum">
          笔记 {sum.notes} 篇 {grouped(sum.noteCharacters)} 字，心得 {sum.reflections} 篇 {grouped(sum.reflectionCharacters)} 字
        </p>
      </section>
      <section class="booklet-contents" aria-labelledby="booklet-contents">
        <h2 id="booklet-contents">目录</h2>
        <ol>
          {notes.map((note) => (
            <li key={note.id}>
              <span>{titleOf(note)}</span>
              <span>{note.day}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

/** `#/notes/print/:year?person=…`: a year of notes as a booklet on A4. */
export default function PrintScreen({ params, query }: ScreenProps) {
  const year = params["year"]!;
  const person = query["person"];
  useEffect(() => {
    document.documentElement.classList.add("booklet-open");
    return () => document.documentElement.classList.remove("booklet-open");
  }, []);
  const from = useLoad((signal) => load(year, person, signal), [year, person]);
  return (
    <Screen
      title={`${year} 年学习笔记`}
      note={person ? "您的查看已记入审计日志。" : "封面、目录和全年笔记，用 A4 纸打印。"}
      actions={<Button onClick={() => window.print()}>打印</Button>}
    >
      <Load from={from}>
        {(booklet) =>
          booklet.notes.length === 0 ? (
            <Empty title={`${year} 年没有笔记`} />
          ) : (
            <div class="booklet">
              <Contents {...booklet} />
              {booklet.notes.map((note) => (
                <article key={note.id}>
                  <h2>{titleOf(note)}</h2>
                  <p class="booklet-facts">
                    {kindNames[note.kind]}　{note.day}　{note.characters} 字
                  </p>
                  {note.about && <p class="booklet-facts">关于《{note.about.title}》</p>}
                  <Paragraphs text={note.text} />
                </article>
              ))}
            </div>
          )
        }
      </Load>
    </Screen>
  );
}
