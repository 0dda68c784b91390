import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import { ApiProblem } from "../shell/api.ts";
import type { FirstSave, SaverPorts, SaveState } from "./editor-save-state.ts";
import { emptyValues, missing, sameValues, sendable, valuesOf, wrongField, type Values } from "./editor-values.ts";

/** Milliseconds: after the last keystroke, at the latest, and between tries while the line is down. */
const PAUSE = 2000;
const LATEST = 10_000;
const RETRY = 10_000;
const AWAY = new Set(["offline", "unavailable", "too-many", "internal"]);
const CLOSED = new Set(["illegal-step", "forbidden", "not-found"]);

/**
 * Saves one material while it is being written. Everything that changes the record goes through here one after the other, since every
 * change needs the version that the one before it made.
 */
export class Saver {
  record: MaterialRecord | undefined;
  state: SaveState = { kind: "untouched" };
  /** What is written now. */
  mine: Values;
  /** What the server holds of it. */
  base: Values;
  firstSave: FirstSave | undefined;
  #ports: SaverPorts;
  #tail: Promise<unknown> = Promise.resolve();
  #callOff: (() => void) | undefined;
  #changedSince: number | undefined;
  /** What was sent since the last answer: any of it may have arrived all the same. */
  #unanswered: Values[] = [];
  #stopped = false;

  constructor(ports: SaverPorts, record: MaterialRecord | undefined, values?: Values, firstSave?: FirstSave) {
    this.#ports = ports;
    this.record = record;
    this.base = record ? valuesOf(record) : emptyValues;
    this.mine = values ?? this.base;
    this.firstSave = firstSave;
    if (record) this.state = { kind: "saved", at: record.updatedAt };
  }

  /** Also while it is unknown what the server holds: what was taken back again since a lost answer has to be sent too. */
  get dirty(): boolean {
    return this.#unanswered.length > 0 || !sameValues(sendable(this.mine, this.base), this.base);
  }

  change(values: Values): void {
    this.mine = values;
    if (this.state.kind === "conflict" || this.state.kind === "closed") return this.#ports.changed();
    this.#schedule();
  }

  /** Saves at once. @returns whether the server now holds everything */
  async flush(): Promise<boolean> {
    this.#callOff?.();
    return this.#next(() => this.#save());
  }

  /**
   * A change of the record that is no change of its text, such as an attachment; a new draft is saved first.
   * @throws ApiProblem; Error "incomplete" while the draft cannot be saved
   */
  async run(task: (record: MaterialRecord) => Promise<MaterialRecord>): Promise<MaterialRecord> {
    return this.#next(async () => {
      if (!this.record) await this.#save();
      if (!this.record) throw this.#reason();
      try {
        this.#take(await task(this.record));
      } catch (problem) {
        if (!this.#rebased(problem)) throw problem;
        this.#take(await task(this.record));
      }
      this.#ports.changed();
      return this.record;
    });
  }

  /** After a conflict: goes on from the record as it is now with what the person has chosen. */
  resolve(current: MaterialRecord, chosen: Values): void {
    this.record = current;
    this.base = valuesOf(current);
    this.#unanswered = [];
    this.mine = chosen;
    this.#to(this.dirty ? { kind: "waiting" } : { kind: "saved", at: current.updatedAt });
    void this.flush();
  }

  /** Found on the device: written on an older state of the record than the server's, whose text has changed since. */
  meet(current: MaterialRecord): void {
    this.#to({ kind: "conflict", current });
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff?.();
  }

  #next<T>(job: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(job, job);
    this.#tail = run.catch(() => undefined);
    return run;
  }

  #to(state: SaveState): void {
    this.state = state;
    this.#ports.changed();
  }

  #take(record: MaterialRecord): void {
    this.record = record;
  }

  #schedule(): void {
    const now = this.#ports.now();
    this.#changedSince ??= now;
    this.#callOff?.();
    const wait = Math.max(0, Math.min(PAUSE, this.#changedSince + LATEST - now));
    this.#callOff = this.#ports.later(wait, () => void this.flush());
    if (this.state.kind !== "saving") this.#to(this.#unsaved() ?? { kind: "waiting" });
  }

  /** Why nothing is sent, if so. */
  #unsaved(): SaveState | undefined {
    if (!this.dirty) return this.record ? { kind: "saved", at: this.record.updatedAt } : { kind: "untouched" };
    const absent = missing(this.mine);
    if (absent) return { kind: "incomplete", missing: absent };
    const wrong = wrongField(this.mine);
    return wrong?.field === "body" ? { kind: "wrong", sentence: wrong.sentence } : undefined;
  }

  #reason(): Error {
    if (this.state.kind === "refused" || this.state.kind === "closed") return this.state.problem as Error;
    return this.state.kind === "offline" ? new ApiProblem({ code: "offline" }) : new Error("incomplete");
  }

  async #save(): Promise<boolean> {
    this.#changedSince = undefined;
    // What is typed while a request is under way is sent by the next one, at once.
    for (let tries = 0; tries < 5 && !this.#stopped; tries++) {
      if (this.state.kind === "conflict" || this.state.kind === "closed") return false;
      const reason = this.#unsaved();
      if (reason && !this.firstSave) {
        this.#to(reason);
        return !this.dirty;
      }
      this.#to({ kind: "saving" });
      try {
        await this.#send();
      } catch (problem) {
        if (!this.#rebased(problem)) return this.#failed(problem);
      }
    }
    if (!this.#stopped) this.#schedule();
    return false;
  }

  async #send(): Promise<void> {
    if (!this.record) {
      this.firstSave ??= { key: this.#ports.newKey(), input: sendable(this.mine, this.base) };
      const { key, input } = this.firstSave;
      this.#take(await this.#ports.create(input, key));
      this.firstSave = undefined;
      this.base = input;
      return;
    }
    const input = sendable(this.mine, this.base);
    this.#unanswered.push(input);
    this.#take(await this.#ports.update(this.record.id, input, this.record.version));
    this.#unanswered = [];
    this.base = input;
  }

  /** A conflict that is none: only attachments have changed, or it is our own save whose answer was lost. */
  #rebased(problem: unknown): boolean {
    if (!(problem instanceof ApiProblem) || problem.code !== "conflict" || !problem.current) return false;
    const current = problem.current as MaterialRecord;
    const theirs = valuesOf(current);
    const ours = [this.base, this.mine, ...this.#unanswered].some((values) => sameValues(theirs, values));
    if (current.state !== "draft") {
      this.#to({ kind: "closed", problem: new ApiProblem({ code: "illegal-step" }, 409) });
      return false;
    }
    if (!ours) {
      this.#to({ kind: "conflict", current });
      return false;
    }
    this.record = current;
    this.base = theirs;
    // Whatever else was sent is too late now: it asks for a version that is past.
    this.#unanswered = [];
    return true;
  }

  #failed(problem: unknown): false {
    if (this.state.kind === "conflict" || this.state.kind === "closed") return false;
    const code = problem instanceof ApiProblem ? problem.code : "internal";
    if (AWAY.has(code)) {
      const wait = problem instanceof ApiProblem && problem.retryAfter > 0 ? problem.retryAfter * 1000 : RETRY;
      this.#callOff = this.#ports.later(wait, () => void this.flush());
      this.#to({ kind: "offline" });
    } else {
      // An answer all the same: it was not taken, and the key is free for what will be written instead.
      this.firstSave = undefined;
      this.#unanswered.pop();
      this.#to({ kind: CLOSED.has(code) ? "closed" : "refused", problem });
    }
    return false;
  }
}
