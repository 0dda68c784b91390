import { useState } from "preact/hooks";
import type { MaterialList } from "../../../functions/materials/contract.ts";
import type { Note } from "../../../functions/notes/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button, FormError, SelectField, TextField } from "../shell/form.tsx";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import type { NoteSaver } from "./note-saver.ts";

/** 提供发表: under which category, and what happens then. */
export function OfferDialog({ saver, onClose }: { saver: NoteSaver; onClose: () => void }) {
  const from = useLoad((signal) => api<MaterialList>("GET", "/api/materials?limit=1", undefined, { signal }), []);
  const [category, setCategory] = useState("评论文章");
  const [overrule, setOverrule] = useState("");
  const [words, setWords] = useState<string[]>([]);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { title, text } = saver.values;
  const missing = title.trim() === "" ? "标题" : text.trim() === "" ? "正文" : undefined;
  const offer = async (categories: string[]) => {
    setBusy(true);
    setProblem(undefined);
    const chosen = categories.includes(category) ? category : (categories[0] ?? category);
    try {
      await saver.run((note) =>
        api<Note>("POST", `/api/staff/notes/${note.id}/offer`, { version: note.version, category: chosen, overrule: overrule.trim() }),
      );
      announce("已提供，等待保密审查");
      onClose();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "words-found") setWords(error.errors.map(({ code }) => code));
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Dialog title="提供发表" onClose={onClose}>
      <Load from={from}>
        {({ categories }) => (
          <div class="stack">
            <p>
              系统按现在的文字生成一份资料，署您的名字，经保密审查、签发后公开。笔记本身仍然只有您和能看的人看得到，以后改动笔记不影响已提供的资料。
            </p>
            {missing ? (
              <p class="form-error">请先写上{missing}。</p>
            ) : (
              <>
                <SelectField
                  label="分类"
                  name="category"
                  value={categories.includes(category) ? category : (categories[0] ?? "")}
                  onInput={setCategory}
                  options={categories}
                />
                {words.length > 0 && (
                  <TextField
                    label={`文中有“${[...new Set(words)].join("”“")}”，保留的理由`}
                    name="overrule"
                    maxLength={300}
                    value={overrule}
                    onInput={setOverrule}
                  />
                )}
                <FormError problem={problem} />
                <div class="toolbar">
                  <Button busy={busy} onClick={() => void offer(categories)}>
                    提供
                  </Button>
                </div>
              </>
            )}
          </div>
        )}
      </Load>
    </Dialog>
  );
}
