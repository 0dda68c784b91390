import { sha256 } from "../platform/ids.ts";
import type { Store, TransactOperation } from "../store/store.ts";

const linkKey = (token: string) => ({ pk: `calendar-link#${sha256(token)}`, sk: "link" });
const ownKey = (person: string) => ({ pk: `person#${person}`, sk: "calendar-link" });

/** The person to whom this link of a private calendar belongs; kept as a hash, so that the store does not open it. */
export async function personOfLink(store: Store, token: string): Promise<string | undefined> {
  return (await store.get("people", linkKey(token)))?.["person"] as string | undefined;
}

export interface OwnLink {
  createdAt: string;
  linkPk: string;
  version: number;
}

export async function ownLink(store: Store, person: string): Promise<OwnLink | undefined> {
  const item = await store.get("people", ownKey(person));
  return item && { createdAt: item["createdAt"] as string, linkPk: item["linkPk"] as string, version: item.version };
}

/** Takes the old link away and, with a token, puts a new one in its place: there is one at most. */
export function replaceLink(person: string, old: OwnLink | undefined, token: string | undefined, createdAt: string): TransactOperation[] {
  const key = ownKey(person);
  const operations: TransactOperation[] = old ? [{ delete: { table: "people", key: { pk: old.linkPk, sk: "link" } } }] : [];
  if (token === undefined) return old ? [...operations, { delete: { table: "people", key, ifVersion: old.version } }] : [];
  const link = linkKey(token);
  return [
    ...operations,
    { put: { table: "people", item: { ...link, person }, condition: { ifAbsent: true } } },
    {
      put: {
        table: "people",
        item: { ...key, createdAt, linkPk: link.pk },
        condition: old ? { ifVersion: old.version } : { ifAbsent: true },
      },
    },
  ];
}
