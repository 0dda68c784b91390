import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { MaterialInput } from "../../functions/materials/contract.ts";
import { newMaterial } from "../../functions/materials/drafting.ts";
import { editionOf } from "../../functions/materials/publishing.ts";
import { publishOperations, putWorking } from "../../functions/materials/table.ts";
import { threeTies } from "../../functions/settings/contract.ts";
import type { Store } from "../../functions/store/store.ts";

const bodies = resolve(import.meta.dirname, "../../infra/local/demo-data/bodies");
const categories = ["新理论", "新知识", "新技能", "讲课稿", "评论文章"];

/** Puts `count` published materials with the demo's texts into a store, a minute apart. @returns their ids */
export async function fillMaterials(store: Store, count: number): Promise<string[]> {
  const texts = readdirSync(bodies).map((name) => readFileSync(join(bodies, name), "utf8"));
  const ids: string[] = [];
  for (let place = 0; place < count; place += 1) {
    const id = `bench-${String(place).padStart(6, "0")}`;
    const input: MaterialInput = {
      title: `第${place}篇学习材料：实践与思考`,
      category: categories[place % categories.length]!,
      ties: [threeTies[place % 3]!],
      summary: "",
      body: texts[place % texts.length]!,
      author: "演示作者",
      source: "本部整理",
      origin: "own",
      authorisation: "",
      link: "",
      documentDate: "",
      requiredReading: place % 2 === 0,
      questions: [],
    };
    const publishedAt = new Date(Date.parse("2026-01-01T00:00:00.000Z") + place * 60_000).toISOString();
    const material = { ...newMaterial(id, input, { id: "bench" }, publishedAt), state: "published" as const, live: true };
    await store.transact([...putWorking(material, true), ...(await publishOperations(store, editionOf(material, publishedAt), undefined))]);
    ids.push(id);
  }
  return ids;
}
