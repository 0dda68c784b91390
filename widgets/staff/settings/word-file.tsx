import { useId, useState } from "preact/hooks";
import { wordLimits } from "../../../functions/settings/words.contract.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { previewWords, readWordFile, type WordPreview } from "./read-words.ts";

interface WordFileProps {
  list: readonly string[];
  busy: boolean;
  /** @returns whether it was saved */
  onSave: (words: string[], told: string) => Promise<boolean>;
}

const faults: Record<string, string> = {
  "too-large": "文件太大了，词表文件不应超过 5 MB。",
  kind: "只能用 .txt、.csv 或 .xlsx 文件；老的 .xls 请另存为 .xlsx。",
};

/** A few of the words, so that one sees whether the file was understood. */
function Sample({ title, words }: { title: string; words: readonly string[] }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {words.length} 个
        {words.length > 0 && (
          <small class="muted">
            ：
            {words
              .slice(0, 8)
              .map((word) => (word.length > 24 ? `${word.slice(0, 24)}…` : word))
              .join("、")}
            {words.length > 8 && "……"}
          </small>
        )}
      </dd>
    </>
  );
}

/** Words from a file: first what is in it, then add to the list or take the list's place. */
export function WordFile({ list, busy, onSave }: WordFileProps) {
  const [found, setFound] = useState<{ name: string; words: string[] }>();
  const [fault, setFault] = useState<string>();
  const id = useId();
  const preview: WordPreview | undefined = found && previewWords(found.words, list);

  const choose = async (file: File | undefined) => {
    setFault(undefined);
    setFound(undefined);
    if (!file) return;
    try {
      setFound({ name: file.name, words: await readWordFile(file) });
    } catch (error) {
      setFault(faults[(error as Error).message] ?? "这个文件读不出来，请检查是不是损坏了。");
    }
  };
  const keep = async (words: string[], told: string) => {
    if (await onSave(words, told)) setFound(undefined);
  };
  const replace = async () => {
    const text = `现有的 ${list.length} 个词将全部换成文件里的 ${preview!.all.length} 个。建议先下载现有词表留底。`;
    if ((await confirm({ title: "替换整个词表", text, action: "替换", danger: true })) === undefined) return;
    await keep(preview!.all, `词表已换成文件里的 ${preview!.all.length} 个词`);
  };
  const tooMany = (count: number) => (count > wordLimits.words ? `词表最多 ${wordLimits.words} 个词，这样会有 ${count} 个。` : undefined);
  const sum = list.length + (preview?.fresh.length ?? 0);

  return (
    <section class="card stack" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>从文件上传</h2>
      <div class="field">
        <label>
          选择词表文件
          <input
            type="file"
            name="file"
            accept=".txt,.csv,.xlsx"
            aria-describedby={`${id}-hint ${id}-error`}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              void choose(file);
              // The same file, mended, can be chosen again.
              event.currentTarget.value = "";
            }}
          />
        </label>
        <small id={`${id}-hint`} class="muted">
          .txt 一行一个词；.csv 和 .xlsx 一格一个词。记事本和 Excel 存的中文文件都能认。最多 {wordLimits.words} 个词，每个词最多{" "}
          {wordLimits.word} 个字。
        </small>
        <span id={`${id}-error`} class="field-error" role="alert">
          {fault}
        </span>
      </div>
      {preview && (
        <div class="stack" role="status">
          <h3>“{found!.name}”里有</h3>
          <dl class="facts">
            <Sample title="新词" words={preview.fresh} />
            <Sample title="词表里已有" words={preview.known} />
            <Sample title="文件里重复" words={preview.repeated} />
            <Sample title={`超过 ${wordLimits.word} 字，不收`} words={preview.tooLong} />
          </dl>
          {(tooMany(sum) ?? tooMany(preview.all.length)) && <p class="field-error">{tooMany(preview.all.length) ?? tooMany(sum)}</p>}
          <div class="toolbar">
            <Button
              busy={busy}
              disabled={preview.fresh.length === 0 || sum > wordLimits.words}
              onClick={() => void keep([...list, ...preview.fresh], `已添加 ${preview.fresh.length} 个词`)}
            >
              添加 {preview.fresh.length} 个新词
            </Button>
            <Button
              kind="danger"
              busy={busy}
              disabled={preview.all.length === 0 || preview.all.length > wordLimits.words}
              onClick={() => void replace()}
            >
              替换整个词表
            </Button>
            <Button kind="plain" onClick={() => setFound(undefined)}>
              取消
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
