import "./feedback.css";
import { useState } from "preact/hooks";
import { feedbackKinds } from "../../../functions/feedback/contract.ts";
import type { AnswerTemplate, AnswerTemplates } from "../../../functions/feedback/staff.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import { confirm } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, SelectField, TextArea, TextField } from "../shell/form.tsx";
import { href } from "../shell/router.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { fillTemplate } from "./words.ts";

const PATH = "/api/staff/feedback/templates";
const MOST = 50;
const example = { kind: "建议", unitName: "山市镇", materialTitle: "创新三题" } as const;

/** What is wrong with one of the templates, by its field. */
function faultOf(all: readonly AnswerTemplate[], place: number): { name?: string; text?: string } {
  const { name, text } = all[place]!;
  if (name.trim() === "") return { name: "请填写名称。" };
  if (all.some((other, at) => at !== place && other.name.trim() === name.trim())) return { name: "有两个模板同名。" };
  return text.trim() === "" ? { text: "请填写内容。" } : {};
}

function Editor({ saved, onSaved }: { saved: AnswerTemplates; onSaved: (saved: AnswerTemplates) => void }) {
  const draft = useDraft<AnswerTemplate[]>("feedback-templates", saved.templates);
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<AnswerTemplates>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const list = draft.value;
  const change = (place: number, more: Partial<AnswerTemplate>) =>
    draft.set(list.map((template, at) => (at === place ? { ...template, ...more } : template)));
  const remove = async (place: number) => {
    const sure = await confirm({
      title: `删除“${list[place]!.name || "未命名"}”？`,
      text: "保存以后才真正删除。",
      action: "删除",
      danger: true,
    });
    if (sure !== undefined) draft.set(list.filter((_, at) => at !== place));
  };
  const save = async (templates: AnswerTemplate[], version: number) => {
    setTried(true);
    if (templates.some((_, place) => Object.keys(faultOf(templates, place)).length > 0)) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const after = await api<AnswerTemplates>("PUT", PATH, { templates, version });
      draft.clear(after.templates);
      setTried(false);
      announce("模板已保存");
      onSaved(after);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "conflict") setTheirs(error.current as AnswerTemplates);
      else setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const same = JSON.stringify(list) === JSON.stringify(saved.templates);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save(list, saved.version);
      }}
    >
      {list.length === 0 && <Empty title="还没有模板" hint="常用的答复写成模板，答复时一点就有。" />}
      {list.map((template, place) => {
        const fault = tried ? faultOf(list, place) : {};
        return (
          <fieldset key={place} class="card stack">
            <legend class="visually-hidden">模板 {place + 1}</legend>
            <div class="answer-heads">
              <TextField
                label="名称"
                name={`name-${place}`}
                maxLength={20}
                required
                value={template.name}
                error={fault.name}
                onInput={(name) => change(place, { name })}
              />
              <SelectField
                label="用于"
                name={`kind-${place}`}
                value={template.kind ?? ""}
                options={[{ value: "", label: "所有类别" }, ...feedbackKinds.map((kind) => ({ value: kind, label: kind }))]}
                onInput={(kind) => {
                  const { kind: _, ...rest } = template;
                  const known = feedbackKinds.find((one) => one === kind);
                  draft.set(list.map((one, at) => (at === place ? { ...rest, ...(known ? { kind: known } : {}) } : one)));
                }}
              />
            </div>
            <TextArea
              label="内容"
              name={`text-${place}`}
              rows={4}
              maxLength={2000}
              required
              value={template.text}
              error={fault.text}
              onInput={(text) => change(place, { text })}
            />
            <details class="steps">
              <summary>填好后的样子</summary>
              <p class="feedback-text">{fillTemplate(template.text, example)}</p>
            </details>
            <div class="toolbar">
              <Button kind="danger" onClick={() => void remove(place)}>
                删除
              </Button>
            </div>
          </fieldset>
        );
      })}
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy} disabled={same}>
          保存
        </Button>
        <Button kind="plain" disabled={list.length >= MOST} onClick={() => draft.set([...list, { name: "", text: "" }])}>
          新增模板
        </Button>
        {!same && (
          <Button kind="quiet" onClick={() => draft.clear(saved.templates)}>
            放弃修改
          </Button>
        )}
      </div>
      {theirs && (
        <Conflict
          mine={{ templates: list }}
          theirs={{ templates: theirs.templates }}
          fields={[
            {
              key: "templates",
              label: "全部模板",
              show: (all) => all.map(({ name, text }) => `【${name}】\n${text}`).join("\n\n"),
            },
          ]}
          onClose={() => setTheirs(undefined)}
          onChoose={({ templates }) => {
            const now = theirs;
            setTheirs(undefined);
            if (templates === now.templates) {
              draft.clear(now.templates);
              onSaved(now);
            } else void save(templates, now.version);
          }}
        />
      )}
    </form>
  );
}

/** `#/feedback/templates`: 答复模板, with what may stand in them. */
export default function TemplatesScreen() {
  const from = useLoad((signal) => api<AnswerTemplates>("GET", PATH, undefined, { signal }), []);
  return (
    <Screen
      title="答复模板"
      note="{单位}、{类别}、{资料} 会换成那一条反馈的单位、类别和资料名称。"
      actions={
        <a class="button plain" href={href("/feedback")}>
          返回意见反馈
        </a>
      }
    >
      <Load from={from}>{(saved) => <Editor saved={saved} onSaved={from.replace} />}</Load>
    </Screen>
  );
}
