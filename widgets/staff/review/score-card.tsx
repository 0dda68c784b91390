import { useEffect, useRef, useState } from "preact/hooks";
import { reviewLimits, type OwnScore, type Review, type ReviewEntry } from "../../../functions/review/contract.ts";
import { api, ApiProblem } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button, TextArea, TextField } from "../shell/form.tsx";
import { clockTime } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";

interface Values {
  scores: string[];
  remark: string;
}

const SAVE_AFTER = 800;
const whole = (text: string) => /^(0|[1-9]\d?|100)$/.test(text);
const same = (one: Values, other: Values) => JSON.stringify(one) === JSON.stringify(other);

/** One entry with its fields; saved by itself as soon as every criterion has its score. */
export function ScoreCard({ review, entry }: { review: Review; entry: ReviewEntry }) {
  const { criteria } = review;
  const valuesOf = (score: OwnScore | undefined): Values => ({
    scores: criteria.map((_, place) => String(score?.scores[place] ?? "")),
    remark: score?.remark ?? "",
  });
  const draft = useDraft(`review-score:${review.id}:${entry.material}`, valuesOf(entry.score));
  const values = draft.value;
  const [saved, setSaved] = useState(entry.score);
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<OwnScore>();
  const [busy, setBusy] = useState(false);
  const complete = values.scores.every(whole);
  const dirty = !same(values, valuesOf(saved));
  const latest = useRef(values);

  const save = async (version: number) => {
    setBusy(true);
    const sent = values;
    try {
      const body = { scores: sent.scores.map(Number), remark: sent.remark.trim(), version };
      const now = await api<OwnScore>("PUT", `/api/staff/reviews/${review.id}/scores/${entry.material}`, body);
      setProblem(undefined);
      setSaved({ ...now, remark: sent.remark });
      // What was typed meanwhile stays and is saved next.
      if (same(latest.current, sent)) draft.clear();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "conflict") setTheirs(error.current as OwnScore);
      else setProblem(error);
    }
    setBusy(false);
  };
  useEffect(() => {
    latest.current = values;
  }, [values]);
  // A save that failed waits for the next letter or for the button.
  const ready = dirty && complete && !theirs && !busy && problem === undefined;
  const version = saved?.version ?? 0;
  useEffect(() => {
    if (!ready) return undefined;
    const timer = window.setTimeout(() => void save(version), SAVE_AFTER);
    return () => window.clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `save` follows from these
  }, [ready, version, values]);
  const change = (part: Partial<Values>) => {
    setProblem(undefined);
    draft.set({ ...values, ...part });
  };

  const state = () => {
    if (problem !== undefined) return problemText(problem);
    if (!complete) return values.scores.every((text) => text === "") ? "还没有打分" : "每一项都要填 0 到 100 的整数，填齐后自动保存";
    return dirty || !saved ? "正在保存…" : `已保存 ${clockTime(saved.at)}`;
  };
  return (
    <section class="card stack" aria-label={entry.title}>
      <h3>
        <a href={href(`/materials/${entry.material}`)}>{entry.title}</a>
        <small class="muted"> {[entry.category, entry.author].filter(Boolean).join(" · ")}</small>
      </h3>
      <div class="grid review-scores">
        {criteria.map(({ name, weight }, place) => (
          <TextField
            key={place}
            label={`${name}（${weight}%）`}
            name={`score-${entry.material}-${place}`}
            type="number"
            min={0}
            max={100}
            value={values.scores[place] ?? ""}
            error={values.scores[place] && !whole(values.scores[place]) ? "请填 0 到 100 的整数。" : undefined}
            onInput={(text) => change({ scores: values.scores.map((one, at) => (at === place ? text : one)) })}
          />
        ))}
      </div>
      <TextArea
        label="评语（可以不写，公布时不带姓名）"
        name={`remark-${entry.material}`}
        rows={2}
        maxLength={reviewLimits.remark}
        value={values.remark}
        onInput={(remark) => change({ remark })}
      />
      {theirs ? (
        <div class="toolbar" role="alert">
          <span>您在别的设备上打的是 {theirs.scores.join("、")}，要留哪一个？</span>
          <Button
            kind="plain"
            onClick={() => {
              setTheirs(undefined);
              void save(theirs.version);
            }}
          >
            留这里的
          </Button>
          <Button
            kind="plain"
            onClick={() => {
              draft.clear(valuesOf(theirs));
              setSaved(theirs);
              setTheirs(undefined);
            }}
          >
            留那边的
          </Button>
        </div>
      ) : (
        <div class="toolbar">
          <span role="status" class={problem === undefined ? "muted" : "field-error"}>
            {state()}
          </span>
          {problem !== undefined && complete && (
            <Button kind="plain" onClick={() => void save(saved?.version ?? 0)}>
              再保存一次
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
