/** Names of rows for what has none: feedback on the column as a whole, and readers who say no unit. */
export const wholeColumn = "不针对具体材料";
export const noUnit = "未注明单位";
