import * as v from "valibot";

/** The nine categories of the column; the settings may rename, reorder or drop them. */
export const defaultCategories = ["新理论", "新知识", "新技能", "讲课稿", "领导讲话", "评论文章", "专题辅导", "调研文章", "制度规范"];

/** 三个结合: what a material is tied to. */
export const threeTies = ["中心工作", "存在的问题", "自身的业务"] as const;

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20));

export const columnSettings = v.strictObject({
  categories: v.pipe(v.array(name), v.minLength(1), v.maxLength(30)),
  /** True: 提供, 保密审查 and 签发 by three different people. False: one other person may do both last steps. */
  threePeople: v.boolean(),
  /** Words that send a feedback to the attention of the editor; matched after normalisation, plain `includes`. */
  wordList: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(40))), v.maxLength(20_000)),
  /** Days after which the contact details of a finished feedback are deleted. */
  contactRetentionDays: v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(3650)),
});
export type ColumnSettings = v.InferOutput<typeof columnSettings>;

export const unit = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/)),
  name,
  kind: v.picklist(["乡镇", "开发区", "社区", "企业", "机关"]),
  villages: v.optional(v.pipe(v.array(name), v.maxLength(200)), []),
});
export type Unit = v.InferOutput<typeof unit>;

/** What the public sees of a unit. */
export const unitName = v.strictObject({ id: v.string(), name: v.string(), kind: v.string() });
export const unitList = v.strictObject({ items: v.array(unitName) });
