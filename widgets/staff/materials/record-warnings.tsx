import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import type { CheckAnswer } from "../../../functions/materials/queue.contract.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import { useLoad } from "../shell/use-load.ts";
import { StateBadge } from "./list-badge.tsx";

const fieldNames: Record<CheckAnswer["words"][number]["field"], string> = {
  title: "标题",
  summary: "摘要",
  body: "正文",
  author: "作者",
  source: "来源",
  questions: "讨论题",
  attachments: "附件名",
};

/** Titles like this one and listed words in the text, while it is on its way; a check that fails holds nothing up. */
export function useChecked(record: MaterialRecord): CheckAnswer | undefined {
  const { id, version, title, summary, body, author, source, questions, state } = record;
  const attachments = record.attachments.filter(({ inline }) => !inline).map(({ fileName }) => fileName);
  const asked = { id, title, summary, body, author, source, questions, attachments };
  const onItsWay = state !== "published" && state !== "withdrawn";
  const { value } = useLoad<CheckAnswer>(
    async (signal) => (onItsWay ? api<CheckAnswer>("POST", "/api/staff/materials/check", asked, { signal }) : { similar: [], words: [] }),
    [id, version],
  );
  return value;
}

/** The words found, each with what stands around it, so that one need not look for it. */
export function FoundWords({ words }: { words: CheckAnswer["words"] }) {
  return (
    <ul class="found-words">
      {words.map(({ word, field, around }, place) => (
        <li key={place}>
          <b>{word}</b>（{fieldNames[field]}
          {around && around !== word ? `：…${around}…` : ""}）
        </li>
      ))}
    </ul>
  );
}

function Similar({ similar }: { similar: CheckAnswer["similar"] }) {
  const same = similar.some((one) => one.same);
  return (
    <div class="warning">
      <p>
        <b>{same ? "已经有同名的资料" : "有标题相近的资料"}</b>，请看看是不是重复了：
      </p>
      <ul>
        {similar.map((one) => (
          <li key={one.id}>
            <a href={href(`/materials/${one.id}`)}>{one.title}</a> <StateBadge state={one.state} live={one.live} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What should be looked at before the material goes on. */
export function Warnings({ record, checked }: { record: MaterialRecord; checked: CheckAnswer | undefined }) {
  const { similar = [], words = [] } = checked ?? {};
  if (record.textIsPublic && similar.length === 0 && words.length === 0) return null;
  return (
    <section class="warnings" aria-label="请注意">
      {!record.textIsPublic && (
        <div class="warning">
          <p>
            <b>这是没有授权的转载</b>：公开页只显示标题和原文地址，正文、附件都不公开。
            {record.link === "" && "现在原文地址也是空的，读者将打不开原文，请补上地址或授权。"}
          </p>
        </div>
      )}
      {words.length > 0 && (
        <div class="warning">
          <p>
            <b>资料里有词表中的词</b>，请修改；确实需要保留的，提供、审查、签发时要写明理由：
          </p>
          <FoundWords words={words} />
        </div>
      )}
      {similar.length > 0 && <Similar similar={similar} />}
    </section>
  );
}
