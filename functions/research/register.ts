import { auditLine, recordRefusal } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { createOnce } from "../http/idempotency.ts";
import { Problem } from "../http/problem.ts";
import { maySee } from "../materials/rules.ts";
import { findWorking } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import { derivedId, newId } from "../platform/ids.ts";
import type { TransactOperation } from "../store/store.ts";
import { draftArticle } from "../study/draft-article.ts";
import { mayRead } from "../study/reader.rules.ts";
import { carryOut } from "../study/versioned.ts";
import type { Topic, TopicAction, TopicInput, TopicState } from "./contract.ts";
import { topicActionsOf, type StoredTopic } from "./rules.ts";
import { deleteTopic, findTopic, putTopic } from "./table.ts";
import { topicViews } from "./views.ts";

type Id = string | undefined;

export async function topicView(deps: Deps, who: WhoAmI, topic: StoredTopic): Promise<Topic> {
  return (await topicViews(deps, who, [topic]))[0]!;
}

/** Others than those who may read it learn nothing of its existence. @throws Problem not-found */
export async function topicFor(deps: Deps, who: WhoAmI, id: Id): Promise<StoredTopic> {
  const found = await findTopic(deps.store, id ?? "");
  if (!found) throw new Problem("not-found");
  if (mayRead(who, found)) return found;
  await recordRefusal(deps, who, `research#${found.id}`, "see");
  throw new Problem("not-found");
}

/** The topic for one action at the version seen. @throws Problem not-found, forbidden (recorded), conflict, illegal-step */
async function changeable(deps: Deps, who: WhoAmI, id: Id, version: number, action: TopicAction): Promise<StoredTopic> {
  const found = await topicFor(deps, who, id);
  const allowed = topicActionsOf(found, who);
  if (!allowed.includes("change")) {
    await recordRefusal(deps, who, `research#${found.id}`, "edit");
    throw new Problem("forbidden");
  }
  if (found.version !== version) throw new Problem("conflict", { current: await topicView(deps, who, found) });
  if (!allowed.includes(action)) throw new Problem("illegal-step", { allowed });
  return found;
}

async function save(deps: Deps, who: WhoAmI, changed: StoredTopic, action: string, more: TransactOperation[] = []) {
  const line = auditLine(deps.clock(), who, action, `research#${changed.id}`);
  const current = async () => topicView(deps, who, await topicFor(deps, who, changed.id));
  await carryOut(deps.store, [putTopic(changed), ...more, line], current);
  return { ...changed, version: changed.version + 1 };
}

/** Registers a topic of one's own, once per key. */
export async function registerTopic(deps: Deps, who: WhoAmI, input: TopicInput, key?: string): Promise<StoredTopic> {
  const id = key ? derivedId("research", who.id, key) : newId();
  const now = deps.clock();
  const author = { by: who.id, name: who.name, office: who.office };
  const ties = [...new Set(input.ties)];
  const topic: StoredTopic = { ...input, ties, ...author, id, state: "planned", createdAt: isoTime(now), version: 0 };
  const operations = [putTopic(topic), auditLine(now, who, "research.create", `research#${id}`)];
  await createOnce(deps.store, "activities", who.id, key, input, { id }, operations, now);
  return (await findTopic(deps.store, id)) ?? { ...topic, version: 1 };
}

export async function changeTopic(deps: Deps, who: WhoAmI, id: Id, version: number, input: TopicInput) {
  const current = await changeable(deps, who, id, version, "change");
  return save(deps, who, { ...current, ...input, ties: [...new Set(input.ties)] }, "research.change");
}

/** 拟题 → 调研中 → 已成文, and back to 调研中. @throws Problem illegal-step, as for 已成文 without an article */
export async function setTopicState(deps: Deps, who: WhoAmI, id: Id, version: number, state: Exclude<TopicState, "planned">) {
  const current = await changeable(deps, who, id, version, state);
  return save(deps, who, { ...current, state }, "research.state");
}

/** The article: a new draft that goes the usual three steps, or a material that exists. Who writes is looking into it. */
export async function setArticle(deps: Deps, who: WhoAmI, id: Id, version: number, material: string | undefined) {
  const current = await changeable(deps, who, id, version, "article");
  const state = current.state === "planned" ? "underway" : current.state;
  if (material === undefined) {
    const { title, ties, name } = current;
    const draft = await draftArticle(deps, who, { title, category: "调研文章", author: name, ties });
    return save(deps, who, { ...current, state, material: draft.id }, "research.article", draft.operations);
  }
  const found = await findWorking(deps.store, material);
  if (!found || !maySee(found, who)) throw new Problem("unknown-material", { errors: [{ field: "material", code: "unknown" }] });
  return save(deps, who, { ...current, state, material }, "research.article");
}

/** Takes back a topic that has no article. */
export async function removeTopic(deps: Deps, who: WhoAmI, id: Id, version: number): Promise<void> {
  const current = await changeable(deps, who, id, version, "remove");
  const line = auditLine(deps.clock(), who, "research.delete", `research#${current.id}`);
  await carryOut(deps.store, [deleteTopic(current), line], async () => topicView(deps, who, await topicFor(deps, who, id)));
}
