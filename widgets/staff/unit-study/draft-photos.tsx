import { useEffect, useRef, useState } from "preact/hooks";
import { MOST_PHOTOS } from "../../../functions/study/photos.contract.ts";
import { refusalOf } from "../materials/editor-upload.ts";
import { newKey } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import type { KeptPhoto } from "./kept-records.ts";

function Thumbnail({ photo }: { photo: KeptPhoto }) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(photo.file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [photo.file]);
  return address === "" ? null : <img src={address} alt={photo.name} />;
}

interface PhotosProps {
  photos: readonly KeptPhoto[];
  onChange: (photos: KeptPhoto[]) => void;
}

/** Photos that are not sent yet: taken or chosen, looked at, taken out again. Works without a line. */
export function DraftPhotos({ photos, onChange }: PhotosProps) {
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState("");
  const add = (files: readonly File[]) => {
    const refusals = files.map((file) => (/\.(jpe?g|png)$/i.test(file.name) ? refusalOf(file) : "照片请用 JPG 或 PNG。"));
    const good = files.filter((_, place) => refusals[place] === undefined);
    const room = MOST_PHOTOS - photos.length;
    setError(refusals.find((refusal) => refusal !== undefined) ?? (good.length > room ? `最多 ${MOST_PHOTOS} 张照片。` : ""));
    onChange([...photos, ...good.slice(0, room).map((file) => ({ id: newKey(), name: file.name, file }))]);
  };
  return (
    <section class="stack" aria-label="照片">
      <h3>照片</h3>
      {photos.length > 0 && (
        <ul class="unit-photos">
          {photos.map((photo) => (
            <li key={photo.id}>
              <Thumbnail photo={photo} />
              <Button
                kind="quiet"
                aria-label={`去掉照片 ${photo.name}`}
                onClick={() => onChange(photos.filter(({ id }) => id !== photo.id))}
              >
                去掉
              </Button>
            </li>
          ))}
        </ul>
      )}
      {photos.length < MOST_PHOTOS && (
        <p class="toolbar">
          <input
            ref={input}
            type="file"
            accept="image/jpeg,image/png"
            multiple
            hidden
            onChange={(event) => {
              add(Array.from(event.currentTarget.files ?? []));
              event.currentTarget.value = "";
            }}
          />
          <Button kind="plain" onClick={() => input.current?.click()}>
            添加照片
          </Button>
          <span class="muted">现场照片、签到表，最多 {MOST_PHOTOS} 张。</span>
        </p>
      )}
      <p class="field-error" role="alert">
        {error}
      </p>
    </section>
  );
}
