import { auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { ConditionFailed, storeLimits, type TransactOperation } from "../store/store.ts";
import type { Remark, Sheet } from "./contract.ts";
import { rosterNow } from "./making.ts";
import { canonical, type Signed } from "./rules.ts";
import { openRoster, openSheet, sealOf, viewOf } from "./sheets.ts";
import { findRemark, putFrozen, putRemark, putRoster, remarksOf } from "./table.ts";

const objectOf = (month: string) => `inspection#${month}`;

/** Carries a change of an open sheet out. @returns whether it went through; @throws Problem illegal-step when it has been signed meanwhile */
async function carried(deps: Deps, who: WhoAmI, month: string, operations: TransactOperation[]): Promise<boolean> {
  try {
    await deps.store.transact(operations);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    await openRoster(deps, month, who);
    return false;
  }
}

/** Writes the 批阅 of one person. @throws Problem conflict with the 批阅 that another has written, illegal-step once it is signed */
export async function writeRemark(deps: Deps, who: WhoAmI, month: string | undefined, { person, text, version }: Remark): Promise<Remark> {
  const roster = await openRoster(deps, month, who);
  if (!roster.people.some((one) => one.person === person)) throw new Problem("not-found");
  const there = await findRemark(deps.store, roster.month, person);
  // Sent again because its answer was lost, or typed alike by two: it is as wanted.
  if (there.text === text) return there;
  const conflict = (current: Remark) => new Problem("conflict", { current });
  if (there.version !== version) throw conflict(there);
  const line = auditLine(deps.clock(), who, "inspection.remark", objectOf(roster.month), person);
  const through = await carried(deps, who, roster.month, [...putRemark(roster.month, { person, text, version }), line]);
  if (!through) throw conflict(await findRemark(deps.store, roster.month, person));
  return { person, text, version: version + 1 };
}

/** Takes up who studies now; whoever has a 批阅 or wrote in the month stays. @throws Problem conflict, illegal-step once it is signed */
export async function recount(deps: Deps, who: WhoAmI, month: string | undefined): Promise<Sheet> {
  const roster = await openRoster(deps, month, who);
  const written = await remarksOf(deps.store, roster.month);
  const people = await rosterNow(deps, roster.month, roster.people, written);
  if (canonical(people) !== canonical(roster.people)) {
    const line = auditLine(deps.clock(), who, "inspection.recount", objectOf(roster.month));
    const through = await carried(deps, who, roster.month, [...putRoster({ ...roster, people }), line]);
    if (!through) throw new Problem("conflict", { current: await viewOf(deps, roster.month, who) });
  }
  return viewOf(deps, roster.month, who);
}

/** Keys, hash and version take a little of an item. */
const MOST_BYTES = storeLimits.itemBytes - 4096;

/**
 * Signs a sheet, and so locks it for ever: what was shown becomes one item under its hash.
 * @param fingerprint of what the director saw; anything else is answered as a conflict with the sheet as it is now
 * @throws Problem conflict, illegal-step when it is signed already, too-large when the 批阅 are too long for one item
 */
export async function sign(deps: Deps, who: WhoAmI, month: string | undefined, fingerprint: string): Promise<Sheet> {
  const roster = await openRoster(deps, month, who);
  const open = await openSheet(deps, roster);
  const conflict = async () => new Problem("conflict", { current: await viewOf(deps, roster.month, who) });
  if (open.fingerprint !== fingerprint) throw await conflict();
  const now = deps.clock();
  const signed: Signed = {
    month: roster.month,
    madeAt: roster.madeAt,
    lines: open.lines.map(({ remarkVersion: _, ...line }) => line),
    signedAt: isoTime(now),
    signedBy: { id: who.id, name: who.name },
  };
  const content = canonical(signed);
  if (Buffer.byteLength(content) > MOST_BYTES) throw new Problem("too-large");
  const hash = sealOf(content);
  const line = auditLine(now, who, "inspection.sign", objectOf(roster.month), hash);
  const through = await carried(deps, who, roster.month, [...putFrozen({ content, hash, signed }, roster, open.writes), line]);
  if (!through) throw await conflict();
  return viewOf(deps, roster.month, who);
}
