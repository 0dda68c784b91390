import "./photos.css";
import { useRef, useState } from "preact/hooks";
import { MOST_PHOTOS, type Photo } from "../../../functions/study/photos.contract.ts";
import { refusalOf, sendFile } from "../materials/editor-upload.ts";
import { announce } from "../shell/announce.tsx";
import { confirm } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";

interface PhotosProps {
  /** API address of the record; its photos lie under `…/photos/<id>`. */
  record: string;
  photos: readonly Photo[];
  /** Attaches an upload; absent for those who only look. */
  onAdd?: ((upload: string) => Promise<void>) | undefined;
  onRemove?: ((photo: string) => Promise<void>) | undefined;
}

/** The photos of a record and, where one may, the way to add one: taken or chosen, with progress. */
export function Photos({ record, photos, onAdd, onRemove }: PhotosProps) {
  const input = useRef<HTMLInputElement>(null);
  const [part, setPart] = useState<number>();
  const [error, setError] = useState("");

  const add = async (file: File) => {
    const refusal = /\.(jpe?g|png)$/i.test(file.name) ? refusalOf(file) : "照片请用 JPG 或 PNG。";
    setError(refusal ?? "");
    if (refusal !== undefined || !onAdd) return;
    setPart(0);
    try {
      await onAdd(await sendFile(file, { onProgress: setPart, signal: new AbortController().signal }));
      announce("照片已上传");
    } catch (problem) {
      setError(`没有传上去：${problemText(problem)}`);
    }
    setPart(undefined);
  };
  const remove = async (photo: Photo) => {
    const left = await confirm({ title: "删除照片", text: photo.fileName, action: "删除", danger: true });
    if (left === undefined) return;
    try {
      await onRemove?.(photo.id);
    } catch (problem) {
      setError(problemText(problem));
    }
  };

  return (
    <section class="stack" aria-label="照片">
      {photos.length > 0 && (
        <ul class="photos">
          {photos.map((photo) => (
            <li key={photo.id}>
              <a href={`${record}/photos/${photo.id}`} target="_blank" rel="noopener">
                <img src={`${record}/photos/${photo.id}`} alt={photo.fileName} loading="lazy" />
              </a>
              {onRemove && (
                <Button kind="quiet" onClick={() => void remove(photo)} aria-label={`删除照片 ${photo.fileName}`}>
                  删除
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {onAdd && photos.length < MOST_PHOTOS && (
        <p class="toolbar">
          <input
            ref={input}
            type="file"
            accept="image/jpeg,image/png"
            hidden
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) void add(file);
              event.currentTarget.value = "";
            }}
          />
          <Button kind="plain" busy={part !== undefined} onClick={() => input.current?.click()}>
            添加照片
          </Button>
          {part !== undefined && <progress max={1} value={part} aria-label="上传进度" />}
        </p>
      )}
      <p class="field-error" role="alert">
        {error}
      </p>
    </section>
  );
}
