import type { Deps } from "../../functions/deps.ts";
import { answerQuestion, ask } from "../../functions/lectures/asking.ts";
import { lectureInput } from "../../functions/lectures/contract.ts";
import { planLecture, setScript, setState } from "../../functions/lectures/planning.ts";
import { findLecture, questionsOf } from "../../functions/lectures/table.ts";
import { check } from "../../functions/http/body.ts";
import { chinaDay, DAY, HOUR } from "../../functions/platform/clock.ts";
import type { DemoPeople } from "./demo-people.ts";

interface DemoLecture {
  /** Sign-in name of the speaker, or one from outside. */
  speaker: string | { name: string; unit: string };
  topic: string;
  slug?: string;
  /** Days from now; negative ones are held. */
  days: number;
  questions?: { by: string; text: string; answer?: string }[];
}

const lectures: DemoLecture[] = [
  {
    speaker: "cadre",
    topic: "培养健康心态，提高基本技能，努力打造冠军团队",
    slug: "guanjun-tuandui",
    days: -31,
    questions: [
      {
        by: "lead",
        text: "（演示数据）基本技能从哪一项练起比较好？",
        answer: "（演示数据）先从自己手头最常用的一项练起，比如写好一份会议记录，每周请同事挑一次毛病。",
      },
      { by: "unit", text: "（演示数据）镇里人手少，能不能和机关结对练？" },
    ],
  },
  {
    speaker: { name: "某党校教师", unit: "某市委党校" },
    topic: "党代会报告起草背景与当前发展形势",
    slug: "dangdaihui-qicao-beijing",
    days: -73,
    questions: [
      {
        by: "lead",
        text: "（演示数据）报告里的哪些提法和我们的业务关系最大？",
        answer: "（演示数据）建议先看基层党建和干部队伍建设两部分，结合本组室的项目对照着读。",
      },
    ],
  },
  { speaker: "cadre3", topic: "", days: 17 },
  { speaker: "lead", topic: "怎样抓好组织生活", days: 31 },
];

/** Lectures of the demo, planned, held, asked about and answered by the real functions. @param ids of the demo materials by slug */
export async function seedLectures(deps: Deps, people: DemoPeople, ids: ReadonlyMap<string, string>, now: number): Promise<void> {
  const editor = people("editor");
  for (const { speaker, topic, slug, days, questions = [] } of lectures) {
    const at = (hours: number): Deps => ({ ...deps, clock: () => Math.min(now, now + days * DAY + hours * HOUR) });
    const guest = typeof speaker !== "string";
    const who = guest ? { guestName: speaker.name, guestUnit: speaker.unit } : { person: people(speaker).id };
    const input = check(lectureInput, { ...who, topic, date: chinaDay(now + days * DAY), place: "四楼会议室" });
    const { id } = await planLecture(at(-14 * 24), editor, input);
    if (days >= 0) continue;
    const mouth = guest ? editor : people(speaker);
    if (slug && ids.has(slug)) await setScript(at(-24), mouth, id, 1, ids.get(slug));
    const { version } = (await findLecture(deps.store, id))!;
    await setState(at(3), editor, id, { state: "held", reason: "", version });
    for (const [place, question] of questions.entries()) {
      await ask(at(4 + place), people(question.by), id, question.text);
      const asked = (await questionsOf(deps.store, id)).find(({ text }) => text === question.text)!;
      if (question.answer) await answerQuestion(at(20), mouth, { lecture: id, question: asked.id, version: 1 }, question.answer);
    }
  }
}
