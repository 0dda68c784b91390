import { isoTime, MINUTE } from "../platform/clock.ts";
import type { Material } from "./contract.ts";
import type { RevisionLine } from "./history.contract.ts";

/** The version that is being written: the working record holds its text until something else takes its place. */
export interface Head {
  number: number;
  /** When its first save was, and its last. */
  since: string;
  at: string;
  by: string;
  name: string;
  /** Steps that the record had when it began: later ones were taken on this text. */
  from: number;
  /** Kept versions that were thinned out again. */
  thinned: number;
  restores?: number;
  /** The audit log says already that this person wrote here. */
  logged?: boolean;
}
export type WithHead = Material & { head?: Head };

/** Saves of one person within this time are one version: the editor saves every few seconds. */
export const COALESCED = 10 * MINUTE;
/** Beyond this many kept versions the oldest on which no step was taken goes. */
export const MOST_KEPT = 200;

/** A record from before versions were kept begins with number 1. */
export function headOf({ head, createdAt, updatedAt, createdBy }: WithHead): Head {
  return head ?? { number: 1, since: createdAt, at: updatedAt, by: createdBy, name: "", from: 0, thinned: 0 };
}

export const firstHead = (who: { id: string; name?: string }, at: string): Head => ({
  number: 1,
  since: at,
  at,
  by: who.id,
  name: who.name ?? "",
  from: 0,
  thinned: 0,
  logged: true,
});

/** The line of the version that the record now holds; `title` and `characters` are the caller's. */
export function headLine(material: WithHead): Omit<RevisionLine, "title" | "characters"> {
  const { number, at, by, name, from, restores } = headOf(material);
  const steps = material.steps.slice(from).map((taken) => ({ step: taken.step, name: taken.name, at: taken.at }));
  return { number, at, by, name, steps, ...(restores === undefined ? {} : { restores }) };
}

/**
 * The head after a save by this person. The text before it is kept as a version of its own when somebody else wrote it, a step was
 * taken on it, or it was begun more than ten minutes ago; else the save takes its place. `restores` always keeps it.
 */
export function nextHead(
  material: WithHead,
  who: { id: string; name: string },
  now: number,
  restores?: number,
): { head: Head; keep: boolean } {
  const head = headOf(material);
  const at = isoTime(now);
  const keep =
    restores !== undefined || material.steps.length > head.from || head.by !== who.id || now - Date.parse(head.since) > COALESCED;
  const { restores: _, ...last } = head;
  if (!keep) return { head: { ...last, at, name: who.name }, keep };
  const next = { number: head.number + 1, since: at, at, by: who.id, name: who.name, from: material.steps.length, thinned: head.thinned };
  return { head: restores === undefined ? next : { ...next, restores }, keep };
}

/** Of the kept lines, oldest first, the one to go; those on which a step was taken stay. */
export function thinOut(lines: readonly RevisionLine[]): RevisionLine | undefined {
  return lines.find(({ steps }) => steps.length === 0);
}
