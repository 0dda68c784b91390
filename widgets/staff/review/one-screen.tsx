import "./review.css";
import { useState } from "preact/hooks";
import type { Review } from "../../../functions/review/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { fieldError, problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { PlanForm } from "./plan-form.tsx";
import { planOf } from "./plan-values.ts";
import { Results } from "./results.tsx";
import { ScoreCard } from "./score-card.tsx";
import { stateBadge } from "./words.ts";

interface PartProps {
  review: Review;
  onChange: (review: Review) => void;
}

/** 开始评审 and 提前结束: asked once more, as neither can be taken back. */
function Steps({ review, onChange }: PartProps) {
  const [busy, setBusy] = useState(false);
  const step = async (name: "open" | "close", title: string, text: string, done: string) => {
    if ((await confirm({ title, text, action: title })) === undefined) return;
    setBusy(true);
    try {
      onChange(await api<Review>("POST", `/api/staff/reviews/${review.id}/${name}`, { version: review.version }));
      announce(done);
    } catch (problem) {
      const field = ["entries", "reviewers", "closesAt"].find((one) => fieldError(problem, one));
      const missing = { entries: "还没有参评作品。", reviewers: "还没有评委。", closesAt: "结束时间已经过了，请先改。" };
      announce(field ? missing[field as keyof typeof missing] : problemText(problem), "error");
    }
    setBusy(false);
  };
  if (review.allowed.includes("open"))
    return (
      <Button
        busy={busy}
        onClick={() => void step("open", "开始评审", "开始以后作品、评委和评分项都不能再改，评委到时间就可以打分。", "评审已开始")}
      >
        开始评审
      </Button>
    );
  if (!review.allowed.includes("close")) return null;
  return (
    <Button kind="plain" busy={busy} onClick={() => void step("close", "提前结束", "结束以后不能再打分，您就能看到结果。", "评审已结束")}>
      提前结束
    </Button>
  );
}

function Facts({ review }: { review: Review }) {
  const { state, opensAt, closesAt, criteria, reviewers, entries } = review;
  return (
    <section class="card stack" aria-label="评审安排">
      <p>
        <span class={`badge ${stateBadge[state].kind}`}>{stateBadge[state].text}</span> {dateTime(opensAt)} 至 {dateTime(closesAt)}
      </p>
      <p>评分项：{criteria.map(({ name, weight }) => `${name} ${weight}%`).join("，")}</p>
      <p>
        评委：
        {reviewers
          .map(({ name, scored }) => (scored === undefined || state === "decided" ? name : `${name}（已评 ${scored} 篇）`))
          .join("，") || "还没有"}
      </p>
      {!entries.some(({ result }) => result) && <p>参评作品：{entries.map(({ title }) => `《${title}》`).join("")}</p>}
    </section>
  );
}

function Scoring({ review }: { review: Review }) {
  const others = review.entries.filter(({ own }) => !own);
  const own = review.entries.length - others.length;
  return (
    <section class="stack" aria-labelledby="scoring">
      <h2 id="scoring">打分</h2>
      <p class="muted">
        每一项 0 到 100 分，填齐后自动保存；到 {dateTime(review.closesAt)} 为止都可以改。{own > 0 && `您自己的 ${own} 篇由别人来评。`}
      </p>
      {others.map((entry) => (
        <ScoreCard key={entry.material} review={review} entry={entry} />
      ))}
    </section>
  );
}

/** `#/reviews/:id`: planning, scoring and results, each to whom and when it is due. */
export default function ReviewScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => api<Review>("GET", `/api/staff/reviews/${id}`, undefined, { signal }), [id]);
  const { value: shown, replace } = from;
  return (
    <Screen
      title={shown?.name ?? "评审"}
      actions={
        <>
          {shown && <Steps review={shown} onChange={replace} />}
          <a class="button plain" href={href("/reviews")}>
            全部评审
          </a>
        </>
      }
    >
      <Load from={from}>
        {(review) => (
          <div class="stack">
            <Facts review={review} />
            {review.allowed.includes("change") && (
              <PlanForm
                key={review.version}
                draftKey={`review:${id}`}
                initial={planOf(review)}
                save={(body) => api<Review>("PUT", `/api/staff/reviews/${id}`, { ...body, version: review.version })}
                onSaved={replace}
              />
            )}
            {review.allowed.includes("score") && <Scoring review={review} />}
            {review.entries.some(({ result }) => result) && <Results review={review} onChange={replace} />}
          </div>
        )}
      </Load>
    </Screen>
  );
}
