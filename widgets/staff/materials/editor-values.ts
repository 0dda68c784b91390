import { materialLimits, type MaterialInput, type MaterialRecord } from "../../../functions/materials/contract.ts";

/** What the editor writes, as it stands in the form: blank questions and trailing spaces included. */
export type Values = MaterialInput;

export const emptyValues: Values = {
  title: "",
  category: "",
  ties: [],
  summary: "",
  body: "",
  author: "",
  source: "",
  origin: "own",
  authorisation: "",
  link: "",
  documentDate: "",
  requiredReading: false,
  questions: [],
};

export function valuesOf(record: MaterialRecord): Values {
  return Object.fromEntries(Object.keys(emptyValues).map((name) => [name, record[name as keyof Values]])) as unknown as Values;
}

/** As it is sent, and as the server keeps it: trimmed, without blank questions. */
export function toSend(values: Values): Values {
  return {
    ...values,
    title: values.title.trim(),
    summary: values.summary.trim(),
    author: values.author.trim(),
    source: values.source.trim(),
    authorisation: values.authorisation.trim(),
    link: values.link.trim(),
    questions: values.questions.map((question) => question.trim()).filter((question) => question !== ""),
  };
}

/** What can be sent now: an address that is half typed holds up nothing else, the one before it stays. */
export function sendable(values: Values, base: Values): Values {
  const sent = toSend(values);
  return wrongField(values)?.field === "link" ? { ...sent, link: base.link } : sent;
}

export function sameValues(one: Values, other: Values): boolean {
  const [left, right] = [toSend(one), toSend(other)];
  return (Object.keys(emptyValues) as (keyof Values)[]).every((name) => JSON.stringify(left[name]) === JSON.stringify(right[name]));
}

/** Without these the server keeps nothing; in the words of the form. */
export function missing(values: Values): string | undefined {
  const wanted = [...(values.title.trim() === "" ? ["标题"] : []), ...(values.category === "" ? ["分类"] : [])];
  if (wanted.length > 0) return wanted.join("和");
  return undefined;
}

/** Why what is written cannot be saved as it stands, for the field; the server judges once more. */
export function wrongField(values: Values): { field: keyof Values; sentence: string } | undefined {
  const link = values.link.trim();
  if (link !== "" && !/^https?:\/\/[^\s\\@"'<>]+\.[^\s\\@"'<>]+$/.test(link))
    return { field: "link", sentence: "请填写完整网址，以 http:// 或 https:// 开头。" };
  if (values.body.length > materialLimits.body) return { field: "body", sentence: "正文太长了，请把一部分放到附件里。" };
  return undefined;
}

export const isUntouched = (values: Values): boolean => sameValues(values, emptyValues);
