import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { refusals } from "../materials/publishing.ts";
import { takeStep, type StepName } from "../materials/rules.ts";
import { listedWords } from "../materials/words.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { readSettings } from "../settings/table.ts";
import type { TransactOperation } from "../store/store.ts";
import { carryOut } from "../study/versioned.ts";
import type { StoredWorkItem } from "../work-items/rules.ts";
import { findItem, findItems } from "../work-items/table.ts";
import type { ProgressInput, ProgressRecord } from "./contract.ts";
import { actionsFor, cardOf, draftOf, maySee, mayWrite, type StoredProgress } from "./rules.ts";
import { findProgress, hideCard, listProgress, putProgress, showCard } from "./table.ts";

interface Found {
  project: StoredWorkItem;
  record: StoredProgress | undefined;
}

/** @throws Problem not-found, also for whoever may not know of it (recorded) */
async function found(deps: Deps, who: WhoAmI, id = ""): Promise<Found> {
  const [project, record] = await Promise.all([findItem(deps.store, id), findProgress(deps.store, id)]);
  if (project?.kind !== "项目") throw new Problem("not-found");
  if (maySee(who, record, project)) return { project, record };
  await recordRefusal(deps, who, `progress#${id}`, "see");
  throw new Problem("not-found");
}

async function viewOf(deps: Deps, who: WhoAmI, { project, record }: Found): Promise<ProgressRecord> {
  const actions = actionsFor(record, project, who, await readSettings(deps.store));
  if (!record) {
    const draft = draftOf(project, "");
    return { id: project.id, draft, state: "draft", live: false, steps: [], updatedAt: project.updatedAt, ...actions, version: 0 };
  }
  const { createdBy: _, publishAt: __, ...shown } = record;
  return { ...shown, ...actions };
}

export async function readProgress(deps: Deps, who: WhoAmI, id: string | undefined): Promise<ProgressRecord> {
  return viewOf(deps, who, await found(deps, who, id));
}

/** Everything on its way or published that this person may see, last changed first. */
export async function readAll(deps: Deps, who: WhoAmI): Promise<ProgressRecord[]> {
  const records = await listProgress(deps.store);
  const projects = new Map<string, StoredWorkItem>();
  for (let from = 0; from < records.length; from += 100)
    for (const item of await findItems(
      deps.store,
      records.slice(from, from + 100).map(({ id }) => id),
    ))
      projects.set(item.id, item);
  const seen = records.flatMap((record) => {
    const project = projects.get(record.id);
    return project && maySee(who, record, project) ? [{ project, record }] : [];
  });
  const views = await Promise.all(seen.map((one) => viewOf(deps, who, one)));
  return views.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
}

async function save(
  deps: Deps,
  who: WhoAmI,
  { project, record }: Found,
  next: StoredProgress,
  action: string,
  more: TransactOperation[],
  note?: string,
) {
  const version = record?.version ?? 0;
  const line = auditLine(deps.clock(), who, `progress.${action}`, `progress#${project.id}`, note);
  await carryOut(deps.store, [putProgress({ ...next, version }), ...more, line], () => readProgress(deps, who, project.id));
  return viewOf(deps, who, { project, record: { ...next, version: version + 1 } });
}

async function atVersion(deps: Deps, who: WhoAmI, id: string | undefined, version: number): Promise<Found> {
  const one = await found(deps, who, id);
  if ((one.record?.version ?? 0) !== version) throw new Problem("conflict", { current: await viewOf(deps, who, one) });
  return one;
}

/**
 * Writes what the public is to be told of a project, with the project's own facts as they are now. What is public stays until the next 签发.
 * @throws Problem forbidden (recorded), conflict, illegal-step
 */
export async function writeProgress(deps: Deps, who: WhoAmI, id: string | undefined, input: ProgressInput): Promise<ProgressRecord> {
  const one = await atVersion(deps, who, id, input.version);
  const { project, record } = one;
  if (!mayWrite(who, project)) {
    await recordRefusal(deps, who, `progress#${project.id}`, "edit");
    throw new Problem("forbidden");
  }
  const { allowed } = actionsFor(record, project, who, await readSettings(deps.store));
  if (!allowed.includes("edit")) throw new Problem("illegal-step", { allowed });
  const updatedAt = isoTime(deps.clock());
  const next: StoredProgress = {
    ...(record ?? { id: project.id, live: false, steps: [], version: 0 }),
    // Who wrote these words counts as their provider, whoever wrote the last ones.
    createdBy: who.id,
    draft: draftOf(project, input.summary),
    state: "draft",
    updatedAt,
  };
  return save(deps, who, one, next, "edit", []);
}

/** Why listed words may stand. @throws Problem words-found when there are some and no reason is given */
async function overruled(deps: Deps, { draft }: StoredProgress, reason: string): Promise<string> {
  const body = [draft.target, ...draft.milestones.map(({ title }) => title)].join("\n");
  const { title, summary, office } = draft;
  const words = await listedWords(deps, { title, summary, body, author: office, source: "", questions: [], attachments: [] });
  if (words.length === 0) return "";
  if (reason === "") throw new Problem("words-found", { errors: words.map(({ word }) => ({ field: "summary", code: word })) });
  return reason;
}

/**
 * One step on the record at the version seen: the same three steps, people and word list as of materials.
 * @throws Problem not-found, conflict, forbidden, illegal-step, own-material, words-found
 */
export async function stepProgress(
  deps: Deps,
  who: WhoAmI,
  id: string | undefined,
  step: Exclude<StepName, "publish">,
  { version, overrule = "", reason = "" }: { version: number; overrule?: string; reason?: string },
): Promise<ProgressRecord> {
  const one = await atVersion(deps, who, id, version);
  const { project, record } = one;
  if (!record) throw new Problem("illegal-step", { allowed: ["edit"] });
  if (step === "provide" && !mayWrite(who, project)) throw new Problem("forbidden");
  const now = deps.clock();
  const settings = await readSettings(deps.store);
  const take = (words: string) => refusals(() => takeStep(record, step, who, now, settings, { note: reason, overrule: words }));
  take("");
  const words = step === "return" || step === "withdraw" ? "" : await overruled(deps, record, overrule);
  const stepped = take(words);
  const note = words || reason || undefined;
  if (step === "sign") {
    const publishedAt = isoTime(now);
    const next: StoredProgress = { ...stepped, state: "published", live: true, publishedAt };
    return save(deps, who, one, next, step, [await showCard(deps.store, cardOf(next, publishedAt))], note);
  }
  if (step === "withdraw") {
    const { publishedAt: _, ...rest } = stepped;
    return save(deps, who, one, { ...rest, live: false }, step, [hideCard(project.id)], note);
  }
  return save(deps, who, one, stepped, step, [], note);
}
