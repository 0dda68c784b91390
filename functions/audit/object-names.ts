import { findLines } from "../materials/table.ts";
import type { Role, WhoAmI } from "../people/contract.ts";
import { accountKey } from "../people/table.ts";
import { type Key, type Store, storeLimits } from "../store/store.ts";
import { unitKey } from "../units/table.ts";
import type { AuditEntry } from "./contract.ts";

/** Who may see every material anyway; administrators see no more content than they must. */
const READERS: readonly Role[] = ["director", "editor", "lead"];

/** The ids of one kind among the objects, each once, as many as one read takes. */
function idsOf(kind: string, entries: AuditEntry[]): string[] {
  const found = entries.filter(({ object }) => object.startsWith(`${kind}#`)).map(({ object }) => object.slice(kind.length + 1));
  return [...new Set(found)].slice(0, storeLimits.getManyKeys);
}

async function named(store: Store, table: string, kind: string, ids: string[], keyOf: (id: string) => Key, attribute: string) {
  const items = ids.length === 0 ? [] : await store.getMany(table, ids.map(keyOf));
  return items.map((item, place) => [`${kind}#${ids[place]}`, (item?.[attribute] as { name?: string } | undefined)?.name ?? ""] as const);
}

/** What the objects of these lines are called today: titles, people, units. What has no name any more is left out. */
export async function namesOf(store: Store, entries: AuditEntry[], who: Pick<WhoAmI, "roles">): Promise<Record<string, string>> {
  const materials = who.roles.some((role) => READERS.includes(role)) ? idsOf("material", entries) : [];
  const [lines, people, units] = await Promise.all([
    findLines(store, materials),
    named(store, "people", "person", idsOf("person", entries), accountKey, "account"),
    named(store, "materials", "unit", idsOf("unit", entries), unitKey, "unit"),
  ]);
  const titles = lines.map(({ id, title }) => [`material#${id}`, title] as const);
  return Object.fromEntries([...titles, ...people, ...units].filter(([, name]) => name !== ""));
}
