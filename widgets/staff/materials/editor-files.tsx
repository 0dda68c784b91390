import { useRef, useState } from "preact/hooks";
import { materialLimits, type MaterialRecord } from "../../../functions/materials/contract.ts";
import { announce } from "../shell/announce.tsx";
import { confirm } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { bytes } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { detach } from "./editor-upload.ts";
import type { Sending, Uploads } from "./editor-uploads.ts";
import type { Saver } from "./editor-saver.ts";

interface FilesProps {
  record: MaterialRecord | undefined;
  saver: Saver;
  uploads: Uploads;
}

/** The attachments of a material: what is stored, what is on its way, and where to drop more. */
export function Files({ record, saver, uploads }: FilesProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const stored = (record?.attachments ?? []).filter(({ inline }) => !inline);
  return (
    <section class="card stack" aria-labelledby="files-title">
      <h2 id="files-title">附件</h2>
      {(stored.length > 0 || uploads.list.length > 0) && (
        <ul class="plain-list file-list">
          {stored.map((file) => (
            <li key={file.id}>
              <span class="grow">
                <a href={`/api/staff/materials/${record!.id}/files/${file.id}`} target="_blank" rel="noopener">
                  {file.fileName}
                </a>{" "}
                <span class="muted small">{bytes(file.bytes)}</span>
              </span>
              <Button kind="quiet" aria-label={`删除附件 ${file.fileName}`} onClick={() => void remove(saver, file.id, file.fileName)}>
                删除
              </Button>
            </li>
          ))}
          {uploads.list.map((sending) => (
            <OnItsWay key={sending.id} sending={sending} uploads={uploads} />
          ))}
        </ul>
      )}
      <div
        class={over ? "drop-place over" : "drop-place"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          uploads.add(Array.from(event.dataTransfer?.files ?? []));
        }}
      >
        <p>把文件拖到这里，或者</p>
        <Button kind="plain" onClick={() => chooser.current?.click()}>
          选择文件
        </Button>
        <small class="muted">可以一次选几个。文档每个最大 50 MB，图片 10 MB，视频 200 MB，最多 {materialLimits.attachments} 个。</small>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="选择附件"
          onChange={(event) => {
            uploads.add(Array.from(event.currentTarget.files ?? []));
            event.currentTarget.value = "";
          }}
        />
      </div>
    </section>
  );
}

/** One file that is being sent, or was not taken. */
function OnItsWay({ sending, uploads }: { sending: Sending; uploads: Uploads }) {
  const { id, file, state, part, sentence } = sending;
  const percent = Math.round(part * 100);
  return (
    <li class={state === "failed" || state === "refused" ? "failed" : ""}>
      <span class="grow">
        {file.name} <span class="muted small">{bytes(file.size)}</span>
        {state === "sending" && <progress max={100} value={percent} aria-label={`正在上传 ${file.name}`} />}
        <span class="small" role={state === "failed" || state === "refused" ? "alert" : undefined}>
          {state === "waiting" && "等待上传…"}
          {state === "sending" && `已上传 ${percent}%`}
          {state === "attaching" && "正在检查和保存…"}
          {sentence}
        </span>
      </span>
      {state === "failed" && (
        <Button kind="plain" aria-label={`重试 ${file.name}`} onClick={() => uploads.retry(id)}>
          重试
        </Button>
      )}
      {state !== "attaching" && (
        <Button
          kind="quiet"
          aria-label={`${state === "failed" || state === "refused" ? "不要了" : "取消上传"} ${file.name}`}
          onClick={() => uploads.cancel(id)}
        >
          {state === "failed" || state === "refused" ? "不要了" : "取消"}
        </Button>
      )}
    </li>
  );
}

async function remove(saver: Saver, id: string, name: string): Promise<void> {
  const sure = await confirm({ title: "删除附件", text: `确定删除“${name}”吗？已经发布的版本里仍然有它。`, action: "删除", danger: true });
  if (sure === undefined) return;
  try {
    await saver.run((record) => detach(record, id));
    announce(`已删除“${name}”`);
  } catch (problem) {
    announce(`没有删除：${problemText(problem)}`, "error");
  }
}
