import { auditLine, type Actor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { indexOperations, removeOperations } from "../search/document.ts";
import { currentName } from "../settings/category.rules.ts";
import { readSettings, readStored } from "../settings/table.ts";
import { ConditionFailed, StoreUnavailable, type TransactOperation } from "../store/store.ts";
import { makeSummary, plainText } from "../word/plain-text.ts";
import type { MaterialCard } from "./contract.ts";
import { overruled } from "./words.ts";
import { StepRefused, takeStep, textIsPublic, type StepName } from "./rules.ts";
import { deleteSchedule, listDue, putSchedule } from "./schedule.table.ts";
import { findPublished, findWorking, publishOperations, putWorking, withdrawOperations, type Published, type Working } from "./table.ts";

/** What the public will see of a working record that is published at `publishedAt`. */
export function editionOf(material: Working, publishedAt: string): Published {
  const open = textIsPublic(material);
  const text = open ? plainText(material.body) : "";
  const card: MaterialCard = {
    id: material.id,
    title: material.title,
    category: material.category,
    ties: [...material.ties],
    summary: open ? material.summary || makeSummary(text) : "",
    author: material.author,
    source: material.source,
    documentDate: material.documentDate,
    publishedAt,
    requiredReading: material.requiredReading,
    attachments: open ? material.attachments.filter(({ inline }) => !inline).length : 0,
    link: material.link,
  };
  return {
    card,
    body: open ? material.body : "",
    questions: open ? material.questions : [],
    attachments: open ? material.attachments : [],
    characters: Array.from(text.replace(/\s/g, "")).length,
    edition: material.edition + 1,
  };
}

/** Operations and working record of making the present text the live edition. The publish time is the server's alone. */
async function goLive(deps: Deps, signed: Working): Promise<{ material: Working; operations: TransactOperation[] }> {
  // What was begun under an old name of its category stands under the new one.
  const { renamed } = await readStored(deps.store);
  const material = { ...signed, category: currentName(renamed, signed.category) };
  const publishedAt = isoTime(deps.clock());
  const previous = await findPublished(deps.store, material.id);
  const next = editionOf(material, publishedAt);
  const { ordinal, operations: index } = await indexOperations(deps.store, {
    id: next.card.id,
    card: next.card,
    text: plainText(next.body),
  });
  const operations = [
    ...(await publishOperations(deps.store, next, previous)),
    ...index,
    ...(material.ordinal === undefined ? [] : removeOperations(material.ordinal)),
  ];
  return { material: { ...material, state: "published", live: true, publishedAt, edition: next.edition, ordinal }, operations };
}

/** Operations and working record of taking the live edition down. */
async function takeDown(deps: Deps, material: Working): Promise<{ material: Working; operations: TransactOperation[] }> {
  const live = await findPublished(deps.store, material.id);
  const operations = [
    ...(live ? withdrawOperations(live) : []),
    ...(material.ordinal === undefined ? [] : removeOperations(material.ordinal)),
  ];
  const { ordinal: _, ...rest } = material;
  return { material: { ...rest, live: false }, operations };
}

async function commit(
  deps: Deps,
  actor: Actor,
  before: Working,
  after: Working,
  action: string,
  operations: TransactOperation[],
  note?: string,
): Promise<Working> {
  await deps.store.transact([
    ...putWorking({ ...after, version: before.version }),
    ...operations,
    auditLine(deps.clock(), actor, action, `material#${after.id}`, note),
  ]);
  return { ...after, version: before.version + 1 };
}

export interface StepOptions {
  note?: string;
  /** ISO time; a moment that has passed means now. */
  publishAt?: string | undefined;
  /** Why words of the word list may stand. */
  overrule?: string;
}

/** A step of publishing by a person: record, public pages, search index and audit line in one transaction. @throws Problem, ConditionFailed */
export async function stepMaterial(
  deps: Deps,
  who: WhoAmI,
  material: Working,
  step: Exclude<StepName, "publish">,
  options: StepOptions = {},
): Promise<Working> {
  const now = deps.clock();
  const settings = await readSettings(deps.store);
  const take = (overrule: string) => refusals(() => takeStep(material, step, who, now, settings, { note: options.note, overrule }));
  take("");
  // What leads towards the public is held against the word list at each step, since the list may have grown since the last.
  const overrule = step === "return" || step === "withdraw" ? "" : await overruled(deps, material, options.overrule);
  const stepped = take(overrule);
  const unschedule = material.publishAt ? [deleteSchedule(material.id, material.publishAt)] : [];
  const action = `material.${step}`;
  if (step === "withdraw") {
    const down = await takeDown(deps, stepped);
    return commit(deps, who, material, down.material, action, [...unschedule, ...down.operations], options.note);
  }
  if (step !== "sign") return commit(deps, who, material, stepped, action, unschedule, overrule || options.note);
  const later = options.publishAt;
  if (later !== undefined && Date.parse(later) > now) {
    const publishAt = isoTime(Date.parse(later));
    return commit(deps, who, material, { ...stepped, publishAt }, action, [putSchedule(material.id, publishAt)], overrule || publishAt);
  }
  const live = await goLive(deps, stepped);
  return commit(deps, who, material, live.material, action, live.operations, overrule || undefined);
}

/** Publishes one material if it is still due. @returns false when the record says otherwise by now */
async function publishOne(deps: Deps, id: string): Promise<boolean> {
  const system = { id: "system", name: "定时发布" };
  const material = await findWorking(deps.store, id);
  if (!material?.publishAt || Date.parse(material.publishAt) > deps.clock()) return false;
  const unschedule = deleteSchedule(id, material.publishAt);
  const stepped = takeStep(material, "publish", system, deps.clock(), { threePeople: false });
  const live = await goLive(deps, stepped);
  try {
    await commit(deps, system, material, live.material, "material.publish", [unschedule, ...live.operations]);
    return true;
  } catch (error) {
    // Withdrawn, returned or published by another run in this moment: the record decides.
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

/**
 * The job: publishes what was signed for a moment that has come. Safe to run twice or late. One that cannot be published does
 * not hold up the others. @returns how many were published @throws what kept one of them back, after all were tried
 */
export async function publishDue(deps: Deps): Promise<number> {
  const failures: unknown[] = [];
  let published = 0;
  for (const id of await listDue(deps.store, isoTime(deps.clock()))) {
    try {
      if (await publishOne(deps, id)) published += 1;
    } catch (error) {
      // While the store is away, the next will fare no better.
      if (error instanceof StoreUnavailable) throw error;
      deps.log("publish-failed", { id, reason: String(error) });
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return published;
}

/** Runs a rule; what it refuses becomes a problem that names the possible steps. */
export function refusals<T>(rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    throw error instanceof StepRefused ? new Problem(error.reason, { allowed: error.allowed }) : error;
  }
}
