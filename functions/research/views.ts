import type { Deps } from "../deps.ts";
import { maySee } from "../materials/rules.ts";
import { findLines, type StoredLine } from "../materials/table.ts";
import type { WhoAmI } from "../people/contract.ts";
import { listColleagues } from "../study/colleagues.ts";
import { mayRead } from "../study/reader.rules.ts";
import { readStudySettings } from "../study/settings.table.ts";
import type { Topic, TopicList } from "./contract.ts";
import { topicActionsOf, type StoredTopic } from "./rules.ts";
import { topicsOfYear } from "./table.ts";

function viewOf(who: WhoAmI, stored: StoredTopic, article: StoredLine | undefined): Topic {
  const { material: _, createdAt: __, ...topic } = stored;
  const opens = article && maySee(article, who);
  return {
    ...topic,
    ...(article
      ? {
          article: {
            ...(opens ? { id: article.id } : {}),
            title: opens ? article.title : topic.title,
            state: article.state,
            live: article.live,
          },
        }
      : {}),
    allowed: topicActionsOf(stored, who),
  };
}

/** Topics as this person may see them, with where their articles stand. */
export async function topicViews(deps: Deps, who: WhoAmI, topics: readonly StoredTopic[]): Promise<Topic[]> {
  const ids = [...new Set(topics.flatMap(({ material }) => material ?? []))];
  const lines: StoredLine[] = [];
  for (let from = 0; from < ids.length; from += 100) lines.push(...(await findLines(deps.store, ids.slice(from, from + 100))));
  const byId = new Map(lines.map((line) => [line.id, line]));
  return topics.map((topic) => viewOf(who, topic, byId.get(topic.material ?? "")));
}

const inOrder = new Intl.Collator("zh-CN");

/** The year's topics and people whom this person may read: one's own, those of the own 组室 as its lead, all as director. */
export async function readYear(deps: Deps, who: WhoAmI, year: number): Promise<TopicList> {
  const follows = who.roles.some((role) => role === "lead" || role === "director");
  const [topics, colleagues, { targets }] = await Promise.all([
    topicsOfYear(deps.store, year, follows ? undefined : who.id),
    listColleagues(deps.store),
    readStudySettings(deps.store),
  ]);
  const seen = topics
    .filter((topic) => mayRead(who, topic))
    .toSorted((a, b) => inOrder.compare(a.office, b.office) || inOrder.compare(a.name, b.name) || (a.createdAt < b.createdAt ? -1 : 1));
  const people = colleagues
    .filter(({ id, office }) => mayRead(who, { by: id, office }))
    .map((one) => ({ ...one, topics: seen.filter(({ by }) => by === one.id).length }));
  const mayAdd = who.roles.some((role) => role === "cadre" || role === "lead");
  return { year, target: targets.topics, items: await topicViews(deps, who, seen), people, mayAdd };
}
