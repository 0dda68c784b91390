import "./unit-study.css";
import { useState } from "preact/hooks";
import type { GroupStudyRecord } from "../../../functions/group-study-records/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict, type ConflictField } from "../shell/conflict.tsx";
import { confirm } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { go, href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Photos } from "../study/photos.tsx";
import type { RecordValues } from "./kept-records.ts";
import { recordPath } from "./record-card.tsx";
import { missing, RecordFields } from "./record-fields.tsx";

const valuesOf = ({ date, topic, place, people, names, materials, remarks }: GroupStudyRecord): RecordValues => ({
  date,
  topic,
  place,
  people: String(people),
  names,
  materials,
  remarks,
});
const fields: ConflictField<RecordValues>[] = [
  { key: "topic", label: "学习主题" },
  { key: "date", label: "学习日期" },
  { key: "people", label: "参加人数" },
  { key: "place", label: "地点" },
  { key: "names", label: "参加人员" },
  {
    key: "materials",
    label: "学习资料",
    show: (value) => (value as RecordValues["materials"]).map(({ title }) => title).join("、") || "（无）",
  },
  { key: "remarks", label: "学习情况" },
];

function ChangeRecord({ record, onChange }: { record: GroupStudyRecord; onChange: (record: GroupStudyRecord) => void }) {
  const { id, version, photos } = record;
  const draft = useDraft(`group-study:${id}`, valuesOf(record));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [lacking, setLacking] = useState<string>();
  const [theirs, setTheirs] = useState<GroupStudyRecord>();
  const save = async (values: RecordValues, at: number) => {
    const gap = missing(values);
    setLacking(gap);
    setProblem(undefined);
    if (gap) return;
    setBusy(true);
    try {
      const body = { ...values, people: Number(values.people), materials: values.materials.map((one) => one.id), version: at };
      await api<GroupStudyRecord>("PUT", recordPath(id), body);
      draft.clear();
      announce("已保存");
      go("/unit");
    } catch (failure) {
      setBusy(false);
      if (failure instanceof ApiProblem && failure.code === "conflict") setTheirs(failure.current as GroupStudyRecord);
      else setProblem(failure);
    }
  };
  const photo = async (method: "POST" | "DELETE", path: string, body: object) =>
    onChange(await api<GroupStudyRecord>(method, `${recordPath(id)}/photos${path}`, { version, ...body }));
  const remove = async () => {
    const text = "记录和照片都会删除，找不回来。";
    const left = await confirm({ title: "删除这条记录", text, action: "删除", danger: true });
    if (left === undefined) return;
    try {
      await api("DELETE", recordPath(id), { version });
      draft.clear();
      announce("已删除");
      go("/unit");
    } catch (failure) {
      announce(problemText(failure), "error");
    }
  };
  return (
    <form
      class="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(draft.value, version);
      }}
    >
      <RecordFields values={draft.value} onChange={(change) => draft.set({ ...draft.value, ...change })} problem={problem} />
      <Photos
        record={recordPath(id)}
        photos={photos}
        onAdd={(upload) => photo("POST", "", { upload })}
        onRemove={(one) => photo("DELETE", `/${one}`, {})}
      />
      <div role="alert">{lacking && <p class="form-error">{lacking}</p>}</div>
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy}>
          保存
        </Button>
        <a class="button plain" href={href("/unit")} onClick={() => draft.clear()}>
          取消
        </a>
        <Button kind="danger" onClick={() => void remove()}>
          删除记录
        </Button>
      </div>
      {theirs && (
        <Conflict
          mine={draft.value}
          theirs={valuesOf(theirs)}
          fields={fields}
          onChoose={(chosen) => {
            draft.set(chosen);
            setTheirs(undefined);
            void save(chosen, theirs.version);
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </form>
  );
}

/** `#/unit/records/:id`: a record changed or deleted by its unit, within 30 days. */
export default function RecordScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => api<GroupStudyRecord>("GET", recordPath(id), undefined, { signal }), [id]);
  return (
    <Screen title="修改集中学习记录" note="提交后 30 天内可以修改。">
      <Load from={from}>
        {(record) =>
          record.mayChange ? (
            <ChangeRecord record={record} onChange={from.replace} />
          ) : (
            <p class="card">这条记录提交已超过 30 天，不能再改。</p>
          )
        }
      </Load>
    </Screen>
  );
}
