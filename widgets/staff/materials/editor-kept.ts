import type { FirstSave } from "./editor-save-state.ts";
import type { Values } from "./editor-values.ts";

/** What lies on the device while it is not on the server. */
export interface Kept {
  values: Values;
  /** Version of the record that it was written on; 0 for a new one. */
  version: number;
  /** A first save that was sent and not answered. */
  firstSave?: FirstSave | undefined;
}

export const draftKey = (id: string | undefined): string => (id ? `material:${id}` : "material:new");
/** What was not chosen when two people had changed one material. */
export const asideKey = (id: string | undefined): string => `material-aside:${id ?? "new"}`;
