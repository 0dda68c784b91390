import { Fragment, h } from "preact";

export type Kind = "materials" | "feedback" | "progress";

/** What a bundle lends to the chunks that it imports later, so that Preact is sent once and a tree never mixes two of it. */
export interface Tree {
  h: typeof h;
  Fragment: typeof Fragment;
}

/** The one thing that we leave on the host's global object, under `Symbol.for("gxjt")`. */
export interface Shared {
  /** Where the API is: everything before `/embed/gxjt.js` in the loader's own address. */
  base: string;
  /** Loads the bundle that defines the element of this kind, if nobody has yet. */
  load?(kind: Kind): void;
  /** Looks for tags once; `observer` calls it whenever the page changes. */
  scan?(): void;
  observer?: MutationObserver;
  /** The list that answers for `#gxjt=…` when several are on the page. */
  owner?: Element | undefined;
  materials?: Tree;
  feedback?: Tree;
  progress?: Tree;
}

const key = Symbol.for("gxjt");
const globals = globalThis as unknown as Record<symbol, Shared | undefined>;

export const shared: Shared = (globals[key] ||= { base: "" });

/** Defines an element once, whichever bundle comes first, and notes whose Preact draws it. */
export function define(kind: Kind, element: CustomElementConstructor): void {
  const tag = "gxjt-" + kind;
  if (customElements.get(tag)) return;
  shared[kind] = { h, Fragment };
  customElements.define(tag, element);
}
