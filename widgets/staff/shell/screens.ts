import type { ComponentType } from "preact";
import type { Role } from "../../../functions/people/contract.ts";

export interface ScreenProps {
  params: Record<string, string>;
  query: Record<string, string>;
}

export interface ScreenEntry {
  /** Hash path; `:name` parts become parameters. Fixed paths stand before those with parameters. */
  path: string;
  /** Words in the navigation; screens without them are reached from others. */
  nav?: string;
  /** Who may open it; everybody who is signed in when absent. The API refuses in any case. */
  roles?: readonly Role[];
  load: () => Promise<{ default: ComponentType<ScreenProps> }>;
}

/** Every screen of the workbench, each in a file of its own that is loaded when first opened. Order is the navigation's. */
export const screens: ScreenEntry[] = [];
