import type { WhoAmI } from "../people/contract.ts";

/** Editor and director keep the whole department's ledger, a lead that of the own 组室. An empty 组室 is nobody's. */
export function inLedger({ roles, office: own }: WhoAmI, office: string): boolean {
  if (roles.includes("director") || roles.includes("editor")) return true;
  return own !== "" && office === own;
}

/** A 批阅 is about somebody's notes: the director's, and the lead's of that 组室, never an editor's. */
export function readsRemark({ roles, office: own }: WhoAmI, office: string): boolean {
  return roles.includes("director") || (roles.includes("lead") && own !== "" && office === own);
}

/** The next few of an ordered list after the cursor, and the cursor of what follows. */
export function pageAfter<T>(all: readonly T[], keyOf: (one: T) => string, cursor: string | undefined, size: number) {
  const rest = cursor === undefined ? all : all.filter((one) => keyOf(one) > cursor);
  const items = rest.slice(0, size);
  const last = items.at(-1);
  return { items, ...(rest.length > size && last !== undefined ? { cursor: keyOf(last) } : {}) };
}
