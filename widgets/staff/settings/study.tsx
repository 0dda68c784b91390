import { useState } from "preact/hooks";
import type { StudySettings, StudyTargets } from "../../../functions/study/settings.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { useLeaveGuard } from "../shell/router.ts";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { NumberField } from "./number-field.tsx";
import type { SectionProps } from "./section.tsx";

type Versioned = StudySettings & { version: number };

const targets: readonly { key: keyof StudyTargets; label: string }[] = [
  { key: "noteCharacters", label: "学习笔记（每人每年，字）" },
  { key: "reflections", label: "学习心得（每人每年，篇）" },
  { key: "lectures", label: "登坛讲课（每人每年，次）" },
  { key: "symposiums", label: "座谈讨论（每年，次）" },
  { key: "visits", label: "下基层（每人每年，次）" },
  { key: "topics", label: "调研课题（每人每年，个）" },
];
const show = (value: unknown) =>
  typeof value === "string" ? value || "（空）" : targets.map(({ key, label }) => `${label}：${(value as StudyTargets)[key]}`).join("\n");
const fields = [
  { key: "anchorFriday", label: "起算的星期五", show },
  { key: "startsAt", label: "开始", show },
  { key: "endsAt", label: "结束", show },
  { key: "place", label: "地点", show },
  { key: "targets", label: "年度目标", show },
] as const;

function Form({ settings, editable, onSaved }: { settings: Versioned; editable: boolean; onSaved: (settings: Versioned) => void }) {
  const draft = useDraft("settings:study", settings);
  const { value: mine } = draft;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<Versioned>();
  const dirty = JSON.stringify({ ...mine, version: 0 }) !== JSON.stringify({ ...settings, version: 0 });
  useLeaveGuard(dirty);
  const set = (change: Partial<Versioned>) => draft.set({ ...mine, ...change });
  const save = async (chosen: Versioned) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<Versioned>("PUT", "/api/staff/study-settings", chosen);
      draft.clear(saved);
      setTheirs(undefined);
      onSaved(saved);
      announce("已保存");
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "conflict") setTheirs(error.current as Versioned);
      else setProblem(error);
    }
    setBusy(false);
  };
  const text = (key: "startsAt" | "endsAt" | "place" | "anchorFriday", label: string, type: "time" | "text" | "date", hint?: string) => (
    <TextField
      label={label}
      name={key}
      type={type}
      value={mine[key]}
      disabled={!editable}
      hint={hint}
      onInput={(value) => set({ [key]: value })}
      error={fieldError(problem, key)}
    />
  );
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (dirty && !busy) void save(mine);
      }}
    >
      <section class="card stack" aria-labelledby="fridays-heading">
        <h2 id="fridays-heading">集中学习</h2>
        <p>每双周的星期五下午。从下面这个星期五起，每 14 天一次；单独一次的改期、取消在“学习日历”里做。</p>
        <div class="grid">
          {text("anchorFriday", "起算的星期五", "date", "改动后，没有安排过的日子随之改变，已安排的不变。")}
          {text("startsAt", "开始", "time")}
          {text("endsAt", "结束", "time")}
          {text("place", "通常的地点", "text")}
        </div>
      </section>
      <section class="card stack" aria-labelledby="targets-heading">
        <h2 id="targets-heading">年度目标</h2>
        <p>目标只用来对照进度，没有达到也不限制任何操作，不排名。填 0 表示不设目标。</p>
        <div class="grid">
          {targets.map(({ key, label }) => (
            <NumberField
              key={key}
              label={label}
              name={key}
              value={mine.targets[key]}
              disabled={!editable}
              error={fieldError(problem, `targets.${key}`)}
              onInput={(value) => set({ targets: { ...mine.targets, [key]: value } })}
            />
          ))}
        </div>
      </section>
      {editable && (
        <div class={dirty ? "settings-foot unsaved" : "settings-foot"}>
          <FormError problem={problem} />
          <div class="toolbar">
            <Button submit busy={busy} disabled={!dirty}>
              保存
            </Button>
            {dirty && (
              <Button kind="plain" onClick={() => draft.clear(settings)}>
                撤销修改
              </Button>
            )}
            <span class="muted" role="status">
              {dirty ? "有修改还没有保存" : ""}
            </span>
          </div>
        </div>
      )}
      {theirs && (
        <Conflict
          mine={mine}
          theirs={theirs}
          fields={[...fields]}
          onChoose={(chosen) => {
            draft.set(chosen);
            void save({ ...chosen, version: theirs.version });
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </form>
  );
}

/** 学习: the rhythm of the study Fridays and the targets of the year, a record of their own. */
export function Study({ editable }: SectionProps) {
  const from = useLoad((signal) => api<Versioned>("GET", "/api/staff/study-settings", undefined, { signal }), []);
  return <Load from={from}>{(settings) => <Form settings={settings} editable={editable} onSaved={from.replace} />}</Load>;
}
