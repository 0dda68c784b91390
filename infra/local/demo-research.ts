import type { Deps } from "../../functions/deps.ts";
import { chinaDay, DAY } from "../../functions/platform/clock.ts";
import { registerTopic, setArticle, setTopicState } from "../../functions/research/register.ts";
import type { TopicInput } from "../../functions/research/contract.ts";
import type { DemoPeople } from "./demo-people.ts";

interface DemoTopic {
  by: string;
  title: string;
  ties: TopicInput["ties"];
  /** Of a demo material that is its article. */
  slug?: string;
  underway?: boolean;
}

const topics: DemoTopic[] = [
  { by: "cadre", title: "村级活动场所怎样用得起来", ties: ["中心工作", "存在的问题"], underway: true },
  { by: "cadre4", title: "外出招商学习考察的启示", ties: ["中心工作"], slug: "jiangzhehu-kaocha" },
  { by: "lead", title: "非公企业党组织怎样发挥作用", ties: ["自身的业务"] },
];

/** Topics of the demo, of which one has its article. @param ids of the demo materials by slug */
export async function seedResearch(deps: Deps, people: DemoPeople, ids: ReadonlyMap<string, string>, now: number): Promise<void> {
  const at: Deps = { ...deps, clock: () => now - 60 * DAY };
  for (const { by, title, ties, slug, underway } of topics) {
    const who = people(by);
    const outline = "（演示数据）先走访三个村，再和镇里的同志座谈，年底前写成文章。";
    const { id } = await registerTopic(at, who, { title, ties, outline, year: Number(chinaDay(now).slice(0, 4)) });
    if (underway) await setTopicState(at, who, id, 1, "underway");
    if (slug && ids.has(slug)) await setTopicState(deps, who, id, (await setArticle(at, who, id, 1, ids.get(slug))).version, "written");
  }
}
