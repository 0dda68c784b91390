import { useMemo, useState } from "preact/hooks";
import { wordLimits, type WordList } from "../../../functions/settings/words.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button, FormError, TextArea, TextField } from "../shell/form.tsx";
import { useLeaveGuard } from "../shell/router.ts";
import { saveFile } from "../shell/sheets.ts";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { previewWords } from "./read-words.ts";
import type { SectionProps } from "./section.tsx";
import { WordFile } from "./word-file.tsx";

const SHOWN = 60;

/** A text file that Notepad and Excel open as it is. */
function download(words: readonly string[]): void {
  saveFile("敏感词.txt", new Blob(["\ufeff", words.join("\r\n"), "\r\n"], { type: "text/plain;charset=utf-8" }));
}

function Search({ words, editable, onRemove }: { words: readonly string[]; editable: boolean; onRemove: (word: string) => void }) {
  const [wanted, setWanted] = useState("");
  const found = useMemo(() => words.filter((word) => word.includes(wanted.trim())), [words, wanted]);
  return (
    <>
      <TextField label="在词表里查找" name="search" type="search" value={wanted} onInput={setWanted} />
      <p class="muted" role="status">
        {wanted.trim() === "" ? `共 ${words.length} 个词` : `找到 ${found.length} 个`}
        {found.length > SHOWN && `，下面显示前 ${SHOWN} 个`}
      </p>
      <ul class="word-list plain-list">
        {found.slice(0, SHOWN).map((word) => (
          <li key={word}>
            {word}
            {editable && (
              <button type="button" class="quiet" aria-label={`删除 ${word}`} onClick={() => onRemove(word)}>
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function List({ list, editable, onSaved, onStale }: ListProps) {
  const { words, version } = list;
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  useLeaveGuard(typed.trim() !== "");

  const save = async (next: string[], told: string): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<{ version: number }>("PUT", "/api/staff/settings/words", { words: next, version });
      announce(told);
      onSaved({ words: next, version: saved.version });
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "conflict") {
        announce("词表刚刚被别人改过，已换成最新的，请再看一遍。", "error");
        onStale();
      } else setProblem(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const remove = async (word: string) => {
    if ((await confirm({ title: "删除这个词", text: `从词表里删除“${word}”吗？`, action: "删除", danger: true })) === undefined) return;
    await save(
      words.filter((other) => other !== word),
      `已删除“${word}”`,
    );
  };
  const { fresh, tooLong } = previewWords(typed.split("\n"), words);
  const full = words.length + fresh.length > wordLimits.words;
  const add = async () => {
    if (await save([...words, ...fresh], `已添加 ${fresh.length} 个词`)) setTyped("");
  };
  return (
    <div class="stack">
      <section class="card stack" aria-labelledby="words-heading">
        <div class="screen-head">
          <h2 id="words-heading">现有词表</h2>
          <Button kind="plain" disabled={words.length === 0} onClick={() => download(words)}>
            下载词表
          </Button>
        </div>
        <p>留言和资料里有这些词时，会提醒编辑留意，不会自动拒绝。大小写、全角半角和夹在中间的空格、标点都不影响查找。</p>
        {words.length === 0 ? (
          <p class="muted">词表还是空的{editable && "，可以在下面上传文件，或者直接填写"}。</p>
        ) : (
          <Search words={words} editable={editable} onRemove={(word) => void remove(word)} />
        )}
        <FormError problem={problem} />
      </section>
      {editable && (
        <>
          <WordFile list={words} busy={busy} onSave={save} />
          <section class="card stack" aria-labelledby="typed-heading">
            <h2 id="typed-heading">直接填写</h2>
            <TextArea
              label="一行一个词"
              name="words"
              rows={4}
              value={typed}
              error={
                tooLong.length > 0
                  ? `有 ${tooLong.length} 个词超过 ${wordLimits.word} 个字，不会添加。`
                  : full
                    ? `词表最多 ${wordLimits.words} 个词。`
                    : undefined
              }
              hint={typed.trim() === "" ? undefined : `其中 ${fresh.length} 个是新的`}
              onInput={setTyped}
            />
            <div class="toolbar">
              <Button busy={busy} disabled={fresh.length === 0 || full} onClick={() => void add()}>
                添加
              </Button>
            </div>
          </section>
        </>
      )}
    </div>
  );
}

interface ListProps {
  list: WordList;
  editable: boolean;
  onSaved: (list: WordList) => void;
  /** Somebody else has changed the list. */
  onStale: () => void;
}

export function Words({ editable }: SectionProps) {
  const from = useLoad((signal) => api<WordList>("GET", "/api/staff/settings/words", undefined, { signal }), []);
  return <Load from={from}>{(list) => <List list={list} editable={editable} onSaved={from.replace} onStale={from.reload} />}</Load>;
}
