import { useEffect } from "preact/hooks";
import { confirm } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { useObservable } from "../shell/observable.ts";
import { useOnline } from "../shell/online.ts";
import { go } from "../shell/router.ts";
import { dropRecord, keepDraftPhotos, keptRecords, lookForKept, type KeptRecord } from "./kept-records.ts";
import { emptyRecord } from "./record-fields.tsx";
import { sendAll } from "./send-kept.ts";

/** Records that wait on the device. */
export function KeptList() {
  const kept = useObservable(keptRecords);
  const online = useOnline();
  const draft = useDraft("group-study:new", emptyRecord());
  useEffect(() => {
    void lookForKept().then(() => sendAll());
  }, []);
  if (!kept || kept.length === 0) return null;
  const remove = async ({ key, values }: KeptRecord) => {
    const text = `“${values.topic}”还没有提交，删除后找不回来。`;
    const left = await confirm({ title: "删除这条记录", text, action: "删除", danger: true });
    if (left !== undefined) await dropRecord(key);
  };
  const edit = async ({ key, values, photos }: KeptRecord) => {
    // Its uploads stay; what was refused was not filed, so it is a new record with a key of its own.
    draft.set(values);
    await keepDraftPhotos(photos);
    await dropRecord(key);
    go("/unit/records/new");
  };
  return (
    <section class="card stack" aria-label="存在本机的记录">
      <h2>存在本机，联网后自动提交</h2>
      <ul class="plain-list stack">
        {kept.map((record) => (
          <li key={record.key} class="stack">
            <p>
              <b>{record.values.topic}</b>
              <span class="muted">
                {" "}
                {record.values.date} · {record.values.people} 人{record.photos.length > 0 && ` · ${record.photos.length} 张照片`}
              </span>
            </p>
            {record.refused && <p class="form-error">没有提交成功：{record.refused}</p>}
            <p class="toolbar">
              {record.refused ? (
                <Button kind="plain" onClick={() => void edit(record)}>
                  修改后再提交
                </Button>
              ) : (
                online && (
                  <Button kind="plain" onClick={() => void sendAll()}>
                    现在提交
                  </Button>
                )
              )}
              <Button kind="quiet" onClick={() => void remove(record)}>
                删除
              </Button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
