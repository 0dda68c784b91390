import { useRef, useState } from "preact/hooks";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import { api } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button, FormError, SelectField } from "../shell/form.tsx";
import { go } from "../shell/router.ts";
import { refusalOf, sendFile, wasAborted } from "./editor-upload.ts";
import { workingText } from "./record-text.ts";

interface Imported {
  material: MaterialRecord;
  dropped: string[];
}

interface WordProps {
  categories: string[];
  category: string;
  onClose: () => void;
}

/** 导入 Word: sends a .docx, shows what became of it and what was left out, and then opens the draft. */
export function WordImport({ categories, category: chosen, onClose }: WordProps) {
  const [category, setCategory] = useState(chosen);
  const [sending, setSending] = useState<{ name: string; part: number; abort: AbortController }>();
  const [refusal, setRefusal] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const [imported, setImported] = useState<Imported>();
  const chooser = useRef<HTMLInputElement>(null);

  const send = async (file: File) => {
    setProblem(undefined);
    const wrong = /\.docx$/i.test(file.name) ? refusalOf(file) : "只能导入 .docx 文件。旧的 .doc 或 WPS 文件，请先在软件里另存为 .docx。";
    setRefusal(wrong);
    if (wrong) return;
    const abort = new AbortController();
    setSending({ name: file.name, part: 0, abort });
    try {
      const upload = await sendFile(file, {
        signal: abort.signal,
        onProgress: (part) => setSending({ name: file.name, part, abort }),
      });
      setImported(await api<Imported>("POST", "/api/staff/materials/word", { upload, category }));
    } catch (error) {
      if (!wasAborted(error)) setProblem(error);
    } finally {
      setSending(undefined);
    }
  };

  if (imported) return <Result imported={imported} onClose={onClose} />;
  return (
    <Dialog
      title="导入 Word"
      onClose={() => {
        sending?.abort.abort();
        onClose();
      }}
      actions={
        <Button busy={sending !== undefined} disabled={category === ""} onClick={() => chooser.current?.click()}>
          选择 Word 文件
        </Button>
      }
    >
      <p>标题、小标题、列表、表格和图片会保留，字体和排版按网站的样式。导入后先给您看结果，再打开编辑。</p>
      <SelectField
        label="放在哪个分类"
        name="import-category"
        required
        value={category}
        options={[{ value: "", label: "请选择" }, ...categories.map((name) => ({ value: name, label: name }))]}
        onInput={setCategory}
      />
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".docx"
        aria-label="选择 Word 文件"
        onChange={(event) => {
          const [file] = Array.from(event.currentTarget.files ?? []);
          event.currentTarget.value = "";
          if (file) void send(file);
        }}
      />
      {sending && (
        <div class="toolbar">
          <span class="grow">
            {sending.part < 1 ? `正在上传 ${sending.name}` : "正在转换…"}
            <progress max={100} value={Math.round(sending.part * 100)} aria-label="上传进度" />
          </span>
          <Button kind="quiet" onClick={() => sending.abort.abort()}>
            取消
          </Button>
        </div>
      )}
      <div role="alert">{refusal && <p class="form-error">{refusal}</p>}</div>
      <FormError problem={problem} />
    </Dialog>
  );
}

function Result({ imported: { material, dropped }, onClose }: { imported: Imported; onClose: () => void }) {
  return (
    <Dialog
      title="导入结果"
      wide
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            先放着
          </Button>
          <Button onClick={() => go(`/materials/${material.id}/edit`)}>打开编辑</Button>
        </>
      }
    >
      {dropped.length > 0 ? (
        <div class="warning">
          <p>
            <b>这些没有导入，请对照原文：</b>
          </p>
          <ul>
            {dropped.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      ) : (
        <p>文档里的内容都导入了。</p>
      )}
      <p class="muted small">已存为草稿；原来的 Word 文件放在附件里。</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be within reach of the keyboard */}
      <article class="import-result" tabIndex={0} aria-label="导入的内容">
        <h3>{material.title}</h3>
        <div class="reading-body">{workingText(material.body)}</div>
      </article>
    </Dialog>
  );
}
