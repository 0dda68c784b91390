import type { Note, NoteInput } from "../../../functions/notes/contract.ts";
import { contains, mergeNotes, type MergedNote } from "../../../functions/notes/merge.ts";
import { same } from "../../../functions/notes/content.ts";
import { ApiProblem } from "../shell/api.ts";
import { valuesOf, type Writing } from "./note-values.ts";

export type SaveState =
  | { kind: "untouched" }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "saved"; at: string }
  | { kind: "offline" }
  | { kind: "refused"; problem: unknown }
  | { kind: "conflict"; current: Note; ancestor: NoteInput }
  /** Deleted on another device, or no longer ours. */
  | { kind: "gone" };

export interface SaverPorts {
  create: (input: NoteInput) => Promise<Note>;
  update: (id: string, input: NoteInput, version: number, keep: boolean) => Promise<Note>;
  now: () => number;
  /** @returns the way to call it off */
  later: (wait: number, run: () => void) => () => void;
  /** State, record or values have changed. */
  changed: () => void;
  /** What another device wrote has been merged into the values. */
  merged: () => void;
}

/** Milliseconds: after the last keystroke, at the latest, and between tries while the line is down. */
const PAUSE = 1500;
const LATEST = 8000;
const RETRY = 10_000;
const AWAY = new Set(["offline", "unavailable", "too-many", "internal", "unauthenticated"]);
/** Of what was not answered the first have most likely arrived, and the last. */
const bounded = (sent: NoteInput[]): NoteInput[] => (sent.length > 6 ? [...sent.slice(0, 2), ...sent.slice(-4)] : sent);

/**
 * Saves one note while it is being written on this device. What another device has saved meanwhile is merged by paragraph; only where both
 * changed the same place it stops and asks. Nothing is ever dropped that the server does not hold, in the note or as a kept version.
 */
export class NoteSaver {
  record: Note | undefined;
  state: SaveState = { kind: "untouched" };
  writing: Writing;
  #ports: SaverPorts;
  #tail: Promise<unknown> = Promise.resolve();
  #callOff: (() => void) | undefined;
  #changedSince: number | undefined;
  #stopped = false;
  #id: string | undefined;

  /** @param id of the note, when the server knows it; the record itself may be out of reach */
  constructor(ports: SaverPorts, writing: Writing, id?: string, record?: Note) {
    this.#ports = ports;
    this.writing = writing;
    this.#id = id;
    this.record = record;
    if (record) this.state = { kind: "saved", at: record.updatedAt };
  }

  get values(): NoteInput {
    return this.writing.values;
  }

  /** Whether there is anything that the server does not hold for sure. */
  get pending(): boolean {
    const { values, base, sent, firstSave, aside } = this.writing;
    // What was taken back again since a lost answer has to be sent too: the server may hold the other.
    return firstSave !== undefined || aside !== undefined || sent.length > 0 || !same(values, base);
  }

  change(values: NoteInput): void {
    this.writing = { ...this.writing, values };
    if (this.state.kind === "conflict" || this.state.kind === "gone") return this.#ports.changed();
    const now = this.#ports.now();
    this.#changedSince ??= now;
    this.#callOff?.();
    this.#callOff = this.#ports.later(Math.max(0, Math.min(PAUSE, this.#changedSince + LATEST - now)), () => void this.flush());
    if (this.state.kind === "saving") this.#ports.changed();
    else this.#to({ kind: this.pending ? "waiting" : "untouched" });
  }

  /** Brings an earlier version back; the present text is kept as a version. */
  restore(values: NoteInput): void {
    this.writing = { ...this.writing, keep: true };
    this.change(values);
  }

  /** Saves at once. @returns whether the server now holds everything */
  async flush(): Promise<boolean> {
    this.#callOff?.();
    const job = () => this.#save();
    const run = this.#tail.then(job, job);
    this.#tail = run.catch(() => undefined);
    return run;
  }

  /** A change of the note by another route, such as the offer: everything is saved first. @throws what the task throws */
  async run(task: (record: Note) => Promise<Note>): Promise<void> {
    if (!(await this.flush()) || !this.record) throw new ApiProblem({ code: "offline" });
    this.record = await task(this.record);
    this.writing = { ...this.writing, version: this.record.version };
    this.#to({ kind: "saved", at: this.record.updatedAt });
  }

  /** The note as the server has it now: found when it was opened, or told by a conflict. */
  meet(current: Note): void {
    const { values, base, sent, firstSave } = this.writing;
    const theirs = valuesOf(current);
    const own = [...(firstSave ? [firstSave] : []), ...sent];
    this.#id = current.id;
    if (same(theirs, values) || [base, ...own].some((one) => same(theirs, one))) return this.#settle(current, values);
    // A save of ours whose answer was lost, and on which another device has gone on.
    const ancestor = own.reverse().find(({ text }) => text !== "" && contains(theirs.text, text)) ?? base;
    const merged = mergeNotes(ancestor, values, theirs);
    if (!merged.clean) return this.#to({ kind: "conflict", current, ancestor });
    this.#settle(current, merged.mine);
    this.#ports.merged();
  }

  /** Both sides of the open conflict, with all that could be merged in each. */
  proposal(): MergedNote | undefined {
    if (this.state.kind !== "conflict") return undefined;
    return mergeNotes(this.state.ancestor, this.values, valuesOf(this.state.current));
  }

  /** After a conflict: goes on with what the person has chosen; what was not chosen is kept as a version. */
  resolve(chosen: NoteInput): void {
    const both = this.proposal();
    if (!both || this.state.kind !== "conflict") return;
    const { current } = this.state;
    this.#settle(current, chosen);
    this.writing = { ...this.writing, keep: true, ...(same(chosen, both.mine) ? {} : { aside: both.mine }) };
    this.#to({ kind: "waiting" });
    void this.flush();
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff?.();
  }

  #settle(current: Note, values: NoteInput): void {
    this.record = current;
    this.writing = { ...this.writing, values, base: valuesOf(current), version: current.version, sent: [], firstSave: undefined };
    this.#to(this.pending ? { kind: "waiting" } : { kind: "saved", at: current.updatedAt });
  }

  #to(state: SaveState): void {
    this.state = state;
    this.#ports.changed();
  }

  async #save(): Promise<boolean> {
    this.#changedSince = undefined;
    // What is typed while a request is under way, and what was merged, is sent by the next one at once.
    for (let tries = 0; tries < 6 && !this.#stopped; tries += 1) {
      if (this.state.kind === "conflict" || this.state.kind === "gone") return false;
      if (!this.pending) {
        this.#to(this.record ? { kind: "saved", at: this.record.updatedAt } : { kind: "untouched" });
        return true;
      }
      this.#to({ kind: "saving" });
      try {
        await this.#send();
      } catch (problem) {
        if (!this.#met(problem)) return this.#failed(problem);
      }
    }
    if (!this.#stopped) this.#callOff = this.#ports.later(PAUSE, () => void this.flush());
    return false;
  }

  async #send(): Promise<void> {
    if (this.#id === undefined) {
      const input = (this.writing.firstSave ??= this.values);
      const record = await this.#ports.create(input);
      this.#id = record.id;
      // The same key may have begun it long ago, and others gone on.
      if (same(valuesOf(record), input)) this.#answered(record, input);
      else this.meet(record);
      return;
    }
    const { values, aside, version, keep = false, sent } = this.writing;
    const input = aside ?? values;
    this.writing = { ...this.writing, sent: bounded([...sent, input]) };
    this.#ports.changed();
    this.#answered(await this.#ports.update(this.#id, input, version, keep), input);
  }

  #answered(record: Note, input: NoteInput): void {
    this.record = record;
    const { values, aside, keep } = this.writing;
    const next: Writing = { values, base: input, version: record.version, sent: [] };
    // After the version that was set aside comes the chosen one, which keeps it.
    this.writing = aside ? { ...next, keep } : next;
  }

  #met(problem: unknown): boolean {
    if (!(problem instanceof ApiProblem) || !problem.current) return false;
    if (problem.code !== "conflict" && problem.code !== "idempotency-mismatch") return false;
    this.meet(problem.current as Note);
    return true;
  }

  #failed(problem: unknown): false {
    const code = problem instanceof ApiProblem ? problem.code : "internal";
    if (AWAY.has(code)) {
      const wait = problem instanceof ApiProblem && problem.retryAfter > 0 ? problem.retryAfter * 1000 : RETRY;
      if (!this.#stopped) this.#callOff = this.#ports.later(wait, () => void this.flush());
      this.#to({ kind: "offline" });
    } else if (code === "not-found") this.#to({ kind: "gone" });
    else {
      // An answer all the same: nothing arrived, and the key is free for what will be written instead.
      this.writing = { ...this.writing, firstSave: undefined, sent: this.writing.sent.slice(0, -1) };
      this.#to({ kind: "refused", problem });
    }
    return false;
  }
}
