import type { Note } from "../../../functions/notes/contract.ts";
import { api, newKey } from "../shell/api.ts";
import { NoteSaver, type SaverPorts } from "./note-saver.ts";
import { keyOfNew, type Writing } from "./note-values.ts";

/** This page, as the server tells the devices apart on which a note is written. */
const device = newKey();

type Told = Pick<SaverPorts, "changed" | "merged">;

/** A saver on the API for the note of this name: its id, or `new-<key>` before the server knows it. */
export function openSaver(name: string, writing: Writing, told: Told, record?: Note): NoteSaver {
  const key = keyOfNew(name);
  const ports: SaverPorts = {
    ...told,
    create: (input) => api<Note>("POST", "/api/staff/notes", { ...input, device }, { key }),
    update: (id, input, version, keep) => api<Note>("PUT", `/api/staff/notes/${id}`, { ...input, device, version, keep }),
    now: () => Date.now(),
    later: (wait, run) => {
      const timer = window.setTimeout(run, wait);
      return () => window.clearTimeout(timer);
    },
  };
  return new NoteSaver(ports, writing, key === undefined ? name : undefined, record);
}
