import { type Actor, auditLine } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import type { NewItem, Store } from "../store/store.ts";
import type { AnswerTemplate, AnswerTemplates } from "./staff.contract.ts";

const TABLE = "feedback";
const key = { pk: "templates", sk: "list" };

/** What the product ships with, until somebody writes a list of the own. */
const shipped: AnswerTemplate[] = [
  {
    name: "建议已采纳",
    text: "{单位}：\n您好！您对{资料}提出的{类别}已收悉。经研究，予以采纳，我们将于近期落实，落实情况会在本栏目公布。感谢您的关心和支持。",
    kind: "建议",
  },
  {
    name: "提问解答",
    text: "{单位}：\n您好！您就{资料}提出的问题已收悉，现答复如下：\n\n如还有不清楚的地方，欢迎继续留言。",
    kind: "提问",
  },
  { name: "感谢并转办", text: "{单位}：\n您好！您对{资料}的{类别}已收悉，并已转有关组室研究。感谢您的关心和支持。" },
];

/** The templates with their version (0: as shipped). */
export async function readTemplates(store: Store): Promise<AnswerTemplates> {
  const item = await store.get(TABLE, key);
  return item ? { templates: item["templates"] as unknown as AnswerTemplate[], version: item.version } : { templates: shipped, version: 0 };
}

/** @throws ConditionFailed when somebody else changed them since `version` */
export async function writeTemplates(deps: Deps, actor: Actor, { templates, version }: AnswerTemplates): Promise<void> {
  const item: NewItem = { ...key, templates };
  const condition = version === 0 ? ({ ifAbsent: true } as const) : { ifVersion: version };
  await deps.store.transact([
    { put: { table: TABLE, item, condition } },
    auditLine(deps.clock(), actor, "feedback.templates", "feedback-templates", String(templates.length)),
  ]);
}
