import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import { bytes, dateTime } from "../shell/format.ts";
import { stepNames } from "./list-words.ts";

export function Files({ record: { id, attachments } }: { record: MaterialRecord }) {
  const files = attachments.filter(({ inline }) => !inline);
  if (files.length === 0) return null;
  return (
    <section>
      <h3>附件</h3>
      <ul class="plain-list">
        {files.map((file) => (
          <li key={file.id}>
            <a class="file" href={`/api/staff/materials/${id}/files/${file.id}`} download={file.fileName}>
              {file.fileName}
            </a>{" "}
            <span class="muted">{bytes(file.bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What stands beside the text; what is empty is left out. */
export function RecordFacts({ record }: { record: MaterialRecord }) {
  const reprint = record.origin === "reprint";
  const facts: [string, preact.ComponentChildren][] = [
    ["分类", record.category],
    ["三个结合", record.ties.join("、")],
    ["作者", record.author],
    ["来源", record.source],
    ["性质", reprint ? "转载" : "本部原创"],
    ["转载授权", reprint ? record.authorisation || "没有授权" : ""],
    [
      "原文地址",
      record.link && (
        <a key="link" href={record.link} target="_blank" rel="noopener noreferrer">
          {record.link}
        </a>
      ),
    ],
    ["成文日期", record.documentDate],
    ["必读", record.requiredReading ? "是" : ""],
    ["提供人", record.createdByName || "（已不在名单）"],
    ["建稿", dateTime(record.createdAt)],
    ["最后修改", dateTime(record.updatedAt)],
    ["发布", record.publishedAt ? `${dateTime(record.publishedAt)}（第 ${record.edition} 版）` : ""],
    ["浏览", record.edition > 0 ? `${record.views} 次` : ""],
  ];
  return (
    <section class="card" aria-labelledby="facts-title">
      <h2 id="facts-title">资料信息</h2>
      <dl class="facts">
        {facts
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <div key={name} class="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** Every step that was ever taken, newest first, with its reason. */
export function Taken({ record: { steps } }: { record: MaterialRecord }) {
  if (steps.length === 0) return null;
  return (
    <section class="card" aria-labelledby="taken-title">
      <h2 id="taken-title">办理记录</h2>
      <ol class="plain-list taken" reversed>
        {[...steps].reverse().map(({ step, name, at, note, overrule }) => (
          <li key={`${at}${step}`}>
            <b>{stepNames[step]}</b> {name} <span class="muted nowrap">{dateTime(at)}</span>
            {note && <p class="taken-note">{note}</p>}
            {overrule && <p class="taken-note">保留词表中的词，理由：{overrule}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
