import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import type { Values } from "./editor-values.ts";

export type SaveState =
  | { kind: "untouched" }
  /** Title or category is still missing; kept on the device meanwhile. */
  | { kind: "incomplete"; missing: string }
  | { kind: "wrong"; sentence: string }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "saved"; at: string }
  | { kind: "offline" }
  | { kind: "refused"; problem: unknown }
  | { kind: "conflict"; current: MaterialRecord }
  /** No draft any more, or not ours: nothing can be saved. */
  | { kind: "closed"; problem: unknown };

/** The first save, repeated with the same key and body until it is answered: it may have been done already. */
export interface FirstSave {
  key: string;
  input: Values;
}

export interface SaverPorts {
  create: (input: Values, key: string) => Promise<MaterialRecord>;
  update: (id: string, input: Values, version: number) => Promise<MaterialRecord>;
  newKey: () => string;
  now: () => number;
  /** @returns the way to call it off */
  later: (wait: number, run: () => void) => () => void;
  /** State or record has changed. */
  changed: () => void;
}
