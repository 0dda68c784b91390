import "./unit-study.css";
import { useEffect, useState } from "preact/hooks";
import { announce } from "../shell/announce.tsx";
import { newKey } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError } from "../shell/form.tsx";
import { useOnline } from "../shell/online.ts";
import { go, href } from "../shell/router.ts";
import { useMe } from "../shell/session.ts";
import { Screen } from "../shell/states.tsx";
import { DraftPhotos } from "./draft-photos.tsx";
import { draftPhotos, dropRecord, keepDraftPhotos, keepRecord, type KeptPhoto } from "./kept-records.ts";
import { emptyRecord, missing, RecordFields } from "./record-fields.tsx";
import { sendKept } from "./send-kept.ts";

/** The photos of the text that is being written, kept on the device with it; undefined until the device was asked for them. */
function useDraftPhotos(): [KeptPhoto[] | undefined, (photos: KeptPhoto[]) => Promise<void>] {
  const [photos, setPhotos] = useState<KeptPhoto[]>();
  useEffect(() => void draftPhotos().then(setPhotos), []);
  const change = async (next: KeptPhoto[]) => {
    setPhotos(next);
    await keepDraftPhotos(next).catch(() => announce("这台设备存不下照片，请先不要关闭页面。", "error"));
  };
  return [photos, change];
}

/** `#/unit/records/new`: a 集中学习 record; written, and handed in, with a line or without. */
export default function NewRecordScreen() {
  const me = useMe();
  const online = useOnline();
  const draft = useDraft("group-study:new", emptyRecord());
  const [photos, setPhotos] = useDraftPhotos();
  const [busy, setBusy] = useState(false);
  const [lacking, setLacking] = useState<string>();
  const [problem, setProblem] = useState<unknown>();

  const submit = async () => {
    const gap = missing(draft.value);
    setLacking(gap);
    setProblem(undefined);
    if (gap) return;
    setBusy(true);
    const key = newKey();
    try {
      // On the device first: from here on nothing can lose it.
      await keepRecord({ key, person: me.id, at: Date.now(), values: draft.value, photos: photos ?? [] });
    } catch {
      setBusy(false);
      setLacking("这台设备存不下这条记录，请去掉几张照片再试。");
      return;
    }
    const outcome = await sendKept(key);
    if (outcome.state === "refused") {
      await dropRecord(key);
      setBusy(false);
      setProblem(outcome.problem);
      return;
    }
    draft.clear(emptyRecord());
    await setPhotos([]);
    announce(outcome.state === "sent" ? "记录已提交" : "存在本机，联网后自动提交");
    go("/unit");
  };

  return (
    <Screen title="填集中学习记录" note="学习结束后填写；没有网络也可以填，联网后自动提交。">
      <form
        class="card stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <RecordFields values={draft.value} onChange={(change) => draft.set({ ...draft.value, ...change })} problem={problem} />
        {/* Not before the kept ones are there: one added meanwhile would take their place. */}
        {photos && <DraftPhotos photos={photos} onChange={(next) => void setPhotos(next)} />}
        <div role="alert">{lacking && <p class="form-error">{lacking}</p>}</div>
        <FormError problem={problem} />
        <div class="toolbar">
          <Button submit busy={busy}>
            {online ? "提交记录" : "存在本机，联网后提交"}
          </Button>
          <a class="button plain" href={href("/unit")}>
            返回
          </a>
        </div>
      </form>
    </Screen>
  );
}
