import { useState } from "preact/hooks";
import { reviewLimits, type Review } from "../../../functions/review/contract.ts";
import { MaterialPicker } from "../calendar/material-picker.tsx";
import { announce } from "../shell/announce.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, CheckField, FormError, TextField } from "../shell/form.tsx";
import { api } from "../shell/api.ts";
import { fieldError } from "../shell/problems.ts";
import { useLeaveGuard } from "../shell/router.ts";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { bodyOf, weightSum, type PlanValues } from "./plan-values.ts";

interface PartProps {
  values: PlanValues;
  set: (change: Partial<PlanValues>) => void;
  problem: unknown;
}

function Criteria({ values, set, problem }: PartProps) {
  const { criteria } = values;
  const change = (place: number, part: Partial<PlanValues["criteria"][number]>) =>
    set({ criteria: criteria.map((one, at) => (at === place ? { ...one, ...part } : one)) });
  const sum = weightSum(values);
  return (
    <fieldset class="stack">
      <legend>评分项和权重</legend>
      {criteria.map(({ name, weight }, place) => (
        <div key={place} class="toolbar review-criterion">
          <TextField
            label={`评分项 ${place + 1}`}
            name={`criterion-${place}`}
            value={name}
            maxLength={reviewLimits.criterion}
            onInput={(text) => change(place, { name: text })}
          />
          <TextField
            label="权重"
            name={`weight-${place}`}
            type="number"
            min={1}
            max={100}
            value={weight}
            onInput={(text) => change(place, { weight: text })}
          />
          {criteria.length > 1 && (
            <Button
              kind="quiet"
              aria-label={`去掉评分项 ${name}`}
              onClick={() => set({ criteria: criteria.filter((_, at) => at !== place) })}
            >
              去掉
            </Button>
          )}
        </div>
      ))}
      <p role="status" class={sum === 100 ? "muted" : "field-error"}>
        权重合计 {sum}，{sum === 100 ? "正好 100。" : "要正好是 100。"}
      </p>
      <span class="field-error">{fieldError(problem, "criteria")}</span>
      {criteria.length < reviewLimits.criteria && (
        <p>
          <Button kind="plain" onClick={() => set({ criteria: [...criteria, { name: "", weight: "" }] })}>
            加一项
          </Button>
        </p>
      )}
    </fieldset>
  );
}

/** Reviewers are chosen by name from those who study. */
function Reviewers({ values, set, problem }: PartProps) {
  const from = useLoad(
    (signal) => api<{ items: { id: string; name: string; office: string }[] }>("GET", "/api/staff/colleagues", undefined, { signal }),
    [],
  );
  const { reviewers } = values;
  return (
    <fieldset>
      <legend>评委（{reviewers.length} 人）</legend>
      <Load from={from}>
        {({ items }) => (
          <div class="review-people">
            {items.map(({ id, name, office }) => (
              <CheckField
                key={id}
                label={office ? `${name}（${office}）` : name}
                name={`reviewer-${id}`}
                checked={reviewers.includes(id)}
                onInput={(on) => set({ reviewers: on ? [...reviewers, id] : reviewers.filter((one) => one !== id) })}
              />
            ))}
          </div>
        )}
      </Load>
      <span class="field-error">{fieldError(problem, "reviewers")}</span>
    </fieldset>
  );
}

interface FormProps {
  draftKey: string;
  initial: PlanValues;
  /** Saves the plan; where it throws, the form shows why. */
  save: (body: ReturnType<typeof bodyOf>) => Promise<Review>;
  onSaved: (review: Review) => void;
}

/** What the director decides before a review opens: works, reviewers, criteria, time. */
export function PlanForm({ draftKey, initial, save, onSaved }: FormProps) {
  const draft = useDraft(draftKey, initial);
  const values = draft.value;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  useLeaveGuard(JSON.stringify(values) !== JSON.stringify(initial));
  const set = (change: Partial<PlanValues>) => draft.set({ ...values, ...change });
  const field = (name: "name" | "year" | "opensAt" | "closesAt", label: string, type: "text" | "number" | "datetime-local" = "text") => (
    <TextField
      label={label}
      name={name}
      type={type}
      required
      value={values[name]}
      onInput={(text) => set({ [name]: text })}
      error={fieldError(problem, name)}
    />
  );
  const submit = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await save(bodyOf(values));
      // Nothing is unsaved any more: the screen may be left.
      draft.clear(initial);
      announce("已保存");
      onSaved(saved);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {field("name", "名称")}
      <div class="grid review-times">
        {field("year", "哪一年", "number")}
        {field("opensAt", "开始", "datetime-local")}
        {field("closesAt", "结束", "datetime-local")}
      </div>
      <Criteria values={values} set={set} problem={problem} />
      <MaterialPicker
        legend={`参评作品（${values.entries.length} 篇，讲课稿和调研文章）`}
        chosen={values.entries}
        onChange={(entries) => set({ entries })}
        error={fieldError(problem, "entries")}
      />
      <Reviewers values={values} set={set} problem={problem} />
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy}>
          保存
        </Button>
      </div>
    </form>
  );
}
