import { hash } from "node:crypto";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { countsOfYear } from "../notes/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { sha256 } from "../platform/ids.ts";
import type { Line, OwnLine, Sheet, Signature } from "./contract.ts";
import { canonical, figuresOf, linesFor } from "./rules.ts";
import { findFrozen, findFrozens, findRoster, listEntries, remarksOf, writesOf, type Frozen, type Roster } from "./table.ts";

/** The hash that stands under a sheet: SHA-256 in hex, as `sha256sum` writes it. */
export const sealOf = (content: string): string => hash("sha256", content, "hex");

/** An open sheet with everything that a signature would cover. */
export interface OpenSheet {
  roster: Roster;
  lines: Line[];
  /** The version of the 批阅 taken together. */
  writes: number;
  fingerprint: string;
}

/** The month's sheet as it would be signed now: figures from the notes, the 批阅 as they stand. */
export async function openSheet({ store }: Pick<Deps, "store">, roster: Roster): Promise<OpenSheet> {
  const { month } = roster;
  // The count of writes first: a 批阅 that comes while the rest is read makes the signature fail, never slip in unseen.
  const writes = await writesOf(store, month);
  const [remarks, counts] = await Promise.all([remarksOf(store, month), countsOfYear(store, month.slice(0, 4))]);
  const lines = roster.people.map((person): Line => {
    const remark = remarks.get(person.person);
    const figures = figuresOf(counts.get(person.person), month);
    return { ...person, ...figures, remark: remark?.text ?? "", remarkVersion: remark?.version ?? 0 };
  });
  return { roster, lines, writes, fingerprint: sha256(canonical({ month, lines })) };
}

export function signatureOf({ content, hash: seal, signed }: Frozen): Signature {
  return { at: signed.signedAt, by: signed.signedBy.name, hash: seal, intact: sealOf(content) === seal };
}

const openView = ({ roster: { month, madeAt }, lines, fingerprint }: OpenSheet, who: WhoAmI): Sheet => ({
  month,
  state: "open",
  madeAt,
  lines: linesFor(who, lines, false),
  ...(who.roles.includes("director") ? { fingerprint } : {}),
});

function signedView(frozen: Frozen, who: WhoAmI): Sheet {
  const { month, madeAt, lines } = frozen.signed;
  const all = lines.map((line) => ({ ...line, remarkVersion: 0 }));
  return { month, state: "signed", madeAt, lines: linesFor(who, all, true), signature: signatureOf(frozen) };
}

/** The roster of an open sheet. @throws Problem not-found; illegal-step when it is signed, with the sheet as `current` */
export async function openRoster(deps: Deps, month: string | undefined, who: WhoAmI): Promise<Roster> {
  const frozen = await frozenOf(deps, month);
  if (frozen) throw new Problem("illegal-step", { allowed: [], current: signedView(frozen, who) });
  const roster = await rosterOf(deps, month);
  if (!roster) throw new Problem("not-found");
  return roster;
}

const isMonth = (month: string | undefined): month is string => /^20\d{2}-(0[1-9]|1[0-2])$/.test(month ?? "");
const frozenOf = ({ store }: Deps, month: string | undefined) => (isMonth(month) ? findFrozen(store, month) : undefined);
const rosterOf = ({ store }: Deps, month: string | undefined) => (isMonth(month) ? findRoster(store, month) : undefined);

/** A month's sheet as this person may see it. @throws Problem not-found */
export async function viewOf(deps: Deps, month: string | undefined, who: WhoAmI): Promise<Sheet> {
  const frozen = await frozenOf(deps, month);
  if (frozen) return signedView(frozen, who);
  const roster = await rosterOf(deps, month);
  if (!roster) throw new Problem("not-found");
  return openView(await openSheet(deps, roster), who);
}

/** A year's worth: a signed sheet of a large department is 400 KB at most, of an ordinary one five. */
const OWN_PAGE = 12;

/** One's own line of every signed sheet, newest first. */
export async function ownLinesOf(deps: Deps, who: WhoAmI, cursor?: string): Promise<{ items: OwnLine[]; cursor?: string }> {
  const page = await listEntries(deps.store, OWN_PAGE, cursor);
  const months = page.items.filter(({ state }) => state === "signed").map(({ month }) => month);
  const items = (await findFrozens(deps.store, months)).flatMap((frozen) => {
    const line = frozen.signed.lines.find(({ person }) => person === who.id);
    if (!line) return [];
    const { characters, notes, reflections, remark } = line;
    return [{ month: frozen.signed.month, characters, notes, reflections, remark, signature: signatureOf(frozen) }];
  });
  return { ...page, items };
}
