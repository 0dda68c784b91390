import type { Task, TaskInput } from "../../../functions/study-tasks/contract.ts";

/** What is being written; numbers as they are typed. */
export interface TaskValues {
  title: string;
  materials: Task["materials"];
  people: Task["people"];
  offices: string[];
  units: string[];
  deadline: string;
  noteCharacters: string;
  reflections: string;
  note: string;
}

export const emptyTask: TaskValues = {
  title: "",
  materials: [],
  people: "all",
  offices: [],
  units: [],
  deadline: "",
  noteCharacters: "",
  reflections: "",
  note: "",
};

const typed = (count: number) => (count > 0 ? String(count) : "");

export const valuesOf = (task: Task): TaskValues => ({
  title: task.title,
  materials: task.materials,
  people: task.people,
  offices: task.offices,
  units: task.units.map(({ id }) => id),
  deadline: task.deadline,
  noteCharacters: typed(task.noteCharacters),
  reflections: typed(task.reflections),
  note: task.note,
});

/** Nothing typed is no target; what is no number is left to the server to refuse. */
const count = (text: string): number => (text.trim() === "" ? 0 : Number(text));

export function inputOf({ title, materials, people, offices, units, deadline, noteCharacters, reflections, note }: TaskValues): TaskInput {
  return {
    title,
    materials: materials.map(({ id }) => id),
    audience: { people, offices: people === "offices" ? offices : [], units },
    deadline,
    noteCharacters: count(noteCharacters),
    reflections: count(reflections),
    note,
  };
}
