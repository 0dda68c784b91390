import "./compilation.css";
import { useState } from "preact/hooks";
import { compilationLimits, type Compilation } from "../../../functions/compilation/contract.ts";
import { MaterialPicker } from "../calendar/material-picker.tsx";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict, type ConflictField } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextArea, TextField } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { fieldError } from "../shell/problems.ts";
import { href, useLeaveGuard } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Excellent } from "./excellent.tsx";
import { OrderList, type Entry } from "./order-list.tsx";
import { WordButton } from "./word-button.tsx";

interface Values {
  title: string;
  issue: string;
  date: string;
  department: string;
  preface: string;
  entries: Entry[];
}

const valuesOf = ({ title, issue, date, department, preface, entries }: Compilation): Values => ({
  title,
  issue,
  date,
  department,
  preface,
  entries,
});
const bodyOf = (values: Values) => ({ ...values, entries: values.entries.map(({ id }) => id) });
const same = (one: Values, other: Values) => JSON.stringify(bodyOf(one)) === JSON.stringify(bodyOf(other));

const fields: ConflictField<Values>[] = [
  { key: "title", label: "刊名" },
  { key: "issue", label: "期号" },
  { key: "date", label: "日期" },
  { key: "department", label: "编辑部门" },
  { key: "preface", label: "前言" },
  { key: "entries", label: "文章和顺序", show: (value) => (value as Entry[]).map(({ title }) => title).join("、") || "（无）" },
];

function Cover({ values, set, problem }: { values: Values; set: (change: Partial<Values>) => void; problem: unknown }) {
  const field = (name: "title" | "issue" | "department", label: string, hint?: string) => (
    <TextField
      label={label}
      name={name}
      value={values[name]}
      maxLength={compilationLimits[name]}
      hint={hint}
      onInput={(text) => set({ [name]: text })}
      error={fieldError(problem, name)}
    />
  );
  return (
    <section class="card stack" aria-labelledby="cover">
      <h2 id="cover">封面和前言</h2>
      <div class="grid compilation-cover">
        {field("title", "刊名")}
        {field("issue", "期号", "例如：2026年第2期（总第8期）")}
        {field("department", "编辑部门")}
        <TextField
          label="日期"
          name="date"
          type="date"
          value={values.date}
          onInput={(date) => set({ date })}
          error={fieldError(problem, "date")}
        />
      </div>
      <TextArea
        label="前言"
        name="preface"
        rows={6}
        maxLength={compilationLimits.preface}
        value={values.preface}
        hint="可以不写。每换一行是一段。"
        onInput={(preface) => set({ preface })}
        error={fieldError(problem, "preface")}
      />
    </section>
  );
}

function Editor({ saved, onSaved }: { saved: Compilation; onSaved: (saved: Compilation) => void }) {
  const draft = useDraft(`compilation:${saved.id}`, valuesOf(saved));
  const values = draft.value;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<Compilation>();
  const dirty = !same(values, valuesOf(saved));
  useLeaveGuard(dirty);
  const set = (change: Partial<Values>) => draft.set({ ...values, ...change });
  const full = values.entries.length >= compilationLimits.entries;

  const save = async (chosen: Values, version: number) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const now = await api<Compilation>("PUT", `/api/staff/compilations/${saved.id}`, { ...bodyOf(chosen), version });
      draft.clear(valuesOf(now));
      announce("已保存");
      onSaved(now);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "conflict") setTheirs(error.current as Compilation);
      else setProblem(error);
    }
    setBusy(false);
  };

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save(values, saved.version);
      }}
    >
      <Cover values={values} set={set} problem={problem} />
      <section class="card stack" aria-labelledby="texts">
        <h2 id="texts">文章（{values.entries.length} 篇）</h2>
        {values.entries.length > 1 && <p class="muted">拖动可以调整顺序，也可以用“上移”“下移”。</p>}
        <OrderList entries={values.entries} onChange={(entries) => set({ entries })} />
        {!full && <Excellent chosen={values.entries} onAdd={(entry) => set({ entries: [...values.entries, entry] })} />}
        {full ? (
          <p class="muted">一期最多 {compilationLimits.entries} 篇。</p>
        ) : (
          <MaterialPicker
            legend="加文章"
            hideChosen
            chosen={values.entries}
            onChange={(entries) => set({ entries })}
            error={fieldError(problem, "entries")}
          />
        )}
      </section>
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy} disabled={!dirty}>
          {dirty ? "保存" : "已保存"}
        </Button>
        <span class="muted">
          {dateTime(saved.updatedAt)} {saved.updatedBy} 保存
        </span>
      </div>
      <section class="card stack" aria-labelledby="output">
        <h2 id="output">印制</h2>
        <p>
          按公文格式排版（A4，每页 22 行，每行 28 字）。用到的字体是方正小标宋简体、仿宋_GB2312、黑体、楷体_GB2312；电脑上没有的，Word
          会用相近的代替。
        </p>
        {dirty && <p class="muted">请先保存，再导出。</p>}
        <div class="toolbar">
          <WordButton compilation={saved} disabled={dirty || saved.entries.length === 0} />
          {!dirty && (
            <a class="button plain" href={href(`/compilations/${saved.id}/print`)}>
              打印版
            </a>
          )}
        </div>
        <p class="muted">Word 打开时如果问要不要更新域，请点“是”，目录就有了页码。</p>
      </section>
      {theirs && (
        <Conflict
          by={theirs.updatedBy}
          mine={values}
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

/** `#/compilations/:id`: cover, preface, texts in their order, and the way to paper. */
export default function CompilationScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => api<Compilation>("GET", `/api/staff/compilations/${id}`, undefined, { signal }), [id]);
  const { value } = from;
  return (
    <Screen
      title={value ? [value.title, value.issue].filter(Boolean).join(" ") : "专刊"}
      actions={
        <a class="button plain" href={href("/compilations")}>
          全部专刊
        </a>
      }
    >
      <Load from={from}>{(saved) => <Editor key={saved.id} saved={saved} onSaved={from.replace} />}</Load>
    </Screen>
  );
}
