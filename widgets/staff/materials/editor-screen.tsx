import "./materials.css";
import "./editor.css";
import { useState } from "preact/hooks";
import type { MaterialList, MaterialRecord } from "../../../functions/materials/contract.ts";
import { defaultCategories } from "../../../functions/settings/contract.ts";
import { plainText } from "../../../functions/word/plain-text.ts";
import { api, ApiProblem } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Empty, Failed, Loading, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { draftKey, type Kept } from "./editor-kept.ts";
import { Editor } from "./editor-open.tsx";
import { emptyValues, sameValues, valuesOf } from "./editor-values.ts";
import { workingText } from "./record-text.ts";

/** `#/materials/new` and `#/materials/:id/edit`. */
export default function EditorScreen({ params }: ScreenProps) {
  const id = params["id"];
  const from = useLoad(
    async (signal) => {
      const [{ categories }, record] = await Promise.all([
        api<MaterialList>("GET", "/api/materials?limit=1", undefined, { signal }).catch((problem: unknown) => withoutLine(problem, id)),
        id ? api<MaterialRecord>("GET", `/api/staff/materials/${id}`, undefined, { signal }) : undefined,
      ]);
      return { categories, record };
    },
    [id],
  );
  const title = id ? "编辑资料" : "写新资料";
  if (!from.value)
    return (
      <Screen title={title}>{from.problem === undefined ? <Loading /> : <Failed problem={from.problem} onRetry={from.reload} />}</Screen>
    );
  const { categories, record } = from.value;
  if (record && !record.allowed.includes("edit")) return <Closed title={title} record={record} />;
  return <Found key={id} title={title} categories={categories} record={record} />;
}

/** What lies on the device, as far as it is not on the server. */
function useFound(record: MaterialRecord | undefined) {
  const draft = useDraft<Kept | null>(draftKey(record?.id), null);
  const [kept] = useState(draft.value);
  const stored = record ? valuesOf(record) : emptyValues;
  return { draft, found: kept && !sameValues(kept.values, stored) ? kept : undefined };
}

function FoundText({ found, at }: { found: Kept; at: number | undefined }) {
  return (
    <>
      <p>
        {at !== undefined && `${dateTime(new Date(at).toISOString())} 写的，`}
        存在这台电脑上，还没有保存到服务器：
      </p>
      <blockquote class="found-text">
        <b>{found.values.title || "（还没有标题）"}</b>
        <p>{plainText(found.values.body).slice(0, 200) || "（还没有正文）"}</p>
      </blockquote>
    </>
  );
}

/** No draft any more: what was written meanwhile can at least be read and copied. */
function Closed({ title, record }: { title: string; record: MaterialRecord }) {
  const { draft, found } = useFound(record);
  const [gone, setGone] = useState(false);
  return (
    <Screen title={title}>
      <Empty
        title="现在不能编辑这份资料"
        hint="只有草稿能改。已提供的请对方退回，已发布的先开始修订。"
        action={
          <a class="button plain" href={href(`/materials/${record.id}`)}>
            看这份资料
          </a>
        }
      />
      {found && !gone && (
        <section class="card stack" aria-labelledby="found-title">
          <h2 id="found-title">您写的内容还在</h2>
          <FoundText found={found} at={draft.recoveredAt} />
          <div class="reading-body">{workingText(found.values.body)}</div>
          <div>
            <Button
              kind="plain"
              onClick={() => {
                draft.clear(null);
                setGone(true);
              }}
            >
              不要了
            </Button>
          </div>
        </section>
      )}
    </Screen>
  );
}

/** Without a line a new material can be begun all the same, under the usual categories; the server has the last word. */
function withoutLine(problem: unknown, id: string | undefined): Pick<MaterialList, "categories"> {
  if (id === undefined && problem instanceof ApiProblem && problem.code === "offline") return { categories: defaultCategories };
  throw problem;
}

interface FoundProps {
  title: string;
  categories: string[];
  record: MaterialRecord | undefined;
}

/** Before anything is written over it: what a crash, a reload or a dead line has left on the device. */
function Found({ title, categories, record }: FoundProps) {
  const { draft, found } = useFound(record);
  const [decided, setDecided] = useState<"taken" | "dropped">();
  if (found && !decided)
    return (
      <Screen title={title}>
        <section class="card stack" aria-labelledby="found-title">
          <h2 id="found-title">找到没有保存的内容</h2>
          <FoundText found={found} at={draft.recoveredAt} />
          <div class="toolbar">
            <Button onClick={() => setDecided("taken")}>恢复</Button>
            <Button
              kind="plain"
              onClick={() => {
                draft.clear(null);
                setDecided("dropped");
              }}
            >
              放弃
            </Button>
          </div>
        </section>
      </Screen>
    );
  return <Editor title={title} categories={categories} record={record} kept={decided === "taken" ? found : undefined} />;
}
