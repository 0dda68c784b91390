import fc from "fast-check";
import { expect, test } from "vitest";
import type { MonthCounts, Note, NoteInput } from "../../functions/notes/contract.ts";
import { countCharacters } from "../../functions/notes/count.ts";
import { newColumn } from "../support/column.ts";
import { notesOf, OTHER } from "./support.ts";

const day = fc.constantFrom("2026-01-31", "2026-02-01", "2026-12-31", "2027-01-01");
const change = fc.record({ day, kind: fc.constantFrom("note" as const, "reflection" as const), text: fc.string({ maxLength: 12 }) });
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant("create" as const), change, at: fc.nat(9) }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constantFrom("save" as const, "save-elsewhere" as const), change, at: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom("delete" as const, "stale" as const), change, at: fc.nat(9) }) },
);

function recount(notes: Iterable<NoteInput>, year: string): MonthCounts[] {
  const months = new Map<string, MonthCounts>();
  for (const { day: written, kind, text } of notes) {
    const month = written.slice(0, 7);
    if (!month.startsWith(year)) continue;
    const sum = months.get(month) ?? { month, notes: 0, noteCharacters: 0, reflections: 0, reflectionCharacters: 0 };
    if (kind === "note") months.set(month, { ...sum, notes: sum.notes + 1, noteCharacters: sum.noteCharacters + countCharacters(text) });
    else
      months.set(month, {
        ...sum,
        reflections: sum.reflections + 1,
        reflectionCharacters: sum.reflectionCharacters + countCharacters(text),
      });
  }
  return [...months.values()].toSorted((a, b) => (a.month < b.month ? -1 : 1));
}

test("the counters equal the recount after any history of changes and deletions", async () => {
  const column = await newColumn();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const cookie = await column.signIn(["cadre"]);
      const [here, elsewhere] = [notesOf(column, cookie), notesOf(column, cookie, OTHER)];
      const notes: Note[] = [];
      for (const { does, change: content, at } of steps) {
        const place = at % Math.max(1, notes.length);
        const note = notes[place];
        if (does === "create" || !note) notes.push((await here.create(content)).body);
        else if (does === "delete") {
          await here.remove(note);
          notes.splice(place, 1);
        } else if (does === "stale") expect((await here.save({ ...note, version: note.version + 1 }, content)).status).toBe(409);
        else notes[place] = (await (does === "save" ? here : elsewhere).save(note, content)).body;
      }
      for (const year of ["2026", "2027"]) {
        const { body } = await here.call<{ months: MonthCounts[] }>("GET", `/figures?year=${year}`);
        expect(body.months).toEqual(recount(notes, year));
      }
    }),
    { numRuns: 40 },
  );
});

test("two saves at once: one is refused and the counts follow the other", async () => {
  const column = await newColumn();
  const cookie = await column.signIn(["cadre"]);
  const [here, elsewhere] = [notesOf(column, cookie), notesOf(column, cookie, OTHER)];
  const { body: note } = await here.create();
  const answers = await Promise.all([here.save(note, { text: "一" }), elsewhere.save(note, { text: "二二" })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const { body: stored } = await here.read(note.id);
  const { body } = await here.call<{ months: MonthCounts[] }>("GET", "/figures?year=2026");
  expect(body.months[0]!.noteCharacters).toBe(stored.characters);
});
