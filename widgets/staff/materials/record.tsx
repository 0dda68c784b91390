import "./materials.css";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Failed, Loading, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { StateBadge } from "./list-badge.tsx";
import { RecordFacts, Files, Taken } from "./record-facts.tsx";
import { workingText } from "./record-text.ts";
import { useChecked, Warnings } from "./record-warnings.tsx";
import { Steps } from "./steps.tsx";

/** Ways out of the record: to the editor, its versions, and what the public sees. */
function Ways({ record }: { record: MaterialRecord }) {
  const person = useMe();
  return (
    <>
      {record.live && can(person, "cadre", "lead") && (
        <a class="button plain" href={href("/notes/new", { about: "material", id: record.id, title: record.title })}>
          写学习笔记
        </a>
      )}
      {record.allowed.includes("edit") && (
        <a class="button plain" href={href(`/materials/${record.id}/edit`)}>
          编辑
        </a>
      )}
      {record.seesHistory && (
        <a class="button plain" href={href(`/materials/${record.id}/history`)}>
          版本与比较
        </a>
      )}
      {record.live && (
        <a class="button plain" href={`/column/${record.id}`} target="_blank" rel="noopener">
          看公开页<span class="visually-hidden">（新窗口）</span>
        </a>
      )}
    </>
  );
}

function Text({ record }: { record: MaterialRecord }) {
  return (
    <article class="card reading" aria-label="正文">
      <h2 class="reading-title">{record.title}</h2>
      {record.summary && <p class="reading-summary">{record.summary}</p>}
      {record.body === "" ? <p class="muted">没有正文。</p> : <div class="reading-body">{workingText(record.body)}</div>}
      <Files record={record} />
      {record.questions.length > 0 && (
        <section>
          <h3>讨论题</h3>
          <ol>
            {record.questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ol>
        </section>
      )}
    </article>
  );
}

function Whole({ record, onChange }: { record: MaterialRecord; onChange: (record: MaterialRecord) => void }) {
  const checked = useChecked(record);
  return (
    <Screen
      title={record.title}
      note={
        <>
          <StateBadge {...record} /> {record.category} · {record.createdByName || "（已不在名单）"} 提供
        </>
      }
      actions={<Ways record={record} />}
    >
      <Steps record={record} words={checked?.words ?? []} onChange={onChange} />
      <Warnings record={record} checked={checked} />
      <div class="record-columns">
        <Text record={record} />
        <div class="stack">
          <RecordFacts record={record} />
          <Taken record={record} />
        </div>
      </div>
    </Screen>
  );
}

/** One material: what it says, where it stands, and what can be done with it now. */
export default function MaterialScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => api<MaterialRecord>("GET", `/api/staff/materials/${id}`, undefined, { signal }), [id]);
  if (from.value) return <Whole record={from.value} onChange={from.replace} />;
  return <Screen title="资料">{from.problem === undefined ? <Loading /> : <Failed problem={from.problem} onRetry={from.reload} />}</Screen>;
}
