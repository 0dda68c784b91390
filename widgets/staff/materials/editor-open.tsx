import type { ComponentType } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import type { RichTextHandle, RichTextProps } from "../editor/rich-text.tsx";
import { pageOf } from "../preview/page-of.ts";
import type PreviewPane from "../preview/pane.tsx";
import { announce } from "../shell/announce.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { href, useLeaveGuard } from "../shell/router.ts";
import { Failed, Loading, Screen } from "../shell/states.tsx";
import { ListedWords, SimilarTitles } from "./editor-checks.tsx";
import { SetAside, SettleConflict } from "./editor-conflict.tsx";
import { Files } from "./editor-files.tsx";
import { AboutFields, HeadFields, TitleOffer } from "./editor-form.tsx";
import { asideKey, type Kept } from "./editor-kept.ts";
import { Provide } from "./editor-provide.tsx";
import { SaveLine } from "./editor-state.tsx";
import { useUploads } from "./editor-uploads.ts";
import { isUntouched, wrongField, type Values } from "./editor-values.ts";
import { WordImport } from "./editor-word.tsx";
import { useChecks } from "./use-checks.ts";
import { useSaver } from "./use-saver.ts";

interface EditorProps {
  title: string;
  categories: string[];
  record: MaterialRecord | undefined;
  /** Found on the device and wanted back. */
  kept: Kept | undefined;
}

interface Heavy {
  RichText: ComponentType<RichTextProps>;
  Preview: typeof PreviewPane;
}

/** The text field and the preview are fetched when an editor opens, not with its screen: the form stands at once. */
function useHeavy(): { heavy: Heavy | undefined; problem: unknown; load: () => void } {
  const [heavy, setHeavy] = useState<Heavy>();
  const [problem, setProblem] = useState<unknown>();
  const load = () => {
    setProblem(undefined);
    Promise.all([import("../editor/rich-text.tsx"), import("../preview/pane.tsx")]).then(
      ([text, preview]) => setHeavy({ RichText: text.default, Preview: preview.default }),
      setProblem,
    );
  };
  useEffect(load, []);
  return { heavy, problem, load };
}

const GUARDED = new Set(["incomplete", "wrong", "offline", "refused", "conflict"]);

/** The editor of one material: the form on the left, what the portal will show on the right. */
export function Editor({ title, categories, record: first, kept }: EditorProps) {
  const { saver, change } = useSaver(first, kept);
  const { heavy, problem: notLoaded, load } = useHeavy();
  const uploads = useUploads(saver);
  const text = useRef<RichTextHandle | null>(null);
  /** Raised when the text is exchanged as a whole. */
  const [generation, setGeneration] = useState(0);
  const [tab, setTab] = useState<"write" | "preview">("write");
  const [open, setOpen] = useState<"word" | "provide">();
  const [offered, setOffered] = useState("");
  const [later, setLater] = useState<MaterialRecord>();
  const { record, mine: values, state } = saver;
  const fileNames = (record?.attachments ?? []).filter(({ inline }) => !inline).map(({ fileName }) => fileName);
  const checks = useChecks(record?.id, values, fileNames);
  const aside = useDraft<Values | null>(asideKey(record?.id), null);
  const page = useMemo(() => pageOf(values, record), [values, record]);
  const refused = state.kind === "refused" ? state.problem : undefined;
  useLeaveGuard(GUARDED.has(state.kind) && saver.dirty);

  /** What was typed a moment ago counts too. */
  const current = () => {
    const body = text.current?.body();
    if (body !== undefined && body !== saver.mine.body) change({ body });
  };
  const exchange = (next: Partial<Values>) => {
    change(next);
    setGeneration((before) => before + 1);
  };
  const save = async () => {
    current();
    if (await saver.flush()) announce("已保存");
  };
  const provide = async () => {
    current();
    const wrong = wrongField(saver.mine);
    if (wrong?.field === "link") announce(`原文地址还没有填对：${wrong.sentence}`, "error");
    else if (await saver.flush()) setOpen("provide");
    else announce("还没有保存，不能提供。请看上面的提示。", "error");
  };

  const saveRef = useRef(save);
  useEffect(() => void (saveRef.current = save));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      void saveRef.current();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const onPicture: RichTextProps["onPicture"] = ({ placeholder, file }) =>
    void uploads.picture(file).then((src) => text.current?.settle(placeholder, src));
  const fields = { values, categories, problem: refused, onInput: change };
  return (
    <Screen
      title={title}
      actions={
        !record && isUntouched(values) ? (
          <Button kind="plain" onClick={() => setOpen("word")}>
            导入 Word
          </Button>
        ) : (
          record && (
            <a class="button plain" href={href(`/materials/${record.id}`)}>
              看这份资料
            </a>
          )
        )
      }
    >
      <div class="editor-bar">
        <SaveLine state={state} />
        {state.kind === "conflict" && later === state.current && (
          <Button kind="plain" onClick={() => setLater(undefined)}>
            比较两份内容
          </Button>
        )}
        <span class="grow" />
        <div class="toolbar editor-tabs" role="group" aria-label="显示">
          {(
            [
              ["write", "编辑"],
              ["preview", "预览"],
            ] as const
          ).map(([name, label]) => (
            <button key={name} type="button" class="plain" aria-pressed={tab === name} onClick={() => setTab(name)}>
              {label}
            </button>
          ))}
        </div>
        <Button kind="plain" title="保存（Ctrl+S）" onClick={() => void save()}>
          保存
        </Button>
      </div>
      <div class={`editor-columns show-${tab}`}>
        <div class="stack editor-write">
          <SetAside aside={aside} onTake={exchange} />
          <section class="card stack" aria-label="标题和正文">
            <HeadFields {...fields} />
            {offered && values.title.trim() === "" && (
              <TitleOffer
                title={offered}
                onTake={() => {
                  change({ title: offered });
                  text.current?.dropTitle(offered);
                  setOffered("");
                }}
              />
            )}
            <SimilarTitles similar={checks.similar} />
            <p class="body-label" aria-hidden="true">
              正文
            </p>
            {heavy ? (
              <heavy.RichText
                key={generation}
                label="正文"
                html={values.body}
                handleRef={text}
                onChange={(body) => change({ body })}
                onPicture={onPicture}
                onFiles={uploads.add}
                onTitle={setOffered}
                error={wrongField(values)?.field === "body" ? wrongField(values)?.sentence : fieldError(refused, "body")}
              />
            ) : notLoaded === undefined ? (
              <Loading />
            ) : (
              <Failed problem={notLoaded} onRetry={load} />
            )}
            <ListedWords words={checks.words} />
          </section>
          <AboutFields {...fields} />
          <Files record={record} saver={saver} uploads={uploads} />
          <div class="card toolbar editor-end">
            <p class="grow muted">写好后点“提供”，由别人做保密审查和签发，然后才会发布。</p>
            <Button onClick={() => void provide()}>提供</Button>
          </div>
        </div>
        <div class="editor-preview">{heavy && <heavy.Preview page={page} />}</div>
      </div>
      {open === "word" && <WordImport categories={categories} category={values.category} onClose={() => setOpen(undefined)} />}
      {open === "provide" && <Provide saver={saver} words={checks.words} onClose={() => setOpen(undefined)} />}
      {state.kind === "conflict" && later !== state.current && (
        <SettleConflict
          saver={saver}
          current={state.current}
          aside={aside}
          onSettled={() => setGeneration((before) => before + 1)}
          onClose={() => setLater(state.current)}
        />
      )}
    </Screen>
  );
}
